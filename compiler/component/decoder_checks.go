package component

import (
	"slices"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
)

// checkDecoder refuses what cannot stand beside the decoder of a retriever; the reference refuses it when it builds the stream.
func (b *Builder) checkDecoder(decoder, paginator, extractor *manifest.Node) {
	if decoder == nil {
		return
	}
	if paginator.Type() == "DefaultPaginator" && !pages(decoder) {
		d := b.errorf(paginator, paginator.Span, "conflict", "DefaultPaginator does not go with %s", named(decoder))
		d.Notes = append(d.Notes, "it goes with JsonDecoder, XmlDecoder, and GzipDecoder around JsonDecoder")
	}
	if extractor.Type() == "CombinedExtractor" && arrives(decoder) {
		d := b.errorf(extractor, extractor.Span, "conflict", "CombinedExtractor does not go with %s", decoder.Type())
		d.Notes = append(d.Notes, "each of its extractors reads the whole answer, which this decoder gives once, while it arrives")
		d.Hint = "use JsonDecoder, XmlDecoder or ZipfileDecoder"
	}
}

// named is a decoder with what is in it.
func named(decoder *manifest.Node) string {
	if inner := decoder.Field("decoder"); inner != nil {
		return decoder.Type() + " around " + named(inner)
	}
	return decoder.Type()
}

// pages says that the answers which a decoder reads may come in pages. Of one in code it is not known.
func pages(decoder *manifest.Node) bool {
	for decoder.Type() == "GzipDecoder" {
		decoder = decoder.Field("decoder")
	}
	return slices.Contains([]string{"", "JsonDecoder", "XmlDecoder", "CustomDecoder"}, decoder.Type())
}

// arrives says that the reference reads with a decoder while the answer arrives.
func arrives(decoder *manifest.Node) bool {
	return slices.Contains([]string{"CsvDecoder", "JsonlDecoder", "JsonItemsDecoder", "GzipDecoder", "IterableDecoder"}, decoder.Type())
}
