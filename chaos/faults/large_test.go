package faults

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/chaos/program"
)

// mostMemory is what a process may take at the most, in KiB.
const mostMemory = 60 << 10

// largeBodies are answers that are much longer than anybody can hold.
var largeBodies = []fault{
	{"F15", "a gzip bomb: one text of 300 MB", "1834 MB of memory, one record", true, func(t *testing.T) string {
		return bomb(t, "items", `{"items":[{"id":1,"text":"`, "a", `"}]}`, false)
	}},
	{"F15", "a gzip bomb: 300 MB of white space", "", true, func(t *testing.T) string {
		return bomb(t, "items", `{"items":[`, " ", `{"id":1}]}`, true)
	}},
	{"F15", "a gzip bomb: 300 MB beside the records", "", true, func(t *testing.T) string {
		return bomb(t, "items", `{"more":"`, "a", `","items":[{"id":1}]}`, false)
	}},
	{"F15", "a gzip bomb where all of it is wanted", "", true, func(t *testing.T) string {
		return bomb(t, "pages", `{"items":[{"id":1,"text":"`, "a", `"}]}`, false)
	}},
	{"F15", "300 MB of records in 1 MB of gzip", "", true, func(t *testing.T) string {
		const record = `{"id":1,"text":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},`
		n := 300 << 20 / len(record)
		return flood(t, "items", squeezed(`{"items":[`, record, n, `{"id":1}]}`), n+1)
	}},
	{"F25", "a list of 150 MB", "", true, func(t *testing.T) string {
		const record = `{"id":1,"text":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},`
		n := 150 << 20 / len(record)
		return flood(t, "list", repeated(`[`, record, n, `{"id":1}]`), n+1)
	}},
	{"F25", "a record of 10 MB", "", false, func(t *testing.T) string {
		return flood(t, "items", repeated(`{"items":[{"id":1,"text":"`, strings.Repeat("a", 1000), 10_000, `"}]}`), 1)
	}},
	{"F25", "a record of 100,000 columns", "", false, func(t *testing.T) string {
		var columns strings.Builder
		for n := range 100_000 {
			fmt.Fprintf(&columns, `"column_%d":%d,`, n, n)
		}
		return flood(t, "items", repeated(`{"items":[{`, columns.String(), 1, `"id":1}]}`), 1)
	}},
	{"F25", "1,000,000 records in one page", "9 s for 200,000", true, func(t *testing.T) string {
		return flood(t, "items", repeated(`{"items":[`, `{"id":1},`, 999_999, `{"id":1}]}`), 1_000_000)
	}},
	{"F25", "time for four times as many records", "", true, linear},
}

// repeated answers the middle so many times, between a beginning and an end.
func repeated(start, middle string, times int, end string) func(int, http.ResponseWriter, *http.Request) {
	return func(_ int, w http.ResponseWriter, _ *http.Request) { writeRepeated(w, start, middle, times, end) }
}

func writeRepeated(to io.Writer, start, middle string, times int, end string) {
	w := bufio.NewWriterSize(to, 64<<10)
	io.WriteString(w, start)
	for range times {
		if _, err := io.WriteString(w, middle); err != nil {
			return // nobody listens any more
		}
	}
	io.WriteString(w, end)
	w.Flush()
}

// squeezed is repeated by gzip.
func squeezed(start, middle string, times int, end string) func(int, http.ResponseWriter, *http.Request) {
	var body bytes.Buffer
	z := gzip.NewWriter(&body)
	writeRepeated(z, start, middle, times, end)
	z.Close()
	return func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(body.Bytes()) // a connector that has had enough hangs up
	}
}

// bomb reads 300 MB that came as 300 KB: within little memory, it is read or refused.
func bomb(t *testing.T, stream, start, filling, end string, harmless bool) string {
	a := serve(t, squeezed(start, strings.Repeat(filling, 1000), 300_000, end))
	r := read(t, stream, a.URL)
	if harmless {
		r.complete(t, 1)
	} else {
		r.failed(t, "system_error transient_error")
	}
	if n := len(a.requests()); n != 1 {
		t.Errorf("%d requests", n)
	}
	return small(t, r.Run) + ", " + r.status
}

// flood reads a long body, whose records are counted and thrown away.
func flood(t *testing.T, stream string, answer func(int, http.ResponseWriter, *http.Request), records int) string {
	run, got := count(t, stream, answer)
	if run.Exit != 0 || got != records {
		t.Errorf("%d records of %d, exit code %d", got, records, run.Exit)
	}
	return small(t, run) + fmt.Sprintf(", all records in %.1f s", run.Took.Seconds())
}

func count(t *testing.T, stream string, answer func(int, http.ResponseWriter, *http.Request)) (program.Run, int) {
	cmd := connector.Command(t, "read", program.Input{
		Config:  fmt.Sprintf(`{"url":%q,"key":%q}`, serve(t, answer).URL, credential),
		Catalog: program.Catalog("full_refresh", stream),
	})
	var counted program.Counter
	return program.RunCommand(t, cmd, &counted, 3*time.Minute), counted.Records
}

func small(t *testing.T, r program.Run) string {
	t.Helper()
	if r.Peak > mostMemory {
		t.Errorf("the process took %d KiB", r.Peak)
	}
	return fmt.Sprintf("%d MiB", r.Peak>>10)
}

// linear compares the times for different numbers of records.
func linear(t *testing.T) string {
	var times [2]float64
	for i, n := range []int{500_000, 2_000_000} {
		run, _ := count(t, "items", repeated(`{"items":[`, `{"id":1},`, n-1, `{"id":1}]}`))
		times[i] = run.Took.Seconds()
	}
	if times[1] > 8*times[0]+1 { // other tests may run beside one of them
		t.Errorf("%.1f s, then %.1f s", times[0], times[1])
	}
	return fmt.Sprintf("%.1f s, then %.1f s", times[0], times[1])
}
