package record

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func extract(d Dpath, body string) (got []string, err error) {
	response := &stream.Response{Status: 200, Ok: true, Body: []byte(body)}
	err = d.Extract(context.Background(), response, func(v value.Value) error {
		got = append(got, string(v.AppendJSON(nil)))
		return nil
	})
	return got, err
}

func dpathOf(segments ...string) Dpath {
	var d Dpath
	for _, s := range segments {
		d = append(d, Fixed(s))
	}
	return d
}

func TestDpath(t *testing.T) {
	tests := []struct {
		name string
		path Dpath
		body string
		want string // the records, with a space between
	}{
		{"no path, list", dpathOf(), `[{"a":1},{"a":2}]`, `{"a":1} {"a":2}`},
		{"no path, dict", dpathOf(), `{"a":1}`, `{"a":1}`},
		{"no path, empty documents", dpathOf(), `[{},null,0,"",[],{"a":1}]`, `{"a":1}`},
		{"no path, lists in the list", dpathOf(), `[[{"a":1}],[{"b":2},{}]]`, `{"a":1} {"b":2} {}`},
		{"no path, empty body", dpathOf(), " \n", ``},
		{"no path, null", dpathOf(), `null`, ``},
		{"key", dpathOf("data"), `{"n":[1],"data":[{"a":1},{},null,5]}`, `{"a":1} {} null 5`},
		{"key, dict", dpathOf("data"), `{"data":{"a":1}}`, `{"a":1}`},
		{"key, empty dict", dpathOf("data"), `{"data":{ }}`, ``},
		{"key, falsy", dpathOf("data"), `{"data":0.0}`, ``},
		{"key, text", dpathOf("data"), `{"data":"x"}`, `"x"`},
		{"key, missing", dpathOf("data"), `{"date":[1]}`, ``},
		{"key, last of two", dpathOf("data"), `{"data":[1],"x":0,"data":[2,3]}`, `2 3`},
		{"key, last of two leads nowhere", dpathOf("a", "b"), `{"a":{"b":[1]},"a":{"c":[2]}}`, ``},
		{"key, escaped", dpathOf("däta"), `{"d\u00e4ta":[1]}`, `1`},
		{"key in each document", dpathOf("a"), `[{"a":[1,2]},{"b":0},{"a":[3]}]`, `1 2 3`},
		{"key with a slash and dots", dpathOf("x/y", "z.w"), `{"x/y":{"z.w":[1]}}`, `1`},
		{"index", dpathOf("a", "1"), `{"a":[[8],[7]]}`, `7`},
		{"index from the end", dpathOf("a", "-1"), `{"a":[[8],[7]]}`, `7`},
		{"a number is no key", dpathOf("1"), `{"1":[2]}`, ``},
		{"a number that stays text is both", dpathOf("007"), `{"007":[2]}`, `2`},
		{"brackets are a set", dpathOf("a[0]"), `{"a[0]":[1],"a0":[2]}`, `2`},
		{"all values of a dict", dpathOf("a", "*"), `{"a":{"x":{"i":1},"y":[2],"z":null}}`, `{"i":1} [2] null`},
		{"all elements", dpathOf("a", "*", "b"), `{"a":[{"b":1},{"c":0},{"b":[2]}]}`, `1 [2]`},
		{"all elements, empty list", dpathOf("a", "*"), `{"a":[]}`, ``},
		{"nested lists", dpathOf("*", "items", "*"), `{"p":{"items":[1,2]},"q":{"items":[3]}}`, `1 2 3`},
		{"one glob", dpathOf("a?"), `{"ab":[1],"b":[2]}`, `1`},
		{"any depth with a star", dpathOf("**", "id", "*"), `{"a":{"id":{"k":1}},"id":[2]}`, `1 2`},
		{"spaces between tokens", dpathOf("data"), " { \"data\" : [ { \"a\" : 1 } , 2 ] } \n", `{"a":1} 2`},
	}
	for _, test := range tests {
		got, err := extract(test.path, test.body)
		if err != nil || strings.Join(got, " ") != test.want {
			t.Errorf("%s: got %q, %v; want %q", test.name, got, err, test.want)
		}
	}
}

func TestDpathFailures(t *testing.T) {
	for _, test := range []struct {
		path        Dpath
		body, class string
	}{
		{dpathOf("a*"), `{"ab":[1],"ac":[2]}`, value.ValueError},
		{dpathOf("**"), `{"a":{"b":1}}`, value.ValueError},
		{dpathOf("**", "a", "**"), `{"a":1}`, dpath.InvalidGlob},
	} {
		_, err := extract(test.path, test.body)
		var failure *value.Error
		if !errors.As(err, &failure) || failure.Class != test.class {
			t.Errorf("%v on %s: %v; want %s", test.path, test.body, err, test.class)
		}
	}
}

