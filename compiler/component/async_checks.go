package component

import "github.com/lowcode-dev/lowcode/compiler/manifest"

// checkAsync refuses what the reference refuses when it builds the retriever.
func (b *Builder) checkAsync(n *manifest.Node) {
	b.checkDecoder(present(n, "download_decoder"), present(n, "download_paginator"), n.Field("download_extractor"))
	b.checkDecoder(present(n, "decoder"), nil, n.Field("status_extractor"))
	b.checkDecoder(present(n, "decoder"), nil, n.Field("download_target_extractor"))
	if target := present(n, "download_target_requester"); target != nil && present(n, "download_target_extractor") == nil {
		b.errorf(n, target.Span, "missing-field", "download_target_requester needs download_target_extractor")
	}
	for _, field := range []string{
		"creation_requester", "polling_requester", "download_requester",
		"download_target_requester", "abort_requester", "delete_requester",
	} {
		handler := n.Field(field).Field("error_handler")
		for _, action := range []string{reducePageSize, splitRequestWindow} {
			if filter := filterWith(handler, action); filter != nil {
				d := b.errorf(filter, filter.Field("action").Span, "conflict", "%s has no effect on the requests of an AsyncRetriever", action)
				d.Notes = append(d.Notes, "only the requester of a SimpleRetriever can ask for a smaller page or window")
			}
		}
	}
	b.checkOffsets(n.Field("download_paginator"), present(n, "download_extractor"))
	b.checkWindows(n)
}

// checkWindows tells of what a cursor does for the requests and the records of a SimpleRetriever only.
func (b *Builder) checkWindows(n *manifest.Node) {
	if b.of == nil || b.of.Field("retriever") != n {
		return
	}
	sync := present(b.of, "incremental_sync")
	for _, field := range []string{"start_time_option", "end_time_option", "start_value_option", "is_data_feed", "is_client_side_incremental"} {
		f := given(sync, field)
		if absent(f) || empty(f) {
			continue
		}
		d := b.warnf(sync, f.Span, "no-effect", "%s has no effect on the requests and records of an AsyncRetriever", field)
		d.Hint = "name stream_interval in a template of creation_requester"
	}
}
