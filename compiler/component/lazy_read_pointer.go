package component

import (
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// lazyReadPointer lowers the lazy_read_pointer of a parent in the router. It only works in a router that
// is the stream's own; inside of others the reference passes over it.
func (b *Builder) lazyReadPointer(router, parent *manifest.Node) plan.Expr {
	pointer := present(parent, "lazy_read_pointer")
	if pointer == nil || len(pointer.Items) == 0 {
		return nil
	}
	if router != b.of.Field("retriever").Field("partition_router") {
		b.warnf(parent, pointer.Span, "no-effect", "lazy_read_pointer has no effect in a router inside of another one")
		return nil
	}
	if b.of.Field("retriever").Type() == "AsyncRetriever" {
		b.warnf(parent, pointer.Span, "no-effect", "lazy_read_pointer has no effect in the router of an AsyncRetriever")
		return nil
	}
	out := plan.SliceOf("config", "Template")
	for _, segment := range pointer.Items {
		if t, _ := text(segment); strings.Contains(t, "*") {
			b.errorf(parent, segment.Span, "bad-value", "lazy_read_pointer leads to one place: it takes no *")
		}
		out.Items = append(out.Items, b.textOf(segment, parent, "ParentStreamConfig.lazy_read_pointer", configScope))
	}
	return out
}

// checkLazyRead refuses what a stream cannot have whose first pages are in the records of its parents.
func (b *Builder) checkLazyRead(router *manifest.Node) {
	if router != b.of.Field("retriever").Field("partition_router") {
		return
	}
	var with, without *manifest.Node
	for _, parent := range items(router.Field("parent_stream_configs")) {
		if pointer := parent.Field("lazy_read_pointer"); pointer != nil && !empty(pointer) {
			with = parent
		} else {
			without = parent
		}
	}
	if with == nil {
		return
	}
	if without != nil {
		b.errorf(without, without.Span, "conflict", "this parent has no lazy_read_pointer, but another one of the stream has")
	}
	if decoder := present(b.of.Field("retriever"), "decoder"); decoder != nil && decoder.Type() != "JsonDecoder" {
		b.errorf(decoder, decoder.Span, "conflict", "a stream whose parent has lazy_read_pointer takes no decoder but JsonDecoder, not %s", decoder.Type())
	}
	sync := present(b.of, "incremental_sync")
	for _, field := range []string{"step", "cursor_granularity"} {
		if f := sync.Field(field); f != nil && !empty(f) {
			b.errorf(sync, f.Span, "conflict", "a stream whose parent has lazy_read_pointer reads one window for each partition: its cursor has no %s", field)
		}
	}
}
