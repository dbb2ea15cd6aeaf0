package leaks

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	_ "embed"

	"github.com/lowcode-dev/lowcode/chaos/program"
)

// full also tries every stream by a check of its own. `make leaks` sets it.
var full = flag.Bool("full", false, "run all combinations")

//go:embed manifest.yaml
var manifest string

var connector *program.Program

func TestMain(m *testing.M) {
	flag.Parse()
	var err error
	if connector, err = program.Compile("source-leaks", manifest, nil); err != nil {
		fmt.Fprintln(os.Stderr, "leaks:", err)
		os.Exit(1)
	}
	code := m.Run()
	connector.Remove()
	os.Exit(code)
}

var streams = []string{"header", "bearer", "basic", "query", "json", "form", "slices", "dated", "oauth", "rotating", "session", "passing", "jwt", "jwt_parameter", "legacy", "legacy_login"}

// loudness are the flags that say how much a command writes; --debug alone writes the most.
func loudness() [][]string {
	if *full {
		return [][]string{nil, {"--debug"}}
	}
	return [][]string{{"--debug"}}
}

// quick caps the waits between tries.
var quick = []string{"LOWCODE_MAX_WAIT=0.01"}

// TestMoods reads, checks and discovers with an API in each of its moods.
func TestMoods(t *testing.T) {
	for _, m := range moods {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			for _, flags := range loudness() {
				s := serve(t, m)
				in := program.Input{Config: config(s.URL, nil), Env: quick, Flags: flags}
				search(t, "discover", in)
				search(t, "check", in)
				in.Catalog = program.Catalog("full_refresh", streams...)
				out := search(t, "read", in)
				if flags != nil && !strings.Contains(out, "****") {
					t.Error("nothing was masked: so nothing was tried that could leak")
				}
				for _, name := range streams {
					if *full {
						search(t, "check", program.Input{Config: config(s.URL, map[string]any{"__airbyte_check_stream_names": []string{name}}), Env: quick, Flags: flags})
					}
				}
			}
		})
	}
}

// TestConfigs runs all commands with configurations that are wrong, and hosts that are not there.
func TestConfigs(t *testing.T) {
	nobody := serve(t, moods[0])
	nobody.Close()
	changes := map[string]map[string]any{
		"nobody listens":           {"url": nobody.URL + "/" + secrets["segment"] + "?" + secrets["query"]},
		"no such name":             {"url": "https://" + secrets["segment"] + ".invalid/" + secrets["query"]},
		"no TLS there":             {"url": "https" + strings.TrimPrefix(serve(t, moods[0]).URL, "http") + "/" + secrets["query"]},
		"a password in the URL":    {"url": "http://" + secrets["user"] + ":" + secrets["bearer"] + "@127.0.0.1:1/"},
		"no URL":                   {"url": secrets["key"]},
		"another kind of URL":      {"url": "ftp://" + secrets["key"] + "/x"},
		"a line break in a header": {"key": secrets["key"] + "\r\nX-Evil: 1", "bearer": secrets["bearer"] + "\n"},
		"letters beyond Latin 1":   {"key": secrets["unicode"], "bearer": secrets["unicode"], "cookie": secrets["unicode"]},
		"a date that is none":      {"start": secrets["start"]},
		"the pattern of the spec":  {"key": []string{secrets["key"]}},
		"a key of another kind":    {"jwt_key": secrets["pem"], "old_session": secrets["unicode"], "login_password": secrets["quotes"]},
		"keys that are no text":    {"jwt_key": []string{secrets["jwt_key"]}, "old_session": map[string]any{"a": secrets["old_session"]}, "login_user": []string{secrets["login_user"]}},
		"an issuer that is none":   {"issuer": []string{secrets["issuer"]}, "old_session": nil, "login_password": nil},
		"another type":             {"bearer": map[string]any{"a": secrets["bearer"]}, "number": secrets["number"]},
		"no alternative":           {"login": map[string]any{"kind": "other", "client_secret": secrets["client_secret"]}},
		"lists of another type":    {"tokens": map[string]any{"a": secrets["token 0"]}},
		"templates in secrets":     {"key": "{{ " + secrets["key"] + " }}", "bearer": "{% " + secrets["bearer"], "tokens": []string{"{{ x." + secrets["token 0"] + " }}", secrets["token 1"]}},
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := serve(t, moods[0]).URL
			for _, flags := range loudness() {
				in := program.Input{Config: config(url, change), Env: quick, Flags: flags}
				search(t, "check", in)
				search(t, "discover", in)
				in.Catalog = program.Catalog("full_refresh", streams...)
				search(t, "read", in)
			}
		})
	}
}

