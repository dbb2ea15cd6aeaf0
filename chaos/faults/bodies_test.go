package faults

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// bodies are answers with status 200 that hold something else than they should.
var bodies = []fault{
	{"F18", "JSON with bytes that are no UTF-8", "success without records", false, func(t *testing.T) string {
		return notJSON(t, "{\"items\":[{\"id\":1,\"name\":\"\xff\xfe\"}]}")
	}},
	{"F19", "an HTML page", "success without records", false, func(t *testing.T) string {
		return notJSON(t, "<!doctype html><title>Sign in</title>", "HTML")
	}},
	{"F19", "a document that ends in its middle", "success without records", false, func(t *testing.T) string {
		return notJSON(t, threeItems[:25])
	}},
	{"F19", "an empty body", "as here", false, func(t *testing.T) string { return noRecords(t, always("")) }},
	{"F19", "204", "as here", false, func(t *testing.T) string {
		return noRecords(t, func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	}},
	{"F20", "nesting of 900 levels", "as here", false, func(t *testing.T) string {
		deep := strings.Repeat("[", 900) + strings.Repeat("]", 900)
		return recordIs(t, `{"deep":`+deep+`}`, `{"deep":`+deep+`}`)
	}},
	{"F20", "nesting of 100,000 levels", "success without records", false, func(t *testing.T) string {
		return notJSON(t, `{"items":[{"deep":`+strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)+`}]}`)
	}},
	{"F20", "nesting of 10,000,000 levels, never closed", "", false, func(t *testing.T) string {
		for _, start := range []string{"", `{"items":`, `{"items":[{"deep":`, `{"items":[],"deep":`} {
			r := read(t, "items", serve(t, always(start+strings.Repeat("[", 10_000_000))).URL, quick)
			r.failed(t, "system_error transient_error")
		}
		r := read(t, "items", serve(t, always(strings.Repeat(`{"items":`, 1_500_000))).URL, quick)
		r.failed(t, "system_error transient_error")
		return "fails, " + r.mib()
	}},
	{"F21", "NaN, Infinity and 1e400", "null, but Infinity beside a large integer", false, func(t *testing.T) string {
		return recordIs(t, `{"a":NaN,"b":Infinity,"c":-Infinity,"d":1e400,"e":[NaN],"f":123456789012345678901234567890}`,
			`{"a":null,"b":null,"c":null,"d":null,"e":[null],"f":123456789012345678901234567890}`)
	}},
	{"F22", "integers beyond 64 bits, long decimals", "integers kept, decimals rounded", false, func(t *testing.T) string {
		const record = `{"a":9007199254740993,"b":-18446744073709551617,"c":0.12345678901234567890123,"d":1e-7}`
		return recordIs(t, record, record)
	}},
	{"F23", "a key that comes twice", "the last counts", false, func(t *testing.T) string {
		return recordIs(t, `{"id":1,"name":"a","id":2}`, `{"id":2,"name":"a"}`, `{"name":"a","id":2}`)
	}},
	{"F24", "half a surrogate pair, NUL", "as here", false, func(t *testing.T) string {
		return recordIs(t, `{"a":"x\ud800y","b":"x\u0000y","c":"\ud83d\ude00"}`, `{"a":"x\ud800y","b":"x\u0000y","c":"😀"}`, `{"a":"x\ud800y","b":"x\u0000y","c":"\ud83d\ude00"}`)
	}},
	{"F26", "pages without end, all the same", "asks for ever", false, func(t *testing.T) string {
		return endless(t, func(int) string { return `{"items":[{"id":1}],"next":"again"}` }, 40)
	}},
	{"F26", "pages that go round in a circle", "asks for ever", false, func(t *testing.T) string {
		return endless(t, func(n int) string { return fmt.Sprintf(`{"items":[{"id":%d}],"next":"p%d"}`, n%3, n%3) }, 120)
	}},
}

func notJSON(t *testing.T, body string, words ...string) string {
	r := read(t, "items", serve(t, always(body)).URL)
	r.failed(t, "system_error", append(words, "not valid JSON")...)
	return "the stream fails"
}

func noRecords(t *testing.T, answer func(int, http.ResponseWriter, *http.Request)) string {
	r := read(t, "items", serve(t, answer).URL)
	r.complete(t, 0)
	return "no records, complete"
}

// recordIs reads one record, which must leave in one of some forms.
func recordIs(t *testing.T, record string, want ...string) string {
	r := read(t, "items", serve(t, always(`{"items":[`+record+`]}`)).URL)
	r.complete(t, 1)
	got := ""
	if r.records > 0 {
		got = string(r.Records("items")[0])
	}
	for _, form := range want {
		if got == form {
			if len(got) > 60 {
				return "kept"
			}
			return got
		}
	}
	t.Errorf("got %.200s, want %.200s", got, want[0])
	return got
}

// endless reads pages that never end: the stream fails after not too many of them.
func endless(t *testing.T, page func(n int) string, most int) string {
	a := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, page(n)) })
	r := read(t, "pages", a.URL)
	if r.status != "INCOMPLETE" || r.Exit != 1 || !strings.Contains(r.said(), "does not end") {
		t.Errorf("%s: %s", r.status, r.said())
	}
	n := len(a.requests())
	if n > most {
		t.Errorf("%d requests", n)
	}
	return fmt.Sprintf("fails after %d pages", n)
}
