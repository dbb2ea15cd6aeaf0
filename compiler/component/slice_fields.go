package component

import (
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
)

// sliceFields are the fields that the routers and the cursor of a stream give its slices, nil when
// one of them is only known at run time.
func sliceFields(n *manifest.Node) []string {
	fields, known := cursorFields(present(n, "incremental_sync"))
	for _, router := range items(present(n.Field("retriever"), "partition_router")) {
		more, ok := routerFields(router)
		fields, known = append(fields, more...), known && ok
	}
	for _, field := range fields {
		known = known && !strings.Contains(field, "{") && !isToken(field)
	}
	if !known {
		return nil
	}
	return fields
}

// routerFields are those of one router; false for a router that names its fields in another way.
func routerFields(router *manifest.Node) ([]string, bool) {
	switch router.Type() {
	case "ListPartitionRouter":
		field, ok := text(router.Field("cursor_field"))
		return []string{field}, ok
	case "SubstreamPartitionRouter":
		fields := []string{"parent_slice"}
		for _, parent := range items(router.Field("parent_stream_configs")) {
			field, ok := text(parent.Field("partition_field"))
			if !ok {
				return nil, false
			}
			fields = append(fields, field)
		}
		return fields, true
	case "GroupingPartitionRouter":
		return routerFields(router.Field("underlying_partition_router"))
	case "UnionPartitionRouter":
		field, ok := text(router.Field("partition_field"))
		return []string{field}, ok
	}
	return nil, false
}

// cursorFields are the bounds of a window.
func cursorFields(sync *manifest.Node) ([]string, bool) {
	switch sync.Type() {
	case "":
		return []string{}, sync == nil
	case "IncrementingCountCursor":
		return []string{"start", "end"}, true
	case "DatetimeBasedCursor":
	default:
		return nil, false
	}
	fields := []string{"end_time", "start_time"}
	for i, field := range []string{"partition_field_end", "partition_field_start"} {
		if name, ok := text(given(sync, field)); ok {
			fields[i] = name
		}
	}
	return fields, true
}