// TestFiles gives commands files that cannot be read, with secrets where they are broken.
func TestFiles(t *testing.T) {
	whole := config("http://127.0.0.1:1", nil)
	catalog := program.Catalog("full_refresh", "header")
	for name, in := range map[string]program.Input{
		"half a config":         {Config: whole[:len(whole)*2/3], Catalog: catalog},
		"a config that is list": {Config: "[" + whole + "]", Catalog: catalog},
		"text behind it":        {Config: whole + secrets["key"], Catalog: catalog},
		"a catalog of secrets":  {Config: whole, Catalog: `{"streams":["` + secrets["key"] + `",{"stream":"` + secrets["bearer"] + `"}]}`},
		"a state of secrets":    {Config: whole, Catalog: catalog, State: `[{"type":"` + secrets["key"] + `","stream":"` + secrets["bearer"] + `"}]`},
	} {
		in.Flags = []string{"--debug"}
		t.Run(name, func(t *testing.T) { search(t, "read", in) })
	}
	for _, args := range [][]string{{"spec"}, {"spec", "--debug"}, {"read", "--help"}, {"--" + secrets["key"]}} {
		run := program.RunCommand(t, connector.Command(t, args[0], program.Input{Flags: args[1:]}), nil, time.Minute)
		if args[0] == "spec" {
			report(t, strings.Join(args, " "), string(run.Out)+run.Err)
		}
	}
}

// search runs a command and looks for secrets in all that it writes, but for
// CONTROL messages, which give the platform a new refresh token to keep.
func search(t *testing.T, verb string, in program.Input) string {
	t.Helper()
	run := connector.Run(t, verb, in, time.Minute)
	var all strings.Builder
	for line := range strings.Lines(string(run.Out)) {
		if !strings.HasPrefix(line, `{"type":"CONTROL"`) {
			all.WriteString(line)
			all.WriteString(plain(line))
		}
	}
	all.WriteString(run.Err)
	if strings.Contains(run.Err, "goroutine ") {
		t.Errorf("%s %v: it panics: %.2000s", verb, in.Flags, run.Err)
	}
	report(t, verb+" "+strings.Join(in.Flags, " "), all.String())
	return all.String()
}

func report(t *testing.T, what, text string) {
	t.Helper()
	for name, around := range leaked(text) {
		t.Errorf("%s: %s leaks: %q", what, name, around)
	}
}

// plain are the texts of a message without the escapes of JSON, one a line.
func plain(line string) string {
	var message any
	if json.Unmarshal([]byte(line), &message) != nil {
		return line
	}
	var out strings.Builder
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			out.WriteString(v + "\n")
		case map[string]any:
			for key, item := range v {
				out.WriteString(key + "\n")
				walk(item)
			}
		case []any:
			for _, item := range v {
				walk(item)
			}
		}
	}
	walk(message)
	return out.String()
}

// TestLeaked proves the search: it finds each secret in each form, and in its parts.
func TestLeaked(t *testing.T) {
	for name, secret := range secrets {
		for _, form := range said(secret) {
			if len(leaked("before "+form+" after")) == 0 && name != "short" {
				t.Errorf("%s is not found as %s", name, form)
			}
		}
	}
	if len(leaked("****")) > 0 || len(leaked(mark("bearer")[3:15])) == 0 || len(leaked("x Zq9.")) == 0 || len(leaked("xZq9")) > 0 {
		t.Error("the search does not search")
	}
}