// A page that is broken anywhere gives no record, and says so.
func TestDpathBrokenBody(t *testing.T) {
	for _, body := range []string{
		`<html><body>busy</body></html>`, `{"data":[{"a":1}`, `{"data":[{"a":1}]}{"data":[]}`, `{"data":[{"a":1}]} x`,
		"\xef\xbb\xbf{\"data\":[1]}", "{\"data\":[\"\xff\"]}", `{"data":[1,]}`, `{"data":[1] "x":2}`, `{"data":[1],}`, `{data:1}`, `{"data"}`,
		`not json`, `[1 2]`, "{\"data\":[\"\n\"]}",
	} {
		for _, d := range []Dpath{dpathOf("data"), dpathOf("data", "*"), dpathOf(), dpathOf("x", "y")} {
			got, err := extract(d, body)
			var failure *stream.Error
			if len(got) > 0 || !errors.As(err, &failure) || failure.FailureType != stream.SystemError {
				t.Errorf("%v on %q: %q, %v", d, body, got, err)
			}
		}
	}
}

func TestDpathDocument(t *testing.T) {
	for body, want := range map[string]string{
		`{"next":2,"data":[]}`:      `{"next":2,"data":[]}`,
		` [ {"next":3} , {"a":1} ]`: `{"next":3}`,
	} {
		for _, d := range []Dpath{dpathOf("data"), dpathOf("data", "*")} {
			response := &stream.Response{Status: 200, Ok: true, Body: []byte(body)}
			err := d.Extract(context.Background(), response, func(value.Value) error { return nil })
			if got := string(response.Document.AppendJSON(nil)); err != nil || got != want {
				t.Errorf("%s: the document is %s, %v", body, got, err)
			}
		}
	}
	response := &stream.Response{Status: 204, Ok: true}
	if err := dpathOf("data").Extract(context.Background(), response, nil); err != nil || !response.Document.IsUndefined() {
		t.Errorf("204: %v, %v", response.Document, err)
	}
}

func TestStreamable(t *testing.T) {
	for _, test := range []struct {
		path Dpath
		want bool
	}{
		{dpathOf(), true}, {dpathOf("data", "items"), true}, {dpathOf("0", "x"), true},
		{dpathOf("data", "*"), false}, {dpathOf("-1"), false}, {dpathOf("a[b]"), false},
	} {
		if got := (Selector{Extractor: test.path}).Streamable(nil); got != test.want {
			t.Errorf("%v: %v", test.path, got)
		}
	}
}

// FuzzExtract compares three ways to the records of a body: noted in a scan,
// taken from a window, and by opening the whole body.
func FuzzExtract(f *testing.F) {
	f.Add(`{"a":{"b":[{"c":1},2]},"a":{"b":[]}}`, "a b", uint8(3))
	f.Add(`[{"a":[1]},{"a":{"x":"y"}}]`, "a", uint8(0))
	f.Add(`{"a":[[1,2],[3]]}`, "a 1", uint8(9))
	f.Add(`[[{"\u0061":1}], NaN , -1e5]`, "0", uint8(1))
	f.Fuzz(func(t *testing.T, body, at string, first uint8) {
		p := dpath.Of(strings.Fields(at))
		if !p.Literal() {
			return
		}
		got, err := whole(p, []byte(body))
		naive, naiveErr := opened(p, body)
		if (err == nil) != (naiveErr == nil) || err == nil && !reflect.DeepEqual(got, naive) {
			t.Fatalf("%q at %v: %q, %v; by opening it %q, %v", body, p, got, err, naive, naiveErr)
		}
		arrived, arriveErr := arriveAt(p, []byte(body), int(first), 16, first%2 == 1)
		if errors.Is(arriveErr, errTwice) || strings.TrimSpace(body) == "" {
			return
		}
		if (err == nil) != (arriveErr == nil) || err == nil && !reflect.DeepEqual(got, arrived) {
			t.Fatalf("%q at %v: %q, %v; arriving %q, %v", body, p, got, err, arrived, arriveErr)
		}
	})
}

// opened is the naive way to the records.
func opened(p dpath.Path, body string) (got []string, err error) {
	err = extractOpened(p, &stream.Response{Status: 200, Ok: true, Body: []byte(body)}, func(v value.Value) error {
		got = append(got, string(v.AppendJSON(nil)))
		return nil
	})
	return got, err
}
