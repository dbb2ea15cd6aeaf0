package jinja

import (
	"fmt"
	"strings"
	"testing"
)

// described is a problem on one line, with the text that it marks.
func described(source string, p Problem) string {
	out := fmt.Sprintf("%s|%s|%s", source[p.Start:p.End], p.Slug, p.Summary)
	if p.Hint != "" {
		out += "|" + p.Hint
	}
	if p.Severity == Warning {
		out = "warning: " + out
	}
	return out
}

func TestProblems(t *testing.T) {
	tests := []struct {
		in   string
		want []string
	}{
		{"{{ recrd.x }}", []string{`recrd|unknown-name|unknown name "recrd"|did you mean "record"?`}},
		{"{{ response.x }}{{ response.y }}", []string{`response|unknown-name|unknown name "response"`}},
		{"{{ a }}\r\n{{ b }}", []string{`a|unknown-name|unknown name "a"`, `b|unknown-name|unknown name "b"`}},
		{"{% if false %}{{ nope is defined }}{% endif %}", []string{`warning: false|unreachable|the condition is always false`, `nope|unknown-name|unknown name "nope"`}},
		{"{% for i in [1] %}{{ i }}{% endfor %}{{ i }}", []string{`i|unknown-name|unknown name "i"`}},
		{"{% if record.a %}{% set x = 1 %}{% endif %}", []string{`x|unknown-name|"x" is assigned in one branch only`}},
		{"{% if record.a %}{% set x = 1 %}{% else %}{{ x }}{% endif %}", []string{`x|unknown-name|unknown name "x"`}},
		{"{{ record.x | uper | nope }}", []string{`uper|unknown-filter|unknown filter "uper"|did you mean "upper"?`, `nope|unknown-filter|unknown filter "nope"`}},
		{"{{ record.l | map('uper') }}", []string{`'uper'|unknown-filter|unknown filter "uper"|did you mean "upper"?`}},
		{"{{ record.l | selectattr('a', 'equals', 1) }}", []string{`'equals'|unknown-test|unknown test "equals"|did you mean "equalto"?`}},
		{"{{ record.x is empty }}", []string{`empty|unknown-test|unknown test "empty"`}},
		{"{{ format_date(1) }}", []string{`format_date|unknown-macro|unknown macro "format_date"`}},
		{"{{ now_utc }}", []string{`now_utc|unsupported|the macro "now_utc" must be called`}},
		{"{{ record.x.splitt(',') }}", []string{`splitt|unknown-method|unknown method "splitt"|did you mean "split"?`}},
		{"{{ record.get() }}", []string{`record.get()|wrong-arity|"get" takes 1 to 2 arguments, got 0`}},
		{"{{ day_delta() }}", []string{`day_delta()|wrong-arity|"day_delta" needs the argument "num_days"`}},
		{"{{ day_delta(1, fmt='') }}", []string{`day_delta(1, fmt='')|wrong-arity|"day_delta" has no parameter "fmt"`}},
		{"{{ 'a' | replace('a') }}", []string{`'a' | replace('a')|wrong-arity|the filter "replace" needs the argument "new"`}},
		{"{{ max(*[1]) }}", []string{`[1]|unsupported|arguments that are unpacked are not supported`}},
		{"{% include 'a' %}", []string{`include 'a'|unsupported|{% include %} is not supported`}},
		{"{{ a b }}", []string{`b|syntax|expected token 'end of print statement', got 'b'`}},
		{"my_stream_state", []string{`stream_state|stream-state|templates cannot use "stream_state" any more|use "stream_interval" instead`}},
		{"{{ stream_state.x }}", []string{`stream_state|stream-state|templates cannot use "stream_state" any more|use "stream_interval" instead`}},
		{"{{ config.api_kee }}", []string{`warning: api_kee|unknown-config-key|the spec declares no key "api_kee"|did you mean "api_key"?`}},
		{"{{ config.get('domian') }}", []string{`warning: 'domian'|unknown-config-key|the spec declares no key "domian"|did you mean "domain"?`}},
		{"{{ config.items() }}{{ config.domain }}{{ config[record.x] }}", nil},
		{"{{ 'a' or record.x }}{{ 1 if none else 2 }}", []string{`warning: 'a'|unreachable|the condition is always true`, `warning: none|unreachable|the condition is always false`}},
		{"{% if parameters.on %}a{% elif 1 %}b{% else %}c{% endif %}", []string{`warning: 1|unreachable|the condition is always true`}},
		{"{{ stream_partition.idd }}{{ stream_slice['shop'] }}", []string{`warning: idd|unknown-slice-field|no partition router or cursor of the stream provides "idd"|did you mean "id"?`,
			`warning: 'shop'|unknown-slice-field|no partition router or cursor of the stream provides "shop"`}},
		{"{{ stream_interval.get('i') }}", []string{`warning: 'i'|unknown-slice-field|no partition router or cursor of the stream provides "i"`}},
		{"{{ stream_slice.id }}{{ stream_slice.extra_fields.x }}{{ stream_partition.items() }}{{ stream_slice[record.x] }}", nil},
		{"{{ format_datetime(now_utc(), '%Y-%m-%dT%H:%M:%S.%_ms%z') }}{{ format_datetime(1, '%ms') }}{{ format_datetime(1, '%%') }}", nil},
		{"{{ format_datetime(now_utc(), '%Y-%m-%e') }}", []string{`warning: '%Y-%m-%e'|date-format|the format can print a time but not read it: "%e" is not for reading`}},
		{"{{ format_datetime(record.x, '%Y', input_format='%s.%f') }}", []string{`warning: '%s.%f'|date-format|the format can print a time but not read it: "%s" is not for reading`}},
		{"{{ self.name }}", []string{`warning: self.name|self|"self.name" is always empty`}},
	}
	for _, tt := range tests {
		text := testText(tt.in)
		template, problems := Compile(text, RecordScope)
		var got []string
		for _, p := range problems {
			got = append(got, described(tt.in, p))
		}
		if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
			t.Errorf("compile %q:\n%s\nwant\n%s", tt.in, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
		if (template == nil) != failed(problems) {
			t.Errorf("compile %q: template %v with problems %v", tt.in, template, problems)
		}
	}
}

func TestNotes(t *testing.T) {
	_, problems := Compile(testText("{{ nope }}"), RecordScope)
	want := "AddFields.value may use config, parameters, record, stream_interval, stream_partition, stream_slice"
	if got := problems[0].Notes; len(got) != 1 || got[0] != want {
		t.Errorf("notes = %q, want %q", got, want)
	}
}

func TestNullConfig(t *testing.T) {
	_, problems := Compile(testText("{{ config['domain'] }}"), PredicateScope)
	if len(problems) != 1 || problems[0].Slug != "null-config" || problems[0].Severity != Warning {
		t.Errorf("problems = %v", problems)
	}
}

func TestLenient(t *testing.T) {
	tests := []struct{ in, want string }{
		{"{{ b.x }}{{ a }}{{ b }}", `value.Fail("ValueError", "%s", "Jinja macro has undeclared variables: {'a', 'b'}")`},
		{"{{ a b }}", `value.Fail("TemplateSyntaxError", "%s", "expected token 'end of print statement', got 'b'")`},
		{"{{ a | nope }}", `value.Fail("TemplateAssertionError", "%s", "No filter named 'nope'.")`},
		{"{{ stream_state", `value.Fail("AirbyteTracedException", "%s", "stream_state is no longer supported in templates; use stream_interval instead")`},
		{"{% include 'a' %}", `value.Fail("TypeError", "%s", "no loader for this environment specified")`},
		{"{{ record.x | nope if record.y else 1 }}", `value.Fail("TemplateRuntimeError", "%s", "No filter named 'nope' found.")`},
		{"{{ day_delta() }}", `value.Fail("TypeError", "%s", "DayDelta needs the argument \"num_days\"")`},
		{"{{ record.x.nope() }}", `r.Record.Attr("x").Call("nope")`},
	}
	for _, tt := range tests {
		text := testText(tt.in)
		text.Lenient = true
		template, problems := Compile(text, RecordScope)
		if template == nil || len(problems) == 0 || failed(problems) {
			t.Errorf("compile %q: %v", tt.in, problems)
			continue
		}
		if got := printBlock(template.Closure.Body, ""); !strings.Contains(got, tt.want) {
			t.Errorf("compile %q = %s, want %s", tt.in, got, tt.want)
		}
	}
}
