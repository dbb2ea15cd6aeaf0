package main

import (
	"context"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/record"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestSignedKey(t *testing.T) {
	var options request.Options
	a := SignedKey{Key: config.Fixed("reader"), Secret: config.Fixed("s")}
	if err := a.Authenticate(context.Background(), &options); err != nil {
		t.Fatal(err)
	}
	want := `{"X-Key":"reader","X-Signature":"501b2e9d229d3c0966ceb90c32387c5d9e4fb1b0c7a5bec9d2737d4470404b1b"}`
	if got := string(options.Headers.AppendJSON(nil)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTable(t *testing.T) {
	for _, test := range []struct{ body, want, problem string }{
		{`{"columns": ["id", "n"], "rows": [["a", 1], ["b", null]]}`, `{"id":"a","n":1}{"id":"b","n":null}`, ""},
		{`{"columns": ["id"], "rows": []}`, "", ""},
		{`{"rows": [["a"]]}`, "", `no "columns"`},
		{`{"columns": ["id"], "rows": [["a", 1]]}`, "", "2 cells for 1 columns"},
		{`<html>`, "", "not valid JSON"},
	} {
		e := Table{Columns: "columns", Rows: record.Dpath{record.Fixed("rows")}}
		response := &stream.Response{Status: 200, Ok: true, Body: []byte(test.body)}
		var got []byte
		err := e.Extract(context.Background(), response, func(v value.Value) error {
			got = v.AppendJSON(got)
			return nil
		})
		if string(got) != test.want || (err == nil) != (test.problem == "") || err != nil && !strings.Contains(err.Error(), test.problem) {
			t.Errorf("%s: got %s, %v", test.body, got, err)
		}
	}
}

func TestMetric(t *testing.T) {
	transform := Metric{Fields: []string{"high", "low", "other"}, Metres: 0.3048}
	r := &stream.Record{Data: value.DictOf(value.Str("high"), value.Int(10), value.Str("low"), value.Null)}
	if err := transform.Transform(r); err != nil {
		t.Fatal(err)
	}
	if got := string(r.Data.AppendJSON(nil)); got != `{"high":3.048,"low":null}` {
		t.Errorf("got %s", got)
	}
	r.Data.Set("other", value.Str("tall"))
	if err := transform.Transform(r); err == nil {
		t.Error("a text was converted")
	}
}
