package component

import (
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { retrievers.add("AsyncRetriever", asyncRetriever) }

// asyncRetriever lowers AsyncRetriever: jobs of the API whose results are the records.
func asyncRetriever(b *Builder, n *manifest.Node) plan.Expr {
	b.checkAsync(n)
	const created, polled, target = "creation_response", "polling_response", "download_target"
	return plan.New("retrieve", "Async",
		plan.F("CreationRequester", b.jobRequester(n, "creation_requester")),
		plan.F("PollingRequester", b.jobRequester(n, "polling_requester", created)),
		plan.F("StatusMapping", b.asyncJobStatusMap(n.Field("status_mapping"))),
		plan.F("StatusExtractor", b.lower(extractors, n.Field("status_extractor"))),
		plan.F("DownloadTargetRequester", b.targetRequester(n, polled)),
		plan.F("DownloadTargetExtractor", b.lower(extractors, present(n, "download_target_extractor"))),
		plan.F("DownloadRequester", b.jobRequester(n, "download_requester", target, created, polled)),
		plan.F("DownloadExtractor", b.downloadExtractor(n)),
		plan.F("DownloadPaginator", b.lower(paginators, present(n, "download_paginator"))),
		plan.F("AbortRequester", b.jobRequester(n, "abort_requester", created)),
		plan.F("DeleteRequester", b.jobRequester(n, "delete_requester", created)),
		plan.F("Decoder", b.decoder(present(n, "decoder"))),
		plan.F("DownloadDecoder", b.decoder(present(n, "download_decoder"))),
		plan.F("PollingJobTimeout", b.wholeNumber(n, "polling_job_timeout")),
		plan.F("FailedRetryWaitTimeInSeconds", b.wholeNumber(n, "failed_retry_wait_time_in_seconds")),
		plan.F("RecordSelector", b.documentSelector(n.Field("record_selector"))),
		plan.F("PartitionRouter", b.partitionRouter(present(n, "partition_router"))),
	)
}

// jobRequester lowers a requester whose templates may name more than those of others.
func (b *Builder) jobRequester(n *manifest.Node, field string, names ...string) plan.Expr {
	outer := b.extra
	b.extra = append(append([]string{}, names...), outer...)
	defer func() { b.extra = outer }()
	return b.lower(requesters, present(n, field))
}

// targetRequester lowers download_target_requester: it sees no slice, and no more than the last answer about the job.
func (b *Builder) targetRequester(n *manifest.Node, names ...string) plan.Expr {
	extra, fields := b.extra, b.sliceFields
	b.extra, b.sliceFields = nil, []string{}
	defer func() { b.extra, b.sliceFields = extra, fields }()
	return b.jobRequester(n, "download_target_requester", names...)
}

// downloadExtractor lowers download_extractor; without one, the whole of a download is one record, or a list of them.
func (b *Builder) downloadExtractor(n *manifest.Node) plan.Expr {
	if extractor := present(n, "download_extractor"); extractor != nil {
		return b.lower(extractors, extractor)
	}
	return plan.ListOf("record", "Dpath")
}

// documentSelector lowers record_selector. Its own extractor is checked and not used: the download has another one.
func (b *Builder) documentSelector(n *manifest.Node) plan.Expr {
	outer := b.clientSide
	b.clientSide = false
	defer func() { b.clientSide = outer }()
	selector, ok := recordSelector(b, n).(*plan.Make)
	if !ok {
		return nil
	}
	for i, f := range selector.Fields {
		if f.Name == "Extractor" {
			selector.Fields[i] = plan.F("Extractor", plan.New("record", "Documents"))
		}
	}
	return selector
}

// wholeNumber lowers a field that takes a number or a template of one; 0 and "" are nothing.
func (b *Builder) wholeNumber(n *manifest.Node, field string) plan.Expr {
	f := present(n, field)
	if number, ok := f.Int(); ok && number == 0 {
		return nil
	}
	if t, ok := text(f); ok && t == "" {
		return nil
	}
	return b.textOf(f, n, n.Type()+"."+field, optionScope)
}

// asyncJobStatusMap lowers AsyncJobStatusMap. A word has one meaning.
func (b *Builder) asyncJobStatusMap(n *manifest.Node) plan.Expr {
	m := plan.New("retrieve", "AsyncJobStatusMap")
	seen := map[string]string{}
	for _, field := range []string{"running", "completed", "failed", "timeout", "skipped"} {
		var words []string
		for _, item := range items(n.Field(field)) {
			word, _ := text(item)
			if first, twice := seen[word]; twice {
				d := b.errorf(n, item.Span, "conflict", "the status %q has a meaning already", word)
				d.Notef("it stands in %s", first)
			}
			seen[word] = field
			words = append(words, word)
		}
		if words != nil {
			m.Fields = append(m.Fields, plan.F(strings.ToUpper(field[:1])+field[1:], plan.Lit{Value: words}))
		}
	}
	return m
}

// maxConcurrentAsyncJobCount lowers the field of the manifest. The reference evaluates it with an empty config.
func (b *Builder) maxConcurrentAsyncJobCount(root *manifest.Node) plan.Expr {
	const field = "max_concurrent_async_job_count"
	n := present(root, field)
	if t, ok := text(n); ok && strings.Contains(t, "config") {
		d := b.warnf(root, n.Span, "no-effect", "%s is evaluated with an empty config", field)
		d.Notes = append(d.Notes, "what comes to no number is 1, as in the reference")
		d.Hint = "write a number"
	}
	return b.wholeNumber(root, field)
}
