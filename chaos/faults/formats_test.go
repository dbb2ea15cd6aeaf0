package faults

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/chaos/program"
)

// formats are answers in other formats than JSON that hold something else than they should, or too much of it.
var formats = []fault{
	{"F15", "a gzip bomb for a decoder: one cell of 300 MB", "", true, func(t *testing.T) string {
		return swollen(t, "csv_gzip", gzipBody("id\n", strings.Repeat("a", 1000), 300_000, "\n"), "is longer than")
	}},
	{"F15", "a gzip bomb for a decoder: one text of 300 MB", "", true, func(t *testing.T) string {
		return swollen(t, "json_gzip", gzipBody(`{"items":[{"id":"`, strings.Repeat("a", 1000), 300_000, `"}]}`), "larger than")
	}},
	{"F15", "a gzip bomb for a decoder: 300 MB of white space", "", true, func(t *testing.T) string {
		return swollen(t, "json_gzip", gzipBody(`{"items":[`, strings.Repeat(" ", 1000), 300_000, `{"id":1}]}`), "")
	}},
	{"F16", "a zip bomb: one cell of 300 MB", "", true, func(t *testing.T) string {
		return swollen(t, "csv_zip", zipBody(t, "a.csv", func(w io.Writer) { writeRepeated(w, "id\n", strings.Repeat("a", 1000), 300_000, "\n") }), "Failed to parse file: a.csv")
	}},
	{"F16", "a zip bomb: one text of 300 MB", "", true, func(t *testing.T) string {
		return swollen(t, "json_zip", zipBody(t, "a.json", func(w io.Writer) { writeRepeated(w, `{"items":["`, strings.Repeat("a", 1000), 300_000, `"]}`) }), "Failed to parse file: a.json")
	}},
	{"F16", "a zip in a zip", "", false, func(t *testing.T) string {
		inner := zipBody(t, "a.csv", func(w io.Writer) { io.WriteString(w, "id\n1\n") })
		return broken(t, "csv_zip", string(zipBody(t, "inner.zip", func(w io.Writer) { w.Write(inner) })), "inner.zip")
	}},
	{"F16", "names in a zip that lead out of it", "", false, func(t *testing.T) string {
		body := zipBody(t, "../../../tmp/lowcode-faults", func(w io.Writer) { io.WriteString(w, "id\n1\n") })
		r := read(t, "csv_zip", serve(t, always(string(body))).URL)
		r.complete(t, 1)
		return "read, used for nothing"
	}},
	{"F16", "a zip that ends in its middle, one that is none", "fails", false, func(t *testing.T) string {
		body := string(zipBody(t, "a.csv", func(w io.Writer) { io.WriteString(w, "id\n1\n") }))
		broken(t, "csv_zip", body[:len(body)/2], "invalid zip")
		return broken(t, "csv_zip", "PK\x05\x06", "invalid zip")
	}},
	{"F16", "a zip of 12 MB, and no place for a file", "", false, func(t *testing.T) string {
		return zipNowhere(t)
	}},
	{"F17", "an XML entity bomb", "success without records", false, func(t *testing.T) string {
		bomb := `<!DOCTYPE shop [<!ENTITY a "aaaaaaaaaa">`
		for c := 'b'; c <= 'j'; c++ {
			bomb += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
		}
		return broken(t, "xml", bomb+`]><shop><item><id>&j;</id></item></shop>`, "declares entities")
	}},
	{"F17", "an external XML entity", "success without records", false, func(t *testing.T) string {
		return broken(t, "xml", `<!DOCTYPE shop [<!ENTITY a SYSTEM "file:///etc/passwd">]><shop><item><id>&a;</id></item></shop>`, "declares entities")
	}},
	{"F18", "bytes that are no UTF-8 in CSV and lines", "fails", false, func(t *testing.T) string {
		for _, stream := range []string{"csv", "jsonl", "lines"} {
			broken(t, stream, "\"\xff\"\n", "UnicodeDecodeError")
		}
		return "the stream fails"
	}},
	{"F19", "an HTML page for CSV, lines of JSON, a zip, XML", "records, or success without any", false, func(t *testing.T) string {
		for _, stream := range []string{"csv", "jsonl", "csv_zip", "elements", "json_gzip", "xml"} {
			broken(t, stream, "<!doctype html><title>Sign in</title><br>")
		}
		return "the stream fails"
	}},
	{"F19", "an empty body for CSV, lines, XML", "as here", false, func(t *testing.T) string {
		for _, stream := range []string{"csv", "csv_gzip", "jsonl", "lines", "xml"} {
			r := read(t, stream, serve(t, always("")).URL)
			r.complete(t, 0)
		}
		return "no records, complete"
	}},
	{"F20", "elements 100,000 deep, a line of 100,000 brackets", "", false, func(t *testing.T) string {
		broken(t, "xml", strings.Repeat("<shop>", 100_000)+strings.Repeat("</shop>", 100_000), "deep")
		broken(t, "elements", `{"items":[`+strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)+`]}`)
		return broken(t, "jsonl", strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000))
	}},
	{"F24", "NUL in CSV", "as here", false, func(t *testing.T) string {
		r := read(t, "csv", serve(t, always("id\n\"a\x00b\"\n")).URL)
		r.complete(t, 1)
		return string(r.Records("csv")[0])
	}},
	{"F25", "CSV of 100,000 columns", "", false, func(t *testing.T) string {
		columns := strings.Repeat(",x", 100_000)
		var names strings.Builder
		for n := range 100_001 {
			fmt.Fprintf(&names, "column_%d,", n)
		}
		return flood(t, "csv", always(names.String()+"\nx"+columns+"\n"), 1)
	}},
	{"F25", "a line of 10 MB", "", false, func(t *testing.T) string {
		return flood(t, "jsonl", repeated(`{"id":1,"text":"`, strings.Repeat("a", 1000), 10_000, `"}`), 1)
	}},
	{"F25", "a quote that is never closed: 150 MB", "fails beyond 128 KiB", true, func(t *testing.T) string {
		return swollen(t, "csv", []byte("id\n\""+strings.Repeat("a,b\n", 40<<20)), "is longer than")
	}},
	{"F25", "a line that never ends: 150 MB", "", true, func(t *testing.T) string {
		return swollen(t, "lines", bytes.Repeat([]byte("a"), 150<<20), "is longer than")
	}},
	{"F25", "an element of 150 MB", "", true, func(t *testing.T) string {
		return swollen(t, "elements", []byte(`{"items":["`+strings.Repeat("a", 150<<20)+`"]}`), "larger than")
	}},
}

