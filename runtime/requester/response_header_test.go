package requester

import (
	"net/http"
	"testing"
)

// Templates see the server's own spelling: headers['x-next'] misses X-NEXT.
func TestHeadersKeepTheirSpelling(t *testing.T) {
	const raw = "HTTP/1.1 100 Continue\r\n\r\n" +
		"HTTP/1.1 200 Very Fine\r\nx-lower: 1\r\nX-NEXT: two\r\nX-Multi: a\r\nx-multi: b\r\n" +
		"X-Latin: caf\xe9\r\nx-Empty:\r\nContent-Length: 2\r\n\r\nok"
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) { hijack(t, w, raw) })
	ctx, _ := reading(t, "items")
	r, err := HTTP{URLBase: Fixed(s.URL)}.Send(ctx, emptySlice())
	if err != nil {
		t.Fatal(err)
	}
	const want = "{'x-lower': '1', 'X-NEXT': 'two', 'X-Multi': 'a, b', 'X-Latin': 'café', 'x-Empty': '', 'Content-Length': '2'}"
	if got := r.Headers().Repr(); got != want {
		t.Errorf("got %s", got)
	}
	if r.Reason != "Very Fine" || r.Header("x-next") != "two" || string(r.Body) != "ok" {
		t.Errorf("reason %q, header %q, body %q", r.Reason, r.Header("x-next"), r.Body)
	}
}

func TestHeadersOfOneConnection(t *testing.T) {
	n := 0
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		n++
		w.Header()["x-N"] = []string{string(rune('0' + n))}
	})
	ctx, _ := reading(t, "items")
	var texts []string
	for range 3 {
		r, err := HTTP{URLBase: Fixed(s.URL)}.Send(ctx, emptySlice())
		if err != nil {
			t.Fatal(err)
		}
		defer r.Release()
		v, _ := r.Headers().Get("x-N")
		texts = append(texts, v.String())
	}
	if texts[0] != "1" || texts[1] != "2" || texts[2] != "3" {
		t.Errorf("got %q", texts)
	}
}

func FuzzHeaderFields(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n"))
	f.Add([]byte(""))
	f.Fuzz(func(t *testing.T, raw []byte) {
		headerDict(raw)
		if end := headerEnd(raw); end > len(raw) {
			t.Errorf("the header of %q ends at %d", raw, end)
		}
	})
}
