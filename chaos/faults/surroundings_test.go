package faults

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/chaos/program"
	"github.com/lowcode-dev/lowcode/runtime/protocol/protocoltest"
)

// surroundings are faults of the machine and of the files that a command is given.
var surroundings = []fault{
	{"F33", "no place for temporary files, nothing to write to", "needs a folder for its cache", false, nowhere},
	{"F34", "a config that is none", "exit code 1, no failure type", false, func(t *testing.T) string {
		return refused(t, "config", `{"url":`, `[]`, `"text"`, `null`, ``, `{"url":"`+"\xff"+`"`, strings.Repeat("[", 1_000_000), strings.Repeat(`{"a":`, 1_000_000))
	}},
	{"F34", "a config that the spec does not allow", "as here", false, func(t *testing.T) string {
		r := command(t, program.Input{Config: `{"url":7}`, Catalog: program.Catalog("full_refresh", "items")})
		configError(t, r)
		return "config_error"
	}},
	{"F34", "a catalog that is none", "exit code 1, no failure type", false, func(t *testing.T) string {
		return refused(t, "catalog", `{`, `[]`, `7`, `{}`, `{"streams":7}`, `{"streams":[7]}`, `{"streams":[{}]}`, `{"streams":[{"stream":{"name":7}}]}`,
			strings.Replace(program.Catalog("full_refresh", "items"), "full_refresh\",\"dest", "sometimes\",\"dest", 1))
	}},
	{"F34", "a state that is none", "exit code 1, no failure type", false, func(t *testing.T) string {
		return refused(t, "state", `{`, `7`, `[7]`, `[{"type":"STREAM","stream":7}]`, `[{"type":"OTHER"}]`, `[{}]`, `[{"type":"STREAM","stream":{"stream_descriptor":{"name":"items"},"stream_state":7}}]`)
	}},
	{"F34", "unknown keys, unknown states, a state of 20 MB", "as here", false, accepted},
	{"F34", "a stream that does not exist", "success in silence if it is the only one", false, func(t *testing.T) string {
		url := serve(t, always(threeItems)).URL
		r := command(t, program.Input{Config: fmt.Sprintf(`{"url":%q}`, url), Catalog: program.Catalog("full_refresh", "nothing")})
		configError(t, r)
		return "config_error"
	}},
	{"F34", "files that do not exist", "exit code 1, no failure type", false, func(t *testing.T) string {
		r := command(t, program.Input{Flags: []string{"--config", "/nowhere/config.json", "--catalog", "/nowhere/catalog.json"}})
		configError(t, r)
		return "config_error"
	}},
}

// nowhere reads without any place to write a file to.
func nowhere(t *testing.T) string {
	if _, err := os.Stat("/proc/self"); err != nil {
		t.Skip("no folder is known that nobody can write to")
	}
	cmd := connector.Command(t, "read", program.Input{
		Config:  fmt.Sprintf(`{"url":%q}`, serve(t, always(threeItems)).URL),
		Catalog: program.Catalog("full_refresh", "items"),
		Env:     []string{"TMPDIR=/proc/nowhere", "HOME=/proc/nowhere", "XDG_CACHE_HOME=/proc/nowhere"},
	})
	cmd.Dir = "/proc" // which not even root can write to
	run := program.RunCommand(t, cmd, nil, time.Minute)
	if run.Exit != 0 || len(run.Transcript(t).Records("items")) != 3 {
		t.Errorf("exit code %d: %s%s", run.Exit, run.Out, run.Err)
	}
	return "works"
}

// command runs a read that may fail before anything begins.
func command(t *testing.T, in program.Input) program.Run {
	t.Helper()
	return connector.Run(t, "read", in, time.Minute)
}

// configError checks that a command failed in words, and by the fault of its files.
func configError(t *testing.T, r program.Run) {
	t.Helper()
	transcript, err := protocoltest.Parse(r.Out)
	if err != nil {
		t.Fatal(err)
	}
	errors := program.Errors(transcript)
	if r.Exit != 1 || len(errors) != 1 || errors[0].Error.FailureType != "config_error" || errors[0].Error.Message == "" {
		t.Errorf("exit code %d: %.2000s", r.Exit, r.Out)
	}
	if all := string(r.Out) + r.Err; r.Err != "" || strings.Contains(all, "panic") || strings.Contains(all, "goroutine ") {
		t.Errorf("it panics: %.2000s", all)
	}
}

// refused reads with each of some texts in one of its files.
func refused(t *testing.T, file string, texts ...string) string {
	for _, text := range texts {
		in := program.Input{
			Config:  `{"url":"http://127.0.0.1:1"}`,
			Catalog: program.Catalog("full_refresh", "items"),
		}
		path := t.TempDir() + "/" + file
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil { // an empty file too
			t.Fatal(err)
		}
		switch file {
		case "config":
			in.Config = ""
		case "catalog":
			in.Catalog = ""
		}
		in.Flags = []string{"--" + file, path}
		r := command(t, in)
		configError(t, r)
		if r.Took > 5*time.Second {
			t.Errorf("%.50s: it took %v", text, r.Took)
		}
		if t.Failed() {
			t.Fatalf("with the %s %.100q", file, text)
		}
	}
	return "config_error"
}

// accepted reads with files that hold more than they should.
func accepted(t *testing.T) string {
	url := serve(t, always(threeItems)).URL
	catalog := strings.Replace(program.Catalog("full_refresh", "items"), `{"stream":{`, `{"new":[1],"stream":{"newer":{},`, 1)
	state := `{"type":"STREAM","more":1,"stream":{"stream_descriptor":{"name":"gone"},"stream_state":{"at":"` + strings.Repeat("x", 20<<20) + `"}}}`
	r := command(t, program.Input{Config: fmt.Sprintf(`{"url":%q,"new":{"a":[1]}}`, url), Catalog: catalog, State: `[` + state + `]`})
	if r.Exit != 0 || len(r.Transcript(t).Records("items")) != 3 {
		t.Errorf("exit code %d: %.2000s", r.Exit, r.Out)
	}
	return "accepted"
}
