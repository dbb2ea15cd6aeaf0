package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { incrementalSyncs.add("IncrementingCountCursor", incrementingCountCursor) }

// incrementingCountCursor lowers IncrementingCountCursor, which goes on from the highest number of the last sync.
func incrementingCountCursor(b *Builder, n *manifest.Node) plan.Expr {
	start := b.template(n, "start_value", configScope)
	if known, ok := knownText(start); ok && !isWhole(known) && known != "True" && known != "False" {
		b.lenientf(n, n.Field("start_value").Span, "bad-value", "the start_value %q is no number", known)
	}
	return plan.New("cursor", "IncrementingCount",
		plan.F("CursorField", b.template(n, "cursor_field", configScope)),
		plan.F("StartValue", start),
		plan.F("StartValueOption", address(b.requestOption(present(n, "start_value_option"), n))),
		plan.F("AllowCatalogDefinedCursorField", b.bool(n, "allow_catalog_defined_cursor_field")),
	)
}

// incrementalSync lowers the cursor of a stream. One that counts has a single state, so it takes no router.
func (b *Builder) incrementalSync(stream *manifest.Node) plan.Expr {
	n := present(stream, "incremental_sync")
	router := present(stream.Field("retriever"), "partition_router")
	if n.Type() == "IncrementingCountCursor" && router != nil && !empty(router) {
		d := b.errorf(stream, n.Span, "conflict", "IncrementingCountCursor does not go with a partition_router")
		d.Notef("the router is at %s", router.Span)
	}
	return b.lower(incrementalSyncs, n)
}
