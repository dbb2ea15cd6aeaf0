package record

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// benchPage is a page of 500 issues of a tracker, about 1 KB each.
func benchPage() []byte {
	var b bytes.Buffer
	b.WriteString(`{"total":500,"items":[`)
	for i := range 500 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":%d,"node_id":"MDU6SXNzdWUx%d","number":%d,"title":"Crash when a \"quoted\" name is saved","state":"%s",`+
			`"locked":false,"comments":%d,"score":%d.5,"created_at":"2024-03-0%dT10:20:30Z","updated_at":"2024-03-05T10:20:30Z","closed_at":null,`+
			`"user":{"login":"User%d","id":%d,"avatar_url":"https://avatars.example.com/u/%d?v=4","gravatar_id":"","type":"User","site_admin":false},`+
			`"labels":[{"id":1,"name":"bug","color":"d73a4a","default":true},{"id":2,"name":"ui","color":"a2eeef","default":false}],`+
			`"assignee":null,"reactions":{"total_count":3,"+1":2,"heart":1},"body":"Steps to reproduce: open the page, type a name with quotes and press save.`+
			` The page stays blank and the console shows an exception in the serializer. It worked before the last release."}`,
			i, i, i, []string{"open", "closed"}[i%2], i%20, i%7, i%9+1, i, i*7, i*7)
	}
	b.WriteString(`],"next":"abc"}`)
	return b.Bytes()
}

const benchSchema = `{"type":"object","additionalProperties":true,"properties":{"id":{"type":"integer"},"node_id":{"type":"string"},
	"number":{"type":"string"},"title":{"type":"string"},"state":{"type":"string"},"locked":{"type":"boolean"},"comments":{"type":["string","null"]},
	"score":{"type":"string"},"created_at":{"type":"string"},"updated_at":{"type":"string"},"closed_at":{"type":["string","null"]},
	"user":{"type":["object","null"],"properties":{"login":{"type":"string"},"id":{"type":"integer"},"avatar_url":{"type":"string"},
		"gravatar_id":{"type":"string"},"type":{"type":"string"},"site_admin":{"type":"boolean"}}},
	"labels":{"type":"array","items":{"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"},"color":{"type":"string"},
		"default":{"type":"boolean"}}}},
	"assignee":{"type":["object","null"]},"reactions":{"type":"object","properties":{"total_count":{"type":"integer"}}},"body":{"type":["string","null"]}}}`

func benchmark(b *testing.B, s Selector, of *stream.Stream) {
	body := benchPage()
	ctx := stream.With(context.Background(), of)
	out := make([]byte, 0, 1<<20)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		out = out[:0]
		response := &stream.Response{Status: 200, Ok: true, Body: body}
		n, err := s.Select(ctx, response, nil, func(r *stream.Record) error {
			out = value.AppendRecord(out, r.Data)
			return nil
		})
		if n != 500 || err != nil {
			b.Fatal(n, err)
		}
	}
}

// BenchmarkPassThrough takes records out of a page and writes them.
func BenchmarkPassThrough(b *testing.B) {
	benchmark(b, Selector{Extractor: dpathOf("items")}, &stream.Stream{})
}

// BenchmarkTransform filters, adds, removes and normalizes besides.
func BenchmarkTransform(b *testing.B) {
	filter := func(s stream.RecordScope) value.Value {
		if open := s.Record.Item("state").Eq(value.Str("open")); open.Truthy() {
			return open
		}
		return s.Record.Item("comments").Gt(value.Int(10))
	}
	benchmark(b, Selector{
		Extractor:           dpathOf("items"),
		RecordFilter:        Filter(Condition("{{ … }}", filter)),
		SchemaNormalization: Default,
	}, &stream.Stream{
		SchemaLoader: stream.InlineSchema([]byte(benchSchema)),
		Transformations: []stream.Transformation{
			AddFields{Fields: []AddedField{
				{Path: []string{"account"}, Value: Text("acme-{{ record['number'] }}", func(s stream.RecordScope) value.Value {
					return value.Concat(value.Str("acme-"), s.Record.Item("number"))
				})},
				{Path: []string{"created_day"}, Value: Text("{{ format_datetime(record['created_at'], '%Y-%m-%d') }}", func(s stream.RecordScope) value.Value {
					return value.FormatDatetime(s.Record.Item("created_at"), value.Str("%Y-%m-%d"), value.Value{})
				})},
				{Path: []string{"author"}, Value: Text("{{ record['user']['login'] | lower }}", func(s stream.RecordScope) value.Value {
					return value.FilterLower(s.Record.Item("user").Item("login"))
				})},
			}},
			RemoveFields{FieldPointers: [][]string{{"body"}, {"user", "gravatar_id"}}},
		},
	})
}

// BenchmarkNormalize gives records types that they have already.
func BenchmarkNormalize(b *testing.B) {
	const schema = `{"properties":{"id":{"type":"integer"},"title":{"type":"string"},"user":{"type":"object","properties":{"id":{"type":"integer"}}}}}`
	benchmark(b, Selector{Extractor: dpathOf("items"), SchemaNormalization: Default},
		&stream.Stream{SchemaLoader: stream.InlineSchema([]byte(schema))})
}
