package decode

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// fuzz holds that a body never brings a decoder down, that what comes out is JSON, and that it does not
// matter how the body arrives.
func fuzz(f *testing.F, d stream.Decoder, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed), 3)
	}
	f.Fuzz(func(t *testing.T, body []byte, first int) {
		if first < 0 || first > len(body) {
			first = len(body)
		}
		whole, failure := fuzzed(t, d, &stream.Response{Status: 200, Ok: true, Body: bytes.Clone(body)})
		rest := iotest.OneByteReader(bytes.NewReader(body[first:]))
		arriving, failure2 := fuzzed(t, d, &stream.Response{Status: 200, Ok: true, Body: bytes.Clone(body[:first]), Rest: rest})
		if (failure == nil) != (failure2 == nil) || failure == nil && !bytes.Equal(whole, arriving) {
			t.Errorf("whole: %q, %v; arriving: %q, %v", whole, failure, arriving, failure2)
		}
	})
}

// fuzzed are the documents of a body, one a line.
func fuzzed(t *testing.T, d stream.Decoder, response *stream.Response) (out []byte, err error) {
	emit := func(v value.Value) error {
		line := v.Open().AppendJSON(nil)
		if !json.Valid(line) {
			t.Fatalf("%q is not JSON", line)
		}
		out = append(append(out, line...), '\n')
		return nil
	}
	err = d.Decode(context.Background(), response, emit)
	if u, ok := d.(stream.Unwrapper); ok && u.HoldsJSON() && response.Rest == nil {
		inside := u.Unwrap(context.Background(), response, func(r *stream.Response) error {
			_, err := value.Parse(r.Body)
			return err
		})
		if (inside == nil) != (err == nil) {
			t.Fatalf("decoded: %v, unwrapped: %v", err, inside)
		}
	}
	return out, err
}

func FuzzCSV(f *testing.F) {
	fuzz(f, CSV{SetValuesToNone: []string{"", "NULL"}}, "a,b\r\n1,\"2\"\"\n\"\n3\n4,5,6\n", "\ufeffa,a\n\n1", "\n1,2", "a\"\\\n\x01\u2028")
}

func FuzzJSONL(f *testing.F) {
	fuzz(f, JSONL{}, "{\"a\":1}\r\n\n[1,NaN]\nx\n\"\\ud800\"", "{\"a\":\"\xff\"}")
}

func FuzzIterable(f *testing.F) { fuzz(f, Iterable{}, "a\r\nb\rc\n\nd", "\"\\\x00é") }

func FuzzJSONItems(f *testing.F) {
	fuzz(f, JSONItems{ItemsPath: "a.item.b"}, `{"a":[{"b":[1,{"c":2}]},{"b":[]}],"d":null}`, `{"a.item":{"b":["x"]}} `, `[[`)
}

func FuzzGzip(f *testing.F) {
	fuzz(f, Gzip{Gzip{JSONL{}}}, gzipped("1\n2"), gzipped(gzipped("{}")), gzipped("1")+"\x00"+gzipped("2"), gzipped("1")+"x", "7", gzipped("[1]")[:15])
}

func FuzzZip(f *testing.F) {
	fuzz(f, Zip{CSV{}}, zipped(f, "a", "b\n1\n", "c/", ""), zipped(f), zipped(f, "../a", "b\n\"")[:60], "PK\x03\x04")
}

func FuzzJSON(f *testing.F) {
	fuzz(f, Zip{Gzip{JSON{}}}, zipped(f, "a", gzipped("[1]"), "b", "null"), zipped(f, "a", "{", "b", "[[[]]]"))
}

// FuzzXML compares what is found at a path, in a body that is held and in one that arrives, with what the document
// has there.
func FuzzXML(f *testing.F) {
	for _, seed := range xmlSeeds {
		f.Add(seed, "a b", 3)
		f.Add(seed, "a", 0)
	}
	f.Fuzz(func(t *testing.T, body, at string, first int) {
		if first < 0 || first > len(body) {
			first = len(body)
		}
		path := strings.Fields(at)
		if !utf8.ValidString(body) || !(XML{}).Finds(path) {
			return
		}
		want, wrong := pickedXML(body, path)
		held, failure := foundXML(&stream.Response{Body: []byte(body)}, path)
		if strings.TrimSpace(body) != "" && (wrong == nil) != (failure == nil) || wrong == nil && held != want {
			t.Fatalf("document: %q, %v; held: %q, %v", want, wrong, held, failure)
		}
		rest := iotest.OneByteReader(strings.NewReader(body[first:]))
		arrived, failure := foundXML(&stream.Response{Body: []byte(body[:first]), Rest: rest, Headers: utf8XML}, path)
		if failure != nil && (wrong != nil || errors.Is(failure, errListed)) || strings.TrimSpace(body) == "" {
			return
		}
		if failure != nil || wrong != nil || arrived != want {
			t.Fatalf("document: %q, %v; arriving: %q, %v", want, wrong, arrived, failure)
		}
	})
}

var xmlSeeds = []string{`<?xml version="1.0"?><!DOCTYPE a [<!ELEMENT a ANY>]><a k="v&amp;"><!-- c --><b/>t<b>&#65;<![CDATA[<]]></b></a>`,
	`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, `<a b='"'>`, "<a\x00/>", "<é/>", "<a><b/><c/><b x='1'><d/>t<e/><d>u</d></b></a>", "<a><b/></a>", "<a><b><c/></b><b/></a>",
}