// gzipBody is repeated text in gzip.
func gzipBody(start, middle string, times int, end string) []byte {
	var body bodyWriter
	squeezed(start, middle, times, end)(0, &body, nil)
	return body.Bytes()
}

// A bodyWriter keeps the body of an answer.
type bodyWriter struct {
	bytes.Buffer
	header http.Header
}

func (w *bodyWriter) Header() http.Header {
	if w.header == nil {
		w.header = http.Header{}
	}
	return w.header
}

func (w *bodyWriter) WriteHeader(int) {}

// zipBody is an archive of one file.
func zipBody(t *testing.T, name string, write func(io.Writer)) []byte {
	var body bytes.Buffer
	z := zip.NewWriter(&body)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	file, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	write(file)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return body.Bytes()
}

// mostSwollen is what a process may take while it refuses a single value that is too long, in KiB.
const mostSwollen = 150 << 10

// swollen reads what becomes much too long: it is refused, in words that say so, or read, within little memory.
func swollen(t *testing.T, stream string, body []byte, words string) string {
	r := read(t, stream, serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(body) // a connector that has had enough hangs up
	}).URL)
	if words == "" {
		r.complete(t, 1)
	} else {
		r.failed(t, "system_error", words)
	}
	if r.Peak > mostSwollen {
		t.Errorf("the process took %d KiB", r.Peak)
	}
	return r.mib() + ", " + r.status
}

// broken reads what is not what it should be.
func broken(t *testing.T, stream, body string, words ...string) string {
	t.Helper()
	r := read(t, stream, serve(t, always(body)).URL)
	r.failed(t, "system_error", words...)
	return "the stream fails"
}

// zipNowhere reads an archive that does not fit the window without any place for a file.
func zipNowhere(t *testing.T) string {
	row := strings.Repeat("a", 1000) + "\n"
	body := zipStored(t, "a.csv", "id\n"+strings.Repeat(row, 12_000))
	cmd := connector.Command(t, "read", program.Input{
		Config:  fmt.Sprintf(`{"url":%q}`, serve(t, always(body)).URL),
		Catalog: program.Catalog("full_refresh", "csv_zip"),
		Env:     []string{"TMPDIR=/proc/nowhere", "HOME=/proc/nowhere"},
	})
	var got program.Counter
	run := program.RunCommand(t, cmd, &got, time.Minute)
	if run.Exit != 0 || got.Records != 12_000 {
		t.Errorf("%d records, exit code %d", got.Records, run.Exit)
	}
	return fmt.Sprintf("held in memory, %d MiB", run.Peak>>10)
}

// zipStored is an archive of one file that is not compressed.
func zipStored(t *testing.T, name, text string) string {
	var body bytes.Buffer
	z := zip.NewWriter(&body)
	file, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(file, text)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return body.String()
}
