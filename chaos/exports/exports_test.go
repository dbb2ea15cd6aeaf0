package exports

import (
	"archive/zip"
	"bufio"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	_ "embed"

	"github.com/lowcode-dev/lowcode/chaos/program"
)

// size is what an export has; `make exports` sets 2048.
var size = flag.Int("size", 12, "MiB of an export")

// mostMemory is what a process may take at the most, in KiB.
const mostMemory = 40 << 10

//go:embed manifest.yaml
var manifest string

// connector is the program under test.
var connector *program.Program

func TestMain(m *testing.M) {
	flag.Parse()
	var err error
	if connector, err = program.Compile("source-exports", manifest, nil); err != nil {
		fmt.Fprintln(os.Stderr, "exports:", err)
		os.Exit(1)
	}
	code := m.Run()
	connector.Remove()
	os.Exit(code)
}

// A format is how an export is written, before its rows, row by row, and after them.
type format struct {
	stream     string
	head, tail string
	row        func(out []byte, n int) []byte
	wrap       func(to io.Writer) io.WriteCloser // nil for none
}

var formats = []format{
	{"csv", "id,created_at,customer,amount,note\n", "", csvRow, nil},
	{"gzip", "id,created_at,customer,amount,note\n", "", csvRow, func(to io.Writer) io.WriteCloser { return fastGzip(to) }},
	{"zip", "id,created_at,customer,amount,note\n", "", csvRow, zipFile},
	{"jsonl", "", "", jsonRow("", "\n"), nil},
	{"lines", "", "", csvRow, nil},
	{"items", `{"n":1,"data":{"rows":[{"id":0}`, `]}}`, jsonRow(",", ""), nil},
	{"xml", "<?xml version=\"1.0\"?><export><n>1</n><rows>\n", "</rows></export>\n", xmlRow, nil},
	{"json", `{"n":1,"rows":[{"id":0}`, `]}`, jsonRow(",", ""), func(to io.Writer) io.WriteCloser { return fastGzip(to) }},
}

func csvRow(out []byte, n int) []byte {
	return fmt.Appendf(out, "%d,2026-01-15T12:00:00Z,customer %d,%d.50,\"said \"\"yes\"\", and no\"\n", n, n%1000, n%777)
}

func jsonRow(before, after string) func(out []byte, n int) []byte {
	return func(out []byte, n int) []byte {
		return fmt.Appendf(out, `%s{"id":%d,"created_at":"2026-01-15T12:00:00Z","customer":"customer %d","amount":%d.50,"note":null}%s`, before, n, n%1000, n%777, after)
	}
}

func xmlRow(out []byte, n int) []byte {
	return fmt.Appendf(out, "<row id=\"%d\"><created_at>2026-01-15T12:00:00Z</created_at><customer>customer &amp; %d</customer><tag>a</tag><tag>b</tag><note/></row>\n", n, n%1000)
}

func fastGzip(to io.Writer) io.WriteCloser {
	z, err := gzip.NewWriterLevel(to, gzip.BestSpeed)
	if err != nil {
		panic(err) // a level that there is
	}
	return z
}

// zipFile is the one file of an archive.
func zipFile(to io.Writer) io.WriteCloser {
	z := zip.NewWriter(to)
	file, err := z.CreateHeader(&zip.FileHeader{Name: "rows.csv", Method: zip.Store})
	if err != nil {
		panic(err) // the name is one
	}
	return &zipped{file, z}
}

type zipped struct {
	io.Writer
	z *zip.Writer
}

func (z *zipped) Close() error { return z.z.Close() }

// write writes an export and returns how many records are in it.
func (f format) write(to io.Writer, bytes int) (records int) {
	if f.wrap != nil {
		wrapped := f.wrap(to)
		defer wrapped.Close()
		to = wrapped
	}
	w := bufio.NewWriterSize(to, 64<<10)
	defer w.Flush()
	w.WriteString(f.head)
	records = strings.Count(f.head, "{\"id\"")
	var row []byte
	for n := 1; bytes > 0; n++ {
		row = f.row(row[:0], n)
		if _, err := w.Write(row); err != nil {
			return records // nobody listens any more
		}
		bytes -= len(row)
		records++
	}
	w.WriteString(f.tail)
	return records
}

// TestExports reads one export of each format: all of its records, in little memory.
func TestExports(t *testing.T) {
	for _, f := range formats {
		t.Run(f.stream, func(t *testing.T) {
			sent := make(chan int, 1)
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				sent <- f.write(w, *size<<20)
			}))
			defer server.Close()
			var got program.Counter
			run := program.RunCommand(t, connector.Command(t, "read", program.Input{
				Config:  fmt.Sprintf(`{"url":%q}`, server.URL),
				Catalog: program.Catalog("full_refresh", f.stream),
			}), &got, 20*time.Minute)
			if want := <-sent; run.Exit != 0 || got.Records != want {
				t.Errorf("%d records of %d, exit code %d: %s", got.Records, want, run.Exit, run.Err)
			}
			if run.Peak > mostMemory {
				t.Errorf("the process took %d KiB", run.Peak)
			}
			t.Logf("%d MiB in %.1f s: %d records, %d MiB of memory", *size, run.Took.Seconds(), got.Records, run.Peak>>10)
		})
	}
}
