package resolve

import (
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// follow gives what a reference stands for, resolved. One that stands for nothing is reported and gives null.
func (r *resolver) follow(ref string, span source.Span) *manifest.Node {
	here := diag.Ref{Target: ref, Path: r.place(), Span: span}
	null := r.reached(&manifest.Node{Span: span})
	if i := slices.IndexFunc(r.via, func(v diag.Ref) bool { return v.Target == ref }); i >= 0 {
		r.errorf(span, "circular-reference", "the reference %q leads back to itself", ref).Notef("%s", circle(r.via[i:], ref))
		return null
	}
	outer, path := r.via, r.path
	defer func() { r.via, r.path = outer, path }()
	if target, ok := r.done[ref]; ok {
		r.via = append(outer[:len(outer):len(outer)], here)
		return r.reached(target)
	}
	raw, fault := lookup(r.root, ref)
	if raw == nil {
		r.undefined(ref, span, fault)
		return null
	}
	r.via = append(outer[:len(outer):len(outer)], here)
	r.path = strings.Split(strings.TrimPrefix(ref, "#/"), "/")
	target := r.node(raw).WithOrigin(ref)
	if target.Size() > manifest.MaxSize {
		r.stop(span, "too-large", "the reference %q expands to more than %d nodes", ref, manifest.MaxSize)
	}
	r.done[ref] = target
	return target
}

// circle shows how a reference leads back to itself.
func circle(via []diag.Ref, ref string) string {
	var b strings.Builder
	for _, v := range via {
		b.WriteString(v.Target + " refers to ")
	}
	return b.String() + ref
}

// isPlainText says that the value of a $ref is text and no reference.
func isPlainText(n *manifest.Node) bool {
	text, ok := n.Text()
	return ok && !strings.HasPrefix(text, "#/")
}

// warnPlainText warns of a $ref whose text just replaces the map that it stands in.
func (r *resolver) warnPlainText(n *manifest.Node) {
	text, _ := n.Text()
	d := r.warnf(n.Span, "not-a-reference", "%q is taken as text: a reference starts with \"#/\"", text)
	if path := strings.TrimLeft(text, "#/"); path != "" {
		if target, _ := lookup(r.root, "#/"+path); target != nil {
			d.Hintf("did you mean %q?", "#/"+path)
		}
	}
}

// checkParameters warns where $parameters beside a $ref push out those of its target: they are
// replaced, not merged.
func (r *resolver) checkParameters(target *manifest.Node, own []manifest.Field) {
	lost := target.Field("$parameters").Keys()
	for _, f := range own {
		if key, _ := f.Key.Text(); key != "$parameters" || f.Value.Kind != manifest.Map {
			continue
		}
		lost = slices.DeleteFunc(lost, f.Value.Has)
		if len(lost) > 0 {
			r.warnf(f.Key.Span, "lost-parameters", "these $parameters replace those of %q, so %q is lost", target.Origin, lost[0]).
				Hintf("repeat it here if it is needed")
		}
	}
}
