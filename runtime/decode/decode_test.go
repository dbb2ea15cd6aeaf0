package decode

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// decoded are the documents of a body of which the first bytes are there and the rest arrives.
func decoded(d stream.Decoder, body []byte, first int) (string, error) {
	response := &stream.Response{Method: "GET", URL: "https://api.example.test/items", Status: 200, Ok: true, Body: body}
	if first >= 0 && first < len(body) {
		response.Body, response.Rest = bytes.Clone(body[:first]), iotest.OneByteReader(bytes.NewReader(body[first:]))
	}
	var got []string
	err := d.Decode(context.Background(), response, func(v value.Value) error {
		got = append(got, string(value.AppendRecord(nil, v)))
		return nil
	})
	return strings.Join(got, " "), err
}

func gzipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, text)
	z.Close()
	return b.String()
}

// zipped is an archive of names and contents.
func zipped(t testing.TB, files ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, files[i+1])
	}
	z.Close()
	return b.String()
}

func TestDecoders(t *testing.T) {
	for _, c := range []struct {
		name    string
		decoder stream.Decoder
		body    string
		want    string
	}{
		{"csv", CSV{}, "a,b\n1,2\n3\n4,5,6\n\n", `{"a":"1","b":"2"} {"a":"3"} {"a":"4","b":"5","null":["6"]}`},
		{"csv of names that come twice", CSV{}, "a,b,a\n1,2,3\n4,5\n", `{"a":"3","b":"2"} {"b":"5"}`},
		{"csv without a header", CSV{}, "\n1,2\n", `{"null":["1","2"]}`},
		{"csv that is empty", CSV{}, "", ``},
		{"csv of a header", CSV{}, "a,b\n", ``},
		{"csv with marks", CSV{}, "\ufeff\"a\"\n1\n", `{"` + "\ufeff" + `\"a\"":"1"}`},
		{"csv with controls", CSV{}, "a\n\"x\ty\x01\b\f\n\\\"\"\"\n", `{"a":"x\ty\u0001\b\f\n\\\""}`},
		{"csv with nulls", CSV{SetValuesToNone: []string{"", "-"}}, "a,b\n-,\nx,-y\n", `{} {"a":"x","b":"-y"}`},
		{"csv with another delimiter", CSV{Delimiter: "¦"}, "a¦b\n1¦\"2¦\"\n", `{"a":"1","b":"2¦"}`},
		{"csv in another encoding", CSV{Encoding: "utf-16"}, "\xff\xfea\x00\n\x00\xe9\x00\n\x00", `{"a":"é"}`},
		{"lines of json", JSONL{}, "{\"a\":1}\r\n \n{\"a\":null,\"b\":NaN}\n7\n[1,2]\n\"x\"", `{"a":1} {"b":null} 7 [1,2] "x"`},
		{"lines of json and others", JSONL{}, "{\"a\":1}\n{\"a\":\n{}{}\n{\"a\":2}", `{"a":1} {"a":2}`},
		{"lines", Iterable{}, "a\r\n\r\rb\n\"é\"", `{"record":"a"} {"record":""} {"record":""} {"record":"b"} {"record":"\"é\""}`},
		{"no lines", Iterable{}, "", ``},
		{"items", JSONItems{ItemsPath: "a.b"}, `{"x":[[1]],"a":{"c":{},"b":[{"y":1},[2],null]}}`, `{"y":1} [2] null`},
		{"items within items", JSONItems{ItemsPath: "item.u"}, `[{"u":[1]},{"v":[2]},{"u":[3]}]`, `1 3`},
		{"items of a name with a dot", JSONItems{ItemsPath: "a.b"}, `{"a.b":[1],"a":{"b":[2]}}`, `1 2`},
		{"items of a member called item", JSONItems{ItemsPath: "a"}, `{"a":{"item":5}}`, `5`},
		{"items that are not there", JSONItems{ItemsPath: "a"}, `{"a":5}`, ``},
		{"gzip", Gzip{CSV{}}, gzipped("a\n1\n"), `{"a":"1"}`},
		{"gzip that is none", Gzip{CSV{}}, "a\n1\n", `{"a":"1"}`},
		{"gzip in two parts and zeros", Gzip{CSV{}}, gzipped("a\n") + "\x00\x00" + gzipped("1\n") + "\x00", `{"a":"1"}`},
		{"gzip within gzip", Gzip{Gzip{JSONL{}}}, gzipped(gzipped("1\n2")), `1 2`},
		{"gzip of json", Gzip{JSON{}}, gzipped(`[{"a":1},2]`), `{"a":1} 2`},
		{"gzip of nothing", Gzip{CSV{}}, "", ``},
		{"zip", Zip{CSV{}}, zipped(t, "b", "a\n1\n", "d/", "", "../a", "a\n2\n"), `{"a":"1"} {"a":"2"}`},
		{"zip of gzip", Zip{Gzip{JSON{}}}, zipped(t, "a", gzipped("[1]"), "b", "2"), `1 2`},
		{"zip without files", Zip{CSV{}}, zipped(t), ``},
	} {
		t.Run(c.name, func(t *testing.T) {
			for first := -1; first < min(len(c.body), 40); first++ {
				if got, err := decoded(c.decoder, []byte(c.body), first); err != nil || got != c.want {
					t.Fatalf("%d bytes first: got %s, %v; want %s", first, got, err, c.want)
				}
			}
		})
	}
}

