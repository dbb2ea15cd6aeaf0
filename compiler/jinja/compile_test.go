package jinja

import (
	"strings"
	"testing"
)

// testText is a template in a component with parameters, of a spec with some keys.
func testText(source string) Text {
	return Text{
		Source: source, Place: "AddFields.value",
		ConfigKeys:  []string{"api_key", "domain", "list", "start_date"},
		SliceFields: []string{"id", "parent_slice"},
		Parameters: Map{
			{"path", "/p"}, {"size", 5}, {"ratio", 0.5}, {"on", true}, {"none", nil},
			{"map", Map{{"k", "v"}, {"get", 1}}}, {"list", []any{"a", "b"}},
		},
	}
}

// compiled is what a template without errors becomes: its text, or Go.
func compiled(t *testing.T, source string, scope *Scope) (*Template, string) {
	t.Helper()
	template, problems := Compile(testText(source), scope)
	if template == nil {
		t.Fatalf("compile %q: %v", source, problems)
	}
	if template.Closure == nil {
		return template, "= " + template.Constant
	}
	c := template.Closure
	return template, "func(" + c.Param + " " + c.Type.Name + ") " + printBlock(c.Body, "")
}

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"plain\r\n", "plain"},
		{"", ""},
		{"{# nothing #}", ""},
		{"{{ 'a' 'b' }}{{ 1 }}{{ -2.5 }}{{ none }}{{ true }}", "ab1-2.5NoneTrue"},
		{"{{ 1e16 }} {{ 1e15 }} {{ 1e-5 }} {{ 123456789012345678901234567890 }}",
			"1e+16 1000000000000000.0 1e-05 123456789012345678901234567890"},
		{"{{ parameters.path }}/{{ parameters['size'] }}/{{ parameters.get('ratio') }}", "/p/5/0.5"},
		{"{{ parameters.nope }}{{ parameters.get('nope', 'x') }}{{ parameters['nope'] | default('y') }}", "xy"},
		{"{{ parameters.map.k }}{{ parameters['map']['k'] }}{{ parameters.list[-1] }}", "vvb"},
		{"{{ parameters.path ~ parameters.size }}{{ 'a' + 'b' }}", "/p5ab"},
		{"{{ 'x' if parameters.on else config.api_key }}", "x"},
		{"{{ parameters.none or 'x' }}{{ parameters.on and 'y' }}{{ not parameters.on }}", "xyFalse"},
		{"{{ parameters.path == '/p' }}", "True"},
		{"{{ self.name }}", ""},
		{"{% if not parameters.on %}x{% elif parameters.path == '/p' %}y{{ 1 }}{% endif %}", "y1"},
	}
	for _, tt := range tests {
		template, got := compiled(t, tt.in, RecordScope)
		if got != "= "+tt.want {
			t.Errorf("compile %q = %s, want = %s", tt.in, got, tt.want)
		}
		if template.Binding != Constant || template.Source != tt.in {
			t.Errorf("compile %q: binding %d, source %q", tt.in, template.Binding, template.Source)
		}
	}
}

func TestBinding(t *testing.T) {
	tests := []struct {
		in    string
		want  Binding
		names string
	}{
		{"{{ config.api_key }}", Config, "config"},
		{"{{ [1, 2] }}", Config, ""},
		{"{{ parameters.map }}", Config, ""},
		{"{{ now_utc() }}", Clock, ""},
		{"{{ config.start_date or day_delta(-1) }}", Clock, "config"},
		{"{{ config.list.append(1) }}", Clock, "config"},
		{"{% set l = [] %}{% set _ = l.append(1) %}{{ l }}", Config, ""},
		{"{{ record.id ~ now_utc() ~ config.api_key }}", InScope, "config record"},
		{"{{ stream_partition.id }}{{ stream_slice.id }}", InScope, "stream_partition stream_slice"},
		{"{{ 'a' if parameters.on else record.id }}", Constant, ""},
		{"{% for record in [1] %}{{ record }}{% endfor %}", Config, ""},
	}
	for _, tt := range tests {
		template, _ := compiled(t, tt.in, RecordScope)
		if template.Binding != tt.want || strings.Join(template.Names, " ") != tt.names {
			t.Errorf("compile %q: binding %d of %v, want %d of %s", tt.in, template.Binding, template.Names, tt.want, tt.names)
		}
	}
}

func TestScopes(t *testing.T) {
	tests := []struct {
		scope    *Scope
		in, want string
	}{
		{RequestScope, "{{ next_page_token }}", "r RequestScope) r.NextPageToken"},
		{PageScope, "{{ last_page_size }}", "p PageScope) p.LastPageSize"},
		{PageSizeScope, "{{ response.size }}", `p PageScope) p.Response.Attr("size")`},
		{FilterScope, "{{ next_page_token }}", "r RecordScope) r.NextPageToken"},
		{FieldScope, "{{ value or path }}", "f FieldScope) f.Value ... f.Path"},
		{PropertyScope, "{{ property }}{{ parameters.path }}", "p PropertyScope) value.Concat(p.Property)"},
		{PredicateScope, "{{ config.x }}{{ request_url }}", `e ErrorScope) value.Concat(value.Null.Attr("x"), e.RequestURL)`},
		{MessageScope, "{{ headers }}", "e ErrorScope) e.Headers"},
	}
	for _, tt := range tests {
		_, got := compiled(t, tt.in, tt.scope)
		for _, part := range strings.Split(tt.want, " ... ") {
			for _, half := range strings.SplitN(part, ") ", 2) {
				if !strings.Contains(got, half) {
					t.Errorf("compile %q = %s, want %s", tt.in, got, tt.want)
				}
			}
		}
	}
	text := testText("{{ creation_response.id }}")
	text.ExtraNames = []string{"creation_response"}
	template, problems := Compile(text, RequestScope)
	if template == nil {
		t.Fatalf("extra name: %v", problems)
	}
	if got, want := printBlock(template.Closure.Body, ""), `r.Extra("creation_response").Attr("id")`; !strings.Contains(got, want) {
		t.Errorf("extra name = %s, want %s", got, want)
	}
}

func TestNeeds(t *testing.T) {
	template, _ := compiled(t, "{{ response.next if config.list else headers }}", PageScope)
	if !template.NeedsResponse() || !template.NeedsConfig() || !template.Reads("headers") || template.Reads("last_record") {
		t.Errorf("needs: %v", template.Names)
	}
}

// A day stands for what YAML makes of an unquoted date.
type day struct{}

func (day) String() string { return "2024-01-31" }

func TestDateParameter(t *testing.T) {
	text := Text{Source: "from {{ parameters.start }}", Parameters: Map{{"start", day{}}}}
	if template, problems := Compile(text, ConfigScope); template == nil || template.Constant != "from 2024-01-31" {
		t.Errorf("printed date: %v, %v", template, problems)
	}
	text.Source = "{{ parameters.start.year }}"
	_, problems := Compile(text, ConfigScope)
	if len(problems) != 1 || problems[0].Slug != "unsupported" {
		t.Errorf("date in an expression: %v", problems)
	}
}
