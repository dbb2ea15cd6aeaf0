package faults

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	_ "embed"

	"github.com/lowcode-dev/lowcode/chaos/program"
	"github.com/lowcode-dev/lowcode/runtime/protocol/protocoltest"
)

// full also runs what takes long: real waits and large bodies. `make faults` sets it.
var full = flag.Bool("full", false, "run the slow faults too")

//go:embed manifest.yaml
var manifest string

// connector is the program under test.
var connector *program.Program

func TestMain(m *testing.M) {
	flag.Parse()
	var err error
	if connector, err = program.Compile("source-faults", manifest, nil); err != nil {
		fmt.Fprintln(os.Stderr, "faults:", err)
		os.Exit(1)
	}
	code := m.Run()
	connector.Remove()
	os.Exit(code)
}

// A fault is something that goes wrong. Its number is that of the list of faults which the suite works off.
type fault struct {
	number, name string
	reference    string // what the reference does, where it was tried
	slow         bool
	// try makes the fault happen and says in a few words what became of it.
	try func(t *testing.T) string
}

// TestFaults makes all faults happen and prints what becomes of them beside what the reference makes of them.
func TestFaults(t *testing.T) {
	var rows sync.Map
	var all []fault
	for _, subject := range [][]fault{connections, certificates, refusals, redirects, bodies, largeBodies, formats, surroundings, configFiles} {
		all = append(all, subject...)
	}
	t.Run("all", func(t *testing.T) {
		for i, f := range all {
			if f.slow && !*full {
				continue
			}
			t.Run(f.number+" "+f.name, func(t *testing.T) {
				t.Parallel()
				outcome := f.try(t)
				if t.Failed() {
					outcome = "FAILS: " + outcome
				}
				rows.Store(i, outcome)
			})
		}
	})
	var table bytes.Buffer
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\tfault\tlowcode\treference")
	for i, f := range all {
		if outcome, ok := rows.Load(i); ok {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", f.number, f.name, outcome, f.reference)
		}
	}
	w.Flush()
	t.Logf("\n%s", table.String())
}

// A reading is what came of reading a stream beside the healthy one.
type reading struct {
	program.Run
	protocoltest.Transcript
	status  string
	records int
	errors  []protocoltest.Trace // of the stream
}

// quick caps waits between tries, which are checked in the log, so that the tests need not wait.
const quick = "LOWCODE_MAX_WAIT=0.02"

// read reads one stream from url, and the healthy one beside it, which must always succeed.
func read(t *testing.T, stream, url string, env ...string) reading {
	t.Helper()
	healthy := serve(t, always(threeItems))
	run := connector.Run(t, "read", program.Input{
		Config:  fmt.Sprintf(`{"url":%q,"healthy":%q,"key":%q}`, url, healthy.URL, credential),
		Catalog: program.Catalog("full_refresh", stream, "healthy"),
		Env:     env,
	}, time.Minute)
	r := reading{Run: run, Transcript: run.Transcript(t)}
	r.status = program.Status(r.Transcript, stream)
	r.records = len(r.Records(stream))
	for _, e := range program.Errors(r.Transcript) {
		if e.Error.Descriptor.Name == stream {
			r.errors = append(r.errors, e)
		}
	}
	if program.Status(r.Transcript, "healthy") != "COMPLETE" || len(r.Records("healthy")) != 3 {
		t.Error("the stream beside it did not go on")
	}
	if r.Err != "" {
		t.Errorf("stderr says %.2000s", r.Err)
	}
	return r
}

// complete says that all went well in the end, with so many records.
func (r reading) complete(t *testing.T, records int) {
	t.Helper()
	if r.status != "COMPLETE" || r.Exit != 0 || r.records != records {
		t.Errorf("%s with %d records and exit code %d: %s", r.status, r.records, r.Exit, r.said())
	}
}

// failed says that the stream failed once, without a record, in words that name what a user has to know.
func (r reading) failed(t *testing.T, kinds string, words ...string) {
	t.Helper()
	if r.status != "INCOMPLETE" || r.Exit != 1 || r.records != 0 || len(r.errors) != 1 {
		t.Errorf("%s with %d records, %d errors and exit code %d: %s", r.status, r.records, len(r.errors), r.Exit, r.said())
		return
	}
	if kind := r.errors[0].Error.FailureType; !strings.Contains(kinds, kind) {
		t.Errorf("the failure is a %s, not a %s", kind, kinds)
	}
	for _, word := range words {
		if !strings.Contains(r.said(), word) {
			t.Errorf("the message does not say %q: %s", word, r.said())
		}
	}
}

// said is the message of the failure, "" for none.
func (r reading) said() string {
	if len(r.errors) == 0 {
		return ""
	}
	return r.errors[0].Error.Message
}

// waits are the seconds that the log says were asked for between tries.
func (r reading) waits() string {
	var waits []string
	for _, m := range r.Messages {
		if _, after, ok := strings.Cut(m.Log.Message, " in "); ok && strings.HasPrefix(m.Log.Message, "retrying ") {
			wait, _, _ := strings.Cut(after, " seconds")
			waits = append(waits, wait)
		}
	}
	return strings.Join(waits, " ")
}

// kind is the failure type, "" for none.
func (r reading) kind() string {
	if len(r.errors) == 0 {
		return ""
	}
	return r.errors[0].Error.FailureType
}

// mib is the peak of memory.
func (r reading) mib() string { return fmt.Sprintf("%d MiB", r.Peak>>10) }
