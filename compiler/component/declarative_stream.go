package component

import (
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() {
	streamKinds.add("DeclarativeStream", func(b *Builder, n *manifest.Node) plan.Expr { return b.stream(n) })
}

// streamName is the name of a stream in the catalog.
func streamName(n *manifest.Node) string {
	name, _ := text(n.Field("name"))
	return name
}

// stream is a use of the stream at n as the parent of another one: every child has its own copy. A stream
// that the manifest has at its top level is built by the same function.
func (b *Builder) stream(n *manifest.Node) plan.Expr {
	b.source.ReadsParents = true
	return b.use(n, "")
}

// use is a use of the stream at n, which is declared and lowered when it is new. role is for its name.
func (b *Builder) use(n *manifest.Node, role string) plan.Expr {
	key := n.Canonical()
	s, known := b.declared[key]
	if !known {
		s = &plan.DeclarativeStream{Name: streamName(n), Role: role}
		b.declared[key] = s
		b.source.Parts = append(b.source.Parts, s)
		b.lowerStream(s, n)
	}
	return &plan.Stream{Stream: s}
}

// lowerStream lowers a stream of any kind into s, which was declared for it.
func (b *Builder) lowerStream(s *plan.DeclarativeStream, n *manifest.Node) {
	if n.Type() == "StateDelegatingStream" {
		b.stateDelegatingStream(s, n)
		return
	}
	b.declarativeStream(s, n)
}

// declarativeStream lowers DeclarativeStream into s.
func (b *Builder) declarativeStream(s *plan.DeclarativeStream, n *manifest.Node) {
	defer b.enter(s, n)()
	literal := plan.New("stream", "Stream",
		plan.F("Name", plan.Lit{Value: streamName(n)}),
		plan.F("PrimaryKey", b.primaryKey(n)),
		plan.F("SchemaLoader", b.schemaLoader(n)),
		plan.F("Retriever", b.lower(retrievers, n.Field("retriever"))),
		plan.F("IncrementalSync", b.incrementalSync(n)),
		plan.F("Transformations", b.transformations(n, "transformations")),
		plan.F("StateMigrations", b.stateMigrations(n)),
		plan.F("FileUploader", b.fileUploader(n)),
	)
	literal.Pointer = true
	s.Literal, s.Doc = literal, streamDoc(n)
}

// enter makes n, which becomes s, the stream being lowered; the function that comes back ends that.
func (b *Builder) enter(s *plan.DeclarativeStream, n *manifest.Node) (leave func()) {
	of, declaring, extra, fields, clientSide := b.of, b.declaring, b.extra, b.sliceFields, b.clientSide
	b.of, b.declaring = n, s
	b.extra, b.sliceFields = append(extraNames(n), propertyNames(n.Field("retriever"))...), sliceFields(n)
	b.clientSide, _ = n.Field("incremental_sync").Field("is_client_side_incremental").Bool()
	return func() {
		b.of, b.declaring, b.extra, b.sliceFields, b.clientSide = of, declaring, extra, fields, clientSide
	}
}

// transformations lowers the transformations that a field of n lists, in their order.
func (b *Builder) transformations(n *manifest.Node, field string) plan.Expr {
	out := plan.SliceOf("stream", "Transformation")
	for _, item := range items(n.Field(field)) {
		if x := b.lower(transformations, item); x != nil {
			out.Items = append(out.Items, x)
		}
	}
	if out.Items == nil {
		return nil
	}
	return out
}

// primaryKey lowers primary_key: a key, a list of keys, or a list of lists of one key each. An empty
// text is a key of its own in the reference, an empty list is none.
func (b *Builder) primaryKey(n *manifest.Node) plan.Expr {
	key := present(n, "primary_key")
	if key == nil {
		return nil
	}
	if h := b.hole(key); h != nil {
		return h.read("PrimaryKey", func(other *manifest.Node) plan.Expr {
			return b.primaryKey(n.WithFields([]manifest.Field{{Key: n.Key("primary_key"), Value: other}}))
		})
	}
	var out [][]string
	for _, item := range items(key) {
		switch {
		case item.Kind == manifest.Scalar:
			t, _ := text(item)
			out = append(out, []string{t})
		case item.Kind == manifest.List && len(item.Items) == 1:
			out = append(out, texts(item))
		default:
			b.errorf(n, item.Span, "nested-key", "nested primary keys are not supported by the language")
			return nil
		}
	}
	if out == nil {
		return nil
	}
	return plan.Lit{Value: out}
}

// streamDoc says what a stream requests: "GET projects".
func streamDoc(n *manifest.Node) string {
	requester := n.Field("retriever").Field("requester")
	method, ok := text(requester.Field("http_method"))
	if !ok {
		method = "GET"
	}
	path, ok := text(requester.Field("path"))
	if !ok || path == "" {
		if path, ok = text(requester.Field("url")); !ok {
			path, _ = text(requester.Field("url_base"))
		}
	}
	return strings.TrimSpace(method + " " + path)
}