func TestFailures(t *testing.T) {
	broken := zipped(t, "a.csv", strings.Repeat("a\n1\n", 100))
	broken = broken[:40] + "xx" + broken[42:]
	for _, c := range []struct {
		name    string
		decoder stream.Decoder
		body    string
		got     string // before
		want    string
	}{
		{"csv that is a page", CSV{}, " <HTML>,\n", ``, "it looks like HTML"},
		{"csv of other bytes", CSV{}, "a\n\x80\n", ``, "'utf-8' codec can't decode byte 0x80 in position 2: invalid start byte"},
		{"csv of an unknown encoding", CSV{Encoding: "utf-9"}, "a\n", ``, "unknown encoding: utf-9"},
		{"csv with a long delimiter", CSV{Delimiter: "||"}, "a\n", ``, `"delimiter" must be a 1-character string`},
		{"csv with an endless cell", CSV{}, "a\n1\n\"" + strings.Repeat("x", 20<<20), `{"a":"1"}`, "cannot be read as CSV: a row is longer than"},
		{"lines of another kind", JSONL{}, "<html>\n</html>\n", ``, "has no line that is JSON"},
		{"lines of json of other bytes", JSONL{}, "1\n\"\xff\"\n", `1`, "can't decode byte 0xff in position 1"},
		{"a line without end", JSONL{}, "1\n" + strings.Repeat("[", 20<<20), `1`, "a line is longer than 16 MiB"},
		{"lines of other bytes", Iterable{}, "a\n\xe9\n", `{"record":"a"}`, "can't decode byte 0xe9 in position 0"},
		{"items of nothing", JSONItems{ItemsPath: "a"}, " ", ``, "it ends in the middle"},
		{"items that are cut", JSONItems{ItemsPath: "a"}, `{"a":[1,{"b":2`, `1`, "it ends in the middle"},
		{"items and more", JSONItems{ItemsPath: "a"}, `{"a":[1]} x`, `1`, "unexpected character"},
		{"items without a path", JSONItems{}, `[]`, ``, "requires a non-empty items_path"},
		{"gzip that is cut", Gzip{CSV{}}, gzipped("a\n1\n")[:20], `{"a":"1"}`, "the gzip is broken: it ends in the middle"},
		{"gzip and more", Gzip{JSONL{}}, gzipped("1\n") + "x", `1`, "something that is no gzip follows it"},
		{"gzip of broken json", Gzip{JSON{}}, gzipped(`{"a":`), ``, "Response JSON data failed to be parsed. See logs for more information."},
		{"gzip of null", Gzip{JSON{}}, gzipped(` null `), ``, "Response JSON data failed to be parsed. See logs for more information."},
		{"gzip of no json", Gzip{JSON{}}, gzipped(``), ``, "Response JSON data failed to be parsed. See logs for more information."},
		{"zip that is none", Zip{CSV{}}, "PK", ``, "Received an invalid zip file in response."},
		{"zip that is broken", Zip{CSV{}}, broken, ``, "Received an invalid zip file in response."},
		{"zip of broken json", Zip{JSON{}}, zipped(t, "a", "1", "b\n", "{"), `1`, "Failed to parse file: b? from zip file."},
		{"zip of a directory that is no json", Zip{JSON{}}, zipped(t, "a/", ""), ``, "Failed to parse file: a/ from zip file."},
		{"xml that is none", XML{}, "<a>", ``, "is not XML"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := decoded(c.decoder, []byte(c.body), -1)
			if err == nil || !strings.Contains(err.Error(), c.want) || got != c.got {
				t.Errorf("got %s, %v; want %s, %s", got, err, c.got, c.want)
			}
		})
	}
}

