package jinja

import (
	"bufio"
	"encoding/json"
	"os"
	"sort"
	"strings"
	"testing"
)

// A recordedCase is a template with what the reference made of it.
type recordedCase struct {
	Template string
	Context  map[string]json.RawMessage
	Error    *struct{ Class, Message string }
}

// names are the variables that the case has besides those of every place.
func (c *recordedCase) names() []string {
	var names []string
	for name := range c.Context {
		if name != "config" && name != "parameters" {
			names = append(names, name)
		}
		if name == "stream_slice" {
			names = append(names, "stream_interval", "stream_partition")
		}
	}
	sort.Strings(names)
	return names
}

// static says that the reference refuses the template before it renders it.
func (c *recordedCase) static() bool {
	if c.Error == nil {
		return false
	}
	switch c.Error.Class {
	case "TemplateSyntaxError", "TemplateAssertionError", "AirbyteTracedException":
		return true
	}
	return strings.HasPrefix(c.Error.Message, "Jinja macro has undeclared variables")
}

// TestRecordedCases holds every recorded template against the compiler, where
// the records lie beside the repository: what the reference refuses before it
// renders is an error here, and with Lenient fails with the same words.
func TestRecordedCases(t *testing.T) {
	for _, name := range []string{"cases-corpus.jsonl", "cases-systematic.jsonl"} {
		file, err := os.Open("../../../shared/interpolation/" + name)
		if os.IsNotExist(err) {
			t.Skip("the recorded cases are not here")
		}
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		lines, seen := bufio.NewScanner(file), map[string]bool{}
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			var c recordedCase
			if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
				t.Fatal(err)
			}
			key := c.Template + "\x00" + strings.Join(c.names(), " ")
			if !seen[key] {
				seen[key] = true
				checkRecorded(t, &c)
			}
		}
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
	}
}

func checkRecorded(t *testing.T, c *recordedCase) {
	text := Text{Source: c.Template, Place: "place", ExtraNames: c.names()}
	scope := &Scope{Param: "r", Extra: true}
	template, problems := Compile(text, scope)
	if c.static() != (template == nil) && (c.static() || !refusesMore(problems)) {
		t.Errorf("compile %q: %v, the reference: %v", c.Template, problems, c.Error)
	}
	text.Lenient = true
	template, problems = Compile(text, scope)
	if template == nil {
		t.Errorf("compile %q leniently: %v", c.Template, problems)
		return
	}
	if !c.static() || c.Error.Class == "AirbyteTracedException" { // whose words are our own
		return
	}
	if got := printBlock(template.Closure.Body, ""); !strings.Contains(got, quote(c.Error.Class)) || !strings.Contains(got, quote(c.Error.Message)) {
		t.Errorf("compile %q leniently = %s, the reference: %v", c.Template, got, c.Error)
	}
}

// refusesMore says that we refuse what the reference meets only when it renders, or can do and we cannot.
func refusesMore(problems []Problem) bool {
	for _, p := range problems {
		switch p.Slug {
		case "unsupported", "wrong-arity", "unknown-method", "unknown-filter", "unknown-test":
			return true
		}
		if p.Slug == "unknown-name" && strings.Contains(p.Summary, selfName) {
			return true
		}
	}
	return false
}
