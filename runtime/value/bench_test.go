package value

import (
	"fmt"
	"strings"
	"testing"
)

// issues is a page of a tracker: 500 records of about 900 bytes, some text of
// which is not ASCII, some members of which are null.
func issues() []byte {
	var b strings.Builder
	b.WriteString(`{"count":500,"items":[`)
	for i := range 500 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":%d,"key":"TRK-%d","title":"%s","state":"%s","locked":%t,"votes":%d,"score":%d.25,`,
			7_000_000+i*13, i, []string{"Export stops after a page", "Größe der Anhänge fehlt", "空の一覧で落ちる"}[i%3], []string{"open", "closed"}[i%2], i%5 == 0, i%40, i%90)
		fmt.Fprintf(&b, `"created":"2025-0%d-1%dT0%d:15:30Z","closed":%s,"owner":{"login":"user%d","id":%d,"url":"https://tracker.example.com/users/%d","admin":false},`,
			i%9+1, i%10, i%10, []string{"null", `"2025-11-02T08:00:00Z"`}[i%2], i*31%997, i*31%997, i*31%997)
		fmt.Fprintf(&b, `"labels":[{"id":4,"name":"bug","color":"aa0000"},{"id":9,"name":"export","color":"00aa00"}],"milestone":null,"body":"%s"}`,
			[]string{"First line.\\nThen \\\"the rest\\\" of a text that goes on for a while, as people write when something does not work.", "Kurz, mit Umlauten: äöü.", ""}[i%3])
	}
	b.WriteString(`],"next":"c3"}`)
	return []byte(b.String())
}

func benchmarkPage(b *testing.B, run func(page []byte, items Value)) {
	page := issues()
	items := parsed(b, string(page)).Item("items")
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		run(page, items)
	}
}

// BenchmarkScan checks a page.
func BenchmarkScan(b *testing.B) {
	benchmarkPage(b, func(page []byte, _ Value) {
		if _, err := Scan(page, 0); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkParse checks a page and finds its records.
func BenchmarkParse(b *testing.B) {
	benchmarkPage(b, func(page []byte, _ Value) {
		if _, err := Parse(page); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkAppendRecord writes the records that a scan has found.
func BenchmarkAppendRecord(b *testing.B) {
	out := make([]byte, 0, 1<<20)
	benchmarkPage(b, func(_ []byte, items Value) {
		out = out[:0]
		for item := range items.Elements() {
			out = AppendRecord(out, item)
		}
	})
}

// BenchmarkAppendRaw writes records that nobody has scanned.
func BenchmarkAppendRaw(b *testing.B) {
	out := make([]byte, 0, 1<<20)
	benchmarkPage(b, func(_ []byte, items Value) {
		out = out[:0]
		for item := range items.Elements() {
			out = AppendRecord(out, Raw(item.rawBytes()))
		}
	})
}

// BenchmarkGet reads one member of unopened records.
func BenchmarkGet(b *testing.B) {
	benchmarkPage(b, func(_ []byte, items Value) {
		for item := range items.Elements() {
			item.Get("created")
		}
	})
}

// BenchmarkOpen opens records, changes them and writes them.
func BenchmarkOpen(b *testing.B) {
	out := make([]byte, 0, 1<<20)
	benchmarkPage(b, func(_ []byte, items Value) {
		out = out[:0]
		for item := range items.Elements() {
			record := item.Open()
			record.Set("project", Str("tracker"))
			out = AppendRecord(out, record)
		}
	})
}

// BenchmarkLiteral has texts as APIs send them.
func BenchmarkLiteral(b *testing.B) {
	for _, text := range []string{"an ordinary name", "2024-01-31T10:00:00Z", "1234567", "f47ac10b-58cc", "TRK-17", "True story"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Literal(text)
			}
		})
	}
}

// BenchmarkTemplate evaluates what most templates of records are.
func BenchmarkTemplate(b *testing.B) {
	record := Raw([]byte(`{"id":7,"name":"an ordinary name","tags":["a"]}`)).Open()
	for _, name := range []string{"id", "name", "tags"} {
		t := Template[Value]{Source: "{{ record." + name + " }}", Eval: func(v Value) Value { return v.Attr(name) }}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := t.Text(record); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