// What stops the decoding comes back as it is: what emit returns, the end of the read, an error of the connection.
func TestStops(t *testing.T) {
	enough := errors.New("enough")
	cut := &stream.Error{Message: "The response broke off.", FailureType: stream.TransientError}
	for _, c := range []struct {
		decoder stream.Decoder
		body    string
	}{
		{CSV{}, "a\n1\n2\n"}, {JSONL{}, "1\n2\n"}, {Iterable{}, "1\n2\n"}, {JSONItems{ItemsPath: "a"}, `{"a":[1,2]}`},
		{Gzip{CSV{}}, gzipped("a\n1\n2\n")}, {Gzip{JSON{}}, gzipped("[1,2]")}, {Zip{CSV{}}, zipped(t, "a", "a\n1\n2\n")}, {Zip{JSON{}}, zipped(t, "a", "[1,2]")},
	} {
		response := &stream.Response{Status: 200, Ok: true, Body: []byte(c.body)}
		if err := c.decoder.Decode(context.Background(), response, func(value.Value) error { return enough }); err != enough {
			t.Errorf("%T: an error of emit came back as %v", c.decoder, err)
		}
		ignore := func(value.Value) error { return nil }
		response = &stream.Response{Status: 200, Ok: true, Body: []byte(c.body[:4]), Rest: iotest.ErrReader(cut)}
		if err := c.decoder.Decode(context.Background(), response, ignore); !errors.Is(err, error(cut)) {
			t.Errorf("%T: an error of the connection came back as %v", c.decoder, err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := c.decoder.Decode(ctx, response, ignore); !errors.Is(err, context.Canceled) {
			t.Errorf("%T: cancelled: %v", c.decoder, err)
		}
	}
}

// Archives that are longer than the window go through a file, or through memory where there is no place for one.
func TestZipAside(t *testing.T) {
	body := zipped(t, "a", "a\n1\n", "b", "a\n2\n")
	for _, folder := range []string{t.TempDir(), t.TempDir() + "/nowhere"} {
		t.Setenv("TMPDIR", folder)
		if got, err := decoded(Zip{CSV{}}, []byte(body), 10); err != nil || got != `{"a":"1"} {"a":"2"}` {
			t.Errorf("%s: %s, %v", folder, got, err)
		}
		left, err := os.ReadDir(folder)
		if len(left) > 0 {
			t.Errorf("files are left in %s: %v, %v", folder, left, err)
		}
	}
}

// An archive whose files share their bytes becomes longer than any that is one.
func TestZipBomb(t *testing.T) {
	out := int64(0)
	e := &zipEntry{r: strings.NewReader(strings.Repeat("x", 100)), out: &out, most: 150, left: 100}
	if _, err := io.Copy(io.Discard, e); err != nil {
		t.Fatal(err)
	}
	e = &zipEntry{r: strings.NewReader(strings.Repeat("x", 100)), out: &out, most: 150, left: 100}
	if _, err := io.Copy(io.Discard, e); err != errBomb {
		t.Error(err)
	}
	e = &zipEntry{r: strings.NewReader(strings.Repeat("x", 100)), out: new(int64), most: 150, left: 99}
	if _, err := io.Copy(io.Discard, e); err != zip.ErrFormat {
		t.Error(err)
	}
}

// JSON inside of something else is handed out as responses, whose long ones arrive.
func TestUnwrap(t *testing.T) {
	long := `["` + strings.Repeat("x", window) + `"]`
	body := zipped(t, "a", gzipped(`[1]`), "b", long)
	response := &stream.Response{Method: "GET", Status: 200, Ok: true, Body: []byte(body)}
	var got []string
	err := Zip{Gzip{JSON{}}}.Unwrap(context.Background(), response, func(r *stream.Response) error {
		size := len(r.Body)
		if r.Rest != nil {
			n, err := io.Copy(io.Discard, r.Rest)
			if err != nil {
				return err
			}
			size += int(n)
		}
		got = append(got, fmt.Sprint(size, r.Rest != nil, r.Decoder, r.Method))
		return nil
	})
	if want := fmt.Sprintf("3 false <nil>GET, %d true <nil>GET", len(long)); err != nil || strings.Join(got, ", ") != want {
		t.Errorf("got %q, %v; want %s", got, err, want)
	}
	for d, want := range map[stream.Unwrapper]bool{Gzip{JSONL{}}: false, Gzip{Gzip{JSON{}}}: true, Zip{Iterable{}}: false} {
		if d.HoldsJSON() != want {
			t.Errorf("%#v: %v", d, !want)
		}
	}
}
