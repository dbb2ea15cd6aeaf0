package record

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// rowsOf are the records of a body, and its error as the last one.
func rowsOf(e ResponseToFile, response *stream.Response) string {
	var out []string
	err := e.Extract(context.Background(), response, func(v value.Value) error {
		out = append(out, string(v.AppendJSON(nil)))
		return nil
	})
	if err != nil {
		out = append(out, "! "+stream.ClassOf(err)+": "+stream.TextOf(err))
	}
	return strings.Join(out, " ")
}

// TestResponseToFile: what pandas 2.3 makes of a text.
func TestResponseToFile(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a,b\n1,2\n", `{"a":"1","b":"2"}`},
		{"a,a,a.1,,\n1,2,3,4,5\n", `{"a":"1","a.2":"2","a.1":"3","Unnamed: 3":"4","Unnamed: 4":"5"}`},
		{",,x\n1,2,3\n", `{"Unnamed: 0":"1","Unnamed: 1":"2","x":"3"}`},
		{"a,a,a\n1,2,3\n", `{"a":"1","a.1":"2","a.2":"3"}`},
		{"a,a.1,a\n1,2,3\n", `{"a":"1","a.1":"2","a.2":"3"}`},
		{"Unnamed: 1,\n1,2\n", `{"Unnamed: 1":"1","Unnamed: 1.1":"2"}`},
		{"a,b\n1\n2,3\n", `{"a":"1","b":null} {"a":"2","b":"3"}`},
		{"a,b\n1,2\n1,2,3\n", "! ParserError: Error tokenizing data. C error: Expected 2 fields in line 3, saw 3"},
		{"a,b\n\n  \n\t\n1,2\n", `{"a":"1","b":"2"}`},
		{"\xef\xbb\xbf\"a\",b\n1,2\n", `{"a":"1","b":"2"}`},
		{"\n\na,b\r\n1,2\r3,4", `{"a":"1","b":"2"} {"a":"3","b":"4"}`},
		{"a\n\"\"\nx\n \n", `{"a":null} {"a":"x"}`},
		{"a,b\n1,\"open\n2,3\n", "! ParserError: Error tokenizing data. C error: EOF inside string starting at row 1"},
		{"a,b\n\"x\"y,\"p\"\"q\"\n", `{"a":"xy","b":"p\"q"}`},
		{"", ""},
		{"  \n", ""},
		{"a,b\n", ""},
		{"a,b\n1,\xff\n", `! UnicodeDecodeError: 'utf-8-sig' codec can't decode byte 0xff in position 6: invalid start byte`},
		{"a,b\nNA,null\n-nan,None\nNone ,nan\n", `{"a":null,"b":null} {"a":null,"b":null} {"a":"None ","b":null}`},
		{"a,b\n1,x\x00y\n", `{"a":"1","b":"xy"}`},
		{"a,b\n1,\"l1\r\nl2\rl3\"\n", `{"a":"1","b":"l1\nl2\nl3"}`},
		{"a,b\n1,2\n\"\"\n", `{"a":"1","b":"2"} {"a":null,"b":null}`},
		{"a b, c\n1, 2\n", `{"a b":"1"," c":" 2"}`},
		{"\"a\",\"b\"\n\"NA\",\"1\"\n", `{"a":null,"b":"1"}`},
		{"HK,b\n1,2\n", `{"HK":"1","b":"2"}`},
		{"<html>\nsorry\n", "! ValueError: the download is no CSV: it is an HTML page"},
		// the reference takes the first column away here
		{"a,b\n1,2,3\n", "! ParserError: Error tokenizing data. C error: Expected 2 fields in line 2, saw 3"},
	} {
		whole := &stream.Response{Body: []byte(c.text)}
		arriving := &stream.Response{Body: []byte(c.text[:len(c.text)/2]), Rest: iotest.OneByteReader(strings.NewReader(c.text[len(c.text)/2:]))}
		for _, response := range []*stream.Response{whole, arriving} {
			if got := rowsOf(ResponseToFile{}, response); got != c.want {
				t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
			}
		}
	}
	words := &stream.Response{Body: []byte("a,b,c\nNA,null,\n")}
	if got, want := rowsOf(ResponseToFile{PreserveNAValues: true}, words), `{"a":"NA","b":"null","c":null}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestResponseToFileUnpacks bodies that are compressed, and says so when one is cut.
func TestResponseToFileUnpacks(t *testing.T) {
	packed := func(text string) []byte {
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		fmt.Fprint(w, text)
		w.Close()
		return out.Bytes()
	}
	var deflated bytes.Buffer
	w := zlib.NewWriter(&deflated)
	fmt.Fprint(w, "a\n1\n")
	w.Close()
	one := packed("a\n1\n")
	const cut = `! AirbyteTracedException: The API's answer ended in the middle: not all of its records were read.`
	for name, c := range map[string]struct {
		body []byte
		want string
	}{
		"gzip":             {one, `{"a":"1"}`},
		"zlib":             {deflated.Bytes(), `{"a":"1"}`},
		"two members":      {append(bytes.Clone(one), packed("2\n")...), `{"a":"1"} {"a":"2"}`},
		"something behind": {append(bytes.Clone(one), "\x00\x00"...), `{"a":"1"}`},
		"zeros":            {packed("a,b\nx\x00y,2\n"), `{"a":"xy","b":"2"}`},
		"cut":              {one[:len(one)-9], cut},
	} {
		if got := rowsOf(ResponseToFile{}, &stream.Response{Body: c.body}); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

// TestResponseToFileBlocks: a row that is broken keeps the rows of its block back, and no others.
func TestResponseToFileBlocks(t *testing.T) {
	for rows, want := range map[int]int{0: 0, 99: 0, 100: 100, 150: 100, 350: 300} {
		text := "a\n" + strings.Repeat("1\n", rows) + "1,2\n"
		got := rowsOf(ResponseToFile{}, &stream.Response{Body: []byte(text)})
		if n := strings.Count(got, `{"a":"1"}`); n != want || !strings.Contains(got, "! ParserError") {
			t.Errorf("of %d rows before a broken one, %d left", rows, n)
		}
	}
}

// TestResponseToFileStops when a record is refused, with that error.
func TestResponseToFileStops(t *testing.T) {
	enough := errors.New("enough")
	body := io.MultiReader(strings.NewReader("a\n"), endless("1\n"))
	err := ResponseToFile{}.Extract(context.Background(), &stream.Response{Rest: body}, func(value.Value) error { return enough })
	if !errors.Is(err, enough) {
		t.Errorf("it ended with %v", err)
	}
}

// TestResponseToFileLongRow: a row that never ends is not read to its end.
func TestResponseToFileLongRow(t *testing.T) {
	body := io.MultiReader(strings.NewReader("a\n\""), endless("xx"))
	response := &stream.Response{Method: "GET", URL: "https://a.example/rows?key=1", Rest: body}
	const want = "! AirbyteTracedException: The download of GET https://a.example/rows cannot be read to its end: a row is longer than 8 MiB."
	if got := rowsOf(ResponseToFile{}, response); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// endless repeats a text of two bytes.
type endless string

func (e endless) Read(p []byte) (int, error) {
	n := len(p) &^ 1
	copy(p, strings.Repeat(string(e), n/2))
	return n, nil
}

// BenchmarkResponseToFile reads rows of eight cells.
func BenchmarkResponseToFile(b *testing.B) {
	text := []byte("id,at,text,code,price,on,none,last\n" +
		strings.Repeat("10001,2026-01-15T12:00:00Z,some text of a row,ab,12.50,true,,last\n", 10_000))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		err := ResponseToFile{}.Extract(context.Background(), &stream.Response{Body: text}, func(value.Value) error { n++; return nil })
		if err != nil || n != 10_000 {
			b.Fatal(n, err)
		}
	}
}
