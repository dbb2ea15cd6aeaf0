package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/build"
	"github.com/lowcode-dev/lowcode/compiler/jinja"
)

// own are our templates with what the reference makes of them: make record-jinja.
const own = "../../testdata/jinja/*.jsonl"

// A recorded is a case with its result, in the form of lowcode eval.
type recorded struct {
	ID       string `json:"id"`
	Template string `json:"template"`
	Expect   any    `json:"expect"`
	Error    *struct {
		Class string `json:"class"`
	} `json:"error"`
}

func lines(t *testing.T, data []byte) []recorded {
	t.Helper()
	var all []recorded
	scanner := bufio.NewScanner(bytes.NewReader(data))
	for scanner.Scan() {
		var r recorded
		if err := json.Unmarshal(scanner.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

func runner() Runner {
	return Runner{Build: build.Options{Source: os.DirFS("../..")}, Enter: func(string) {}}
}

// TestOwnTemplates evaluates all of them in one program.
func TestOwnTemplates(t *testing.T) {
	t.Setenv("LOWCODE_NOW", "2026-01-15T12:00:00Z")
	t.Setenv("TZ", "UTC")
	files, err := filepath.Glob(own)
	if err != nil || len(files) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	var all []byte
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data...)
	}
	var out bytes.Buffer
	if err := runner().Cases(t.Context(), bytes.NewReader(all), &out); err != nil {
		t.Fatal(err)
	}
	want, got := lines(t, all), lines(t, out.Bytes())
	if len(got) != len(want) {
		t.Fatalf("%d results of %d cases", len(got), len(want))
	}
	for i, w := range want {
		if w.ID != got[i].ID || !reflect.DeepEqual(w.Expect, got[i].Expect) || (w.Error == nil) != (got[i].Error == nil) ||
			w.Error != nil && w.Error.Class != got[i].Error.Class {
			t.Errorf("%s: %s\ngives %v %v\nnot   %v %v", w.ID, w.Template, got[i].Expect, got[i].Error, w.Expect, w.Error)
		}
	}
}

// TestAsk asks as a person does.
func TestAsk(t *testing.T) {
	t.Setenv("LOWCODE_NOW", "")
	answer, found, err := runner().Ask(t.Context(), Question{
		Template: "{{ response.items_left - config.done }}{{ last_record }}", Scope: "page",
		Config: []byte(`{"done": 2}`), Context: []byte(`{"response": {"items_left": 5}}`),
	})
	if err != nil || found != nil || answer.Text != "str '3None'" || answer.Failed {
		t.Errorf("%+v %v: %v", answer, found, err)
	}
	_, found, err = runner().Ask(t.Context(), Question{Template: "a {{ respnse }}", Scope: "page"})
	if err != nil || !strings.HasPrefix(found.Text(), `template:1:6: error: unknown name "respnse" [unknown-name]`) {
		t.Errorf("%s: %v", found.Text(), err)
	}
}

// TestQuestionsThatCannotBeAsked are refused before anything is compiled.
func TestQuestionsThatCannotBeAsked(t *testing.T) {
	for want, q := range map[string]Question{
		`unknown scope "pages"`:     {Scope: "pages"},
		"reading the context":       {Scope: "page", Context: []byte("[]")},
		`no name "record"`:          {Scope: "page", Context: []byte(`{"record": {}}`)},
		"the config is not JSON":    {Scope: "page", Config: []byte("{")},
		"it has record, stream_int": {Scope: "record", Context: []byte(`{"response": {}}`)},
	} {
		var usage *UsageError
		if _, _, err := runner().Ask(t.Context(), q); !errors.As(err, &usage) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// TestBrokenCases: the place in the file is told.
func TestBrokenCases(t *testing.T) {
	good := `{"id": "a", "template": "x"}` + "\n"
	for text, want := range map[string]string{
		good + "{":                          "reading case 2",
		good + `{"id": "b", "context": []}`: "reading case 2 (b): reading the context",
		`{"id": "c", "context": {"parameters": [1, {"a": 2}]}}`: "the parameters must be an object",
	} {
		if err := runner().Cases(t.Context(), strings.NewReader(text), new(bytes.Buffer)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, not %s", text, err, want)
		}
	}
}

// shared are the large tables, which are not part of the repository.
const shared = "../../../shared/interpolation/cases-corpus.jsonl"

// TestRefusals: what the compiler refuses without --lenient, the reference refuses as well, or its result is the
// template's own text.
func TestRefusals(t *testing.T) {
	file, err := os.Open(shared)
	if err != nil {
		t.Skip("the recorded templates of the corpus are not here")
	}
	defer file.Close()
	refused := 0
	cases := json.NewDecoder(bufio.NewReader(file))
	for cases.More() {
		var c struct {
			line
			Expect struct{ Value any }
			Error  any
		}
		if err := cases.Decode(&c); err != nil {
			t.Fatal(err)
		}
		var context map[string]json.RawMessage
		if err := json.Unmarshal(c.Context, &context); err != nil {
			t.Fatal(err)
		}
		of := template{text: c.Template, names: contextNames(context), noConfig: string(context["config"]) == "null"}
		if compiled, problems := jinja.Compile(of.jinjaText(false), of.scope()); compiled == nil {
			refused++
			if c.Error == nil && c.Expect.Value != c.Template {
				t.Errorf("%s is refused: %v", c.Template, problems)
			}
		}
	}
	t.Logf("%d cases are refused", refused)
}
