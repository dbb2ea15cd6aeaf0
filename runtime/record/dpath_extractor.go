package record

import (
	"context"
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Dpath finds the records at a path of keys, indexes and globs. A list there is
// many records, anything else that is not empty is one (DpathExtractor).
type Dpath []Template

// Extract calls emit for each record. A body that is broken anywhere gives none,
// unless it is so large that it arrives while records leave.
func (d Dpath) Extract(ctx context.Context, response *stream.Response, emit func(value.Value) error) error {
	p, err := evalPath(d)
	if err != nil {
		return fmt.Errorf("evaluating the field path: %w", err)
	}
	switch inside, ok := response.Decoder.(stream.Unwrapper); {
	case ok && inside.HoldsJSON():
		return extractInside(p, ctx, inside, response, emit)
	case response.Decoder != nil:
		if d, names := finder(response.Decoder, p); d != nil {
			return d.Find(ctx, response, names, emit)
		}
		return response.Decoder.Decode(ctx, response, func(document value.Value) error {
			return extractParsed(p, document, emit)
		})
	}
	return extractJSON(p, ctx, response, emit)
}

// extractInside takes the records out of the JSON that a decoder opens.
func extractInside(p dpath.Path, ctx context.Context, d stream.Unwrapper, response *stream.Response, emit func(value.Value) error) error {
	var refused error
	err := d.Unwrap(ctx, response, func(inside *stream.Response) error {
		return extractJSON(p, ctx, inside, func(v value.Value) error {
			refused = emit(v)
			return refused
		})
	})
	switch {
	case err == nil || refused == nil && ctx.Err() == nil:
		return err
	case refused != nil:
		return refused
	}
	return fmt.Errorf("reading a response while it arrives: %w", ctx.Err())
}

func extractJSON(p dpath.Path, ctx context.Context, response *stream.Response, emit func(value.Value) error) error {
	if response.Rest != nil && !p.Literal() {
		if err := hold(response); err != nil {
			return err
		}
	}
	switch {
	case response.Rest != nil:
		return extractArriving(p, ctx, response, emit)
	case p.Literal():
		return extractWhole(p, response, emit)
	default:
		return extractOpened(p, response, emit)
	}
}

// Streamable says that the path leads to one place, so that records are known
// as soon as they arrive.
func (d Dpath) Streamable(decoder stream.Decoder) bool {
	p, err := evalPath(d)
	if err != nil || !p.Literal() {
		return false
	}
	finds, _ := finder(decoder, p)
	return finds != nil || streams(decoder)
}

// streams says that documents can be taken from a body while it arrives.
func streams(d stream.Decoder) bool { return d == nil || d.Streams() }

// finder is a decoder that finds the records at the path itself, nil for any other.
func finder(d stream.Decoder, p dpath.Path) (stream.Finder, []string) {
	f, ok := d.(stream.Finder)
	if !ok {
		return nil, nil
	}
	names, ok := p.Names()
	if !ok || !f.Finds(names) {
		return nil, nil
	}
	return f, names
}

// evalPath evaluates the segments of a path, each with the literal step: a
// segment of digits becomes a number, which counts elements but names no key.
func evalPath(templates []Template) (dpath.Path, error) {
	p := make(dpath.Path, len(templates))
	for i, t := range templates {
		v, err := t.Text(stream.RecordScope{})
		if err != nil {
			return nil, err
		}
		p[i] = dpath.SegmentOfValue(v)
	}
	return p, nil
}

// extractParsed takes the records out of a document. What it opened on the way
// belongs to the records.
func extractParsed(p dpath.Path, document value.Value, emit func(value.Value) error) error {
	if p.Many() {
		found, err := p.Values(document)
		if err != nil {
			return err
		}
		return emitAll(found, emit)
	}
	found, ok, err := p.One(document)
	if err != nil || !ok {
		return err
	}
	if found.Kind() != value.KindList {
		if !found.Truthy() {
			return nil
		}
		return emit(found)
	}
	for _, v := range found.Members() {
		if err := emit(v); err != nil {
			return err
		}
	}
	return nil
}

// extractOpened is for paths that have to look at what is there: the page is
// opened level by level as far as the path goes.
func extractOpened(p dpath.Path, response *stream.Response, emit func(value.Value) error) error {
	if isEmpty(response) {
		return nil
	}
	root, err := value.Parse(response.Body)
	if err != nil {
		return brokenBody(response, err)
	}
	if root.Kind() != value.KindList {
		response.Document = root
		return extractParsed(p, root, emit)
	}
	for i, document := range root.Members() {
		if first, _ := i.AsInt(); first == 0 {
			response.Document = document
		}
		if err := extractParsed(p, document, emit); err != nil {
			return err
		}
	}
	return nil
}

func emitAll(vs []value.Value, emit func(value.Value) error) error {
	for _, v := range vs {
		if err := emit(v); err != nil {
			return err
		}
	}
	return nil
}
