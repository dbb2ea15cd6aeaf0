package retrieve

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// propertyPage requests one page, once for each chunk of the properties. The paginator looks at the last
// answer; an ignored one gives no records, and ends the pagination where it is the last.
func (w *walk) propertyPage(ctx context.Context) (more bool, err error) {
	chunks, err := w.QueryProperties.chunks(ctx)
	if err != nil {
		return false, err
	}
	var parts parts
	var response *stream.Response
	defer func() { release(response) }() // the last one, which the paginator reads
	t := w.taking()
	for _, properties := range chunks {
		release(response)
		asked := w.asked.WithExtra(stream.QueryPropertiesKey, texts(properties))
		if response, err = w.send(ctx, asked); err != nil {
			return w.rejected(ctx, err)
		}
		if err := w.takeChunk(ctx, &t, &parts, asked, response); err != nil {
			return false, err
		}
	}
	if err := parts.emit(&t); err != nil || !response.Ok {
		return false, err
	}
	return w.next(ctx, &t)
}

// takeChunk takes the records of one answer: to the output, or aside until all of the page are there.
func (w *walk) takeChunk(ctx context.Context, t *taking, parts *parts, asked *stream.Slice, response *stream.Response) (err error) {
	if !response.Ok {
		return nil
	}
	emit := t.emit
	if w.QueryProperties.merges() {
		t.keep = value.Value.Clone // answers are released one by one
		key := w.QueryProperties.PropertyChunking.RecordMergeStrategy
		emit = func(record *stream.Record) error {
			if key, ok := key.of(record.Data); ok {
				parts.add(key, record)
				return nil
			}
			return t.emit(record)
		}
	}
	return t.read(ctx, response, asked, emit)
}

func release(response *stream.Response) {
	if response != nil && response.Release != nil {
		response.Release()
	}
}

func texts(words []string) value.Value {
	items := make([]value.Value, len(words))
	for i, word := range words {
		items[i] = value.Str(word)
	}
	return value.ListOf(items...)
}

// parts are the records of a page whose fields come in several answers, in the order in which they were first seen.
type parts struct {
	index   map[string]int
	records []value.Value
	slice   *stream.Slice
}

// add makes one record of those with a key. The answer goes away, so the parts are copies.
func (p *parts) add(key string, record *stream.Record) {
	if i, ok := p.index[key]; ok {
		mergeDeep(&p.records[i], record.Data.Clone())
		return
	}
	if p.index == nil {
		p.index = map[string]int{}
	}
	p.index[key] = len(p.records)
	p.records = append(p.records, record.Data.Clone())
	p.slice = record.Slice
}

// emit emits the merged records.
func (p *parts) emit(t *taking) error {
	for _, data := range p.records {
		if err := t.emit(&stream.Record{Data: data, Slice: p.slice}); err != nil {
			return err
		}
	}
	return nil
}

// mergeDeep unites two dicts level by level. Of other values, the later one counts.
func mergeDeep(target *value.Value, source value.Value) {
	for key, v := range source.All() {
		if v.Kind() == value.KindDict {
			if there, ok := target.Get(key.String()); ok && there.Kind() == value.KindDict {
				mergeDeep(&there, v)
				v = there
			}
		}
		target.SetKey(key, v)
	}
}
