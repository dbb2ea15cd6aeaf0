package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { incrementalSyncs.add("DatetimeBasedCursor", datetimeBasedCursor) }

// datetimeBasedCursor lowers DatetimeBasedCursor, which goes on from the newest date of the last sync.
func datetimeBasedCursor(b *Builder, n *manifest.Node) plan.Expr {
	b.stepNeedsGranularity(n)
	b.oneFilter(n)
	b.readableFormats(n)
	return plan.New("cursor", "DatetimeBased",
		plan.F("CursorField", b.template(n, "cursor_field", configScope)),
		plan.F("DatetimeFormat", formatOf(n)),
		plan.F("CursorDatetimeFormats", formatsOf(n)),
		plan.F("StartDatetime", b.minMaxDatetime(n.Field("start_datetime"), n)),
		plan.F("EndDatetime", address(b.minMaxDatetime(given(n, "end_datetime"), n))),
		plan.F("Step", b.durationTemplate(n, "step")),
		plan.F("CursorGranularity", b.duration(n, "cursor_granularity")),
		plan.F("LookbackWindow", b.durationTemplate(n, "lookback_window")),
		plan.F("StartTimeOption", address(b.requestOption(present(n, "start_time_option"), n))),
		plan.F("EndTimeOption", address(b.requestOption(present(n, "end_time_option"), n))),
		plan.F("PartitionFieldStart", b.givenTemplate(n, "partition_field_start")),
		plan.F("PartitionFieldEnd", b.givenTemplate(n, "partition_field_end")),
		plan.F("IsDataFeed", b.bool(n, "is_data_feed")),
		plan.F("IsClientSideIncremental", b.bool(n, "is_client_side_incremental")),
		plan.F("IsCompareStrictly", b.bool(n, "is_compare_strictly")),
		plan.F("GlobalSubstreamCursor", b.bool(n, "global_substream_cursor")),
		plan.F("AllowCatalogDefinedCursorField", b.bool(n, "allow_catalog_defined_cursor_field")),
		plan.F("Clamping", address(b.clamping(present(n, "clamping"), n))),
	)
}

// given is a field that is there and no empty text, which the reference takes for a missing one.
func given(n *manifest.Node, field string) *manifest.Node {
	f := present(n, field)
	if t, ok := text(f); ok && t == "" {
		return nil
	}
	return f
}

// givenTemplate lowers the template of a field that may be empty.
func (b *Builder) givenTemplate(n *manifest.Node, field string) plan.Expr {
	return b.textOf(given(n, field), n, n.Type()+"."+field, configScope)
}

// formatOf is datetime_format of a cursor.
func formatOf(n *manifest.Node) plan.Expr {
	format, _ := text(n.Field("datetime_format"))
	return plan.Lit{Value: format}
}

// formatsOf is cursor_datetime_formats, nil when there are none.
func formatsOf(n *manifest.Node) plan.Expr {
	if all := texts(present(n, "cursor_datetime_formats")); len(all) > 0 {
		return plan.Lit{Value: all}
	}
	return nil
}
