package component

import "github.com/lowcode-dev/lowcode/compiler/manifest"

// checkAsync refuses what the reference refuses when it builds the retriever.
func (b *Builder) checkAsync(n *manifest.Node) {
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
}
