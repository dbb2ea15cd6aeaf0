package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { retrievers.add("SimpleRetriever", simpleRetriever) }

// simpleRetriever lowers SimpleRetriever: requests, pages and partitions of one stream.
func simpleRetriever(b *Builder, n *manifest.Node) plan.Expr {
	b.checkOffsets(n.Field("paginator"), n.Field("record_selector").Field("extractor"))
	b.checkDecoder(present(n, "decoder"), present(n, "paginator"), n.Field("record_selector").Field("extractor"))
	return plan.New("retrieve", "Simple",
		plan.F("Requester", b.pageRequester(n.Field("requester"))),
		plan.F("Decoder", b.decoder(present(n, "decoder"))),
		plan.F("RecordSelector", b.lower(recordSelectors, n.Field("record_selector"))),
		plan.F("Paginator", b.lower(paginators, present(n, "paginator"))),
		plan.F("PartitionRouter", b.partitionRouter(present(n, "partition_router"))),
		plan.F("IgnoreStreamSlicerParametersOnPaginatedRequests", b.bool(n, "ignore_stream_slicer_parameters_on_paginated_requests")),
		plan.F("PaginationReset", b.paginationReset(n)),
		plan.F("PageSizeReduction", b.pageSizeReduction(n)),
		plan.F("RequestWindowSplitting", b.requestWindowSplitting(n)),
		plan.F("QueryProperties", b.queryProperties(n.Field("requester"))),
	)
}

// pageRequester lowers the requester of pages of records.
func (b *Builder) pageRequester(n *manifest.Node) plan.Expr {
	outer := b.paging
	b.paging = true
	defer func() { b.paging = outer }()
	return b.lower(requesters, n)
}

// partitionRouter lowers one router, or a list of them to their product; an empty list is no router. The
// product of one router is not that router: it keeps no state of parents, and forces no cursor.
func (b *Builder) partitionRouter(n *manifest.Node) plan.Expr {
	if n == nil || n.Kind != manifest.List {
		return b.lower(partitionRouters, n)
	}
	product := plan.ListOf("partition", "Product")
	for _, item := range n.Items {
		if x := b.lower(partitionRouters, item); x != nil {
			product.Items = append(product.Items, x)
		}
	}
	if product.Items == nil {
		return nil
	}
	return product
}
