package requester

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

func BenchmarkSend(b *testing.B) {
	body := make([]byte, 20_000)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write(body) }))
	defer s.Close()
	ctx := stream.With(context.Background(), &stream.Stream{Name: "items"})
	h := HTTP{URLBase: Fixed(s.URL), Path: Fixed("items"), RequestParameters: templates("a", "1", "b", "x y")}
	b.Run("requester", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r, err := h.Send(ctx, emptySlice())
			if err != nil {
				b.Fatal(err)
			}
			r.Release()
		}
	})
	b.Run("net/http", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r, err := http.Get(s.URL + "/items?a=1&b=x+y")
			if err != nil {
				b.Fatal(err)
			}
			io.Copy(io.Discard, r.Body)
			r.Body.Close()
		}
	})
}

func BenchmarkPrepare(b *testing.B) {
	h := HTTP{URLBase: Fixed("https://api.example.test/v1"), Path: Fixed("items"), RequestParameters: templates("a", "1", "b", "x y")}
	ctx := stream.With(context.Background(), &stream.Stream{Name: "items"})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := h.prepare(ctx, emptySlice()); err != nil {
			b.Fatal(err)
		}
	}
}
