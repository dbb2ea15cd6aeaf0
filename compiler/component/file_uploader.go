package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// fileUploader lowers FileUploader of a stream: a file that is downloaded for each record. file_extractor
// means nothing in the reference: the file is the whole body.
func (b *Builder) fileUploader(of *manifest.Node) plan.Expr {
	n := present(of, "file_uploader")
	if n == nil {
		return nil
	}
	b.uploadsOnce(of, n)
	if f := present(n, "file_extractor"); f != nil {
		b.warnf(n, f.Span, "no-effect", "file_extractor has no effect: the file is the whole body of the response")
	}
	return plan.New("record", "FileUploader",
		plan.F("Requester", b.fileRequester(n)),
		plan.F("DownloadTargetExtractor", b.lower(extractors, n.Field("download_target_extractor"))),
		plan.F("FilenameExtractor", b.template(n, "filename_extractor", filenameScope)),
	)
}

// fileRequester lowers the requester of the files, whose templates see download_target and no partition.
func (b *Builder) fileRequester(n *manifest.Node) plan.Expr {
	extra, fields := b.extra, b.sliceFields
	b.extra, b.sliceFields = []string{"download_target"}, nil
	defer func() { b.extra, b.sliceFields = extra, fields }()
	requester := n.Field("requester")
	b.readsNoPages(requester, "the requester of a file_uploader")
	return b.lower(requesters, requester)
}

// uploadsOnce refuses pages that are read again, in smaller ones, after files of their records were downloaded.
func (b *Builder) uploadsOnce(of, n *manifest.Node) {
	if again := present(of.Field("retriever"), "page_size_reduction"); again != nil {
		d := b.errorf(n, n.Span, "conflict", "page_size_reduction cannot be together with file_uploader")
		d.Notef("page_size_reduction is at %s: a page that is read again would download its files again", again.Span)
	}
}
