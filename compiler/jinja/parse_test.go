package jinja

import (
	"strings"
	"testing"
)

func TestPrecedence(t *testing.T) {
	tests := []struct{ in, want string }{
		{"2 ** 3 ** 2", "((2) ** (3)) ** (2)"},
		{"-2 ** 2", "(- (2)) ** (2)"},
		{"1 + 2 ~ 3", "(1) + ((2) ~ (3))"},
		{"a ~ b * c ~ d", "(a) ~ ((b) * (c)) ~ (d)"},
		{"1 + 1 is even", "(1) + ((1) is even())"},
		{"10 / 4 | int", "(10) / ((4) | int())"},
		{"-x | abs", "(- (x)) | abs()"},
		{"-x.y", "- ((x).y)"},
		{"not a in b", "not ((a) in (b))"},
		{"a not in b", "(a) not in (b)"},
		{"not a == b and c or d", "((not ((a) == (b))) and (c)) or (d)"},
		{"a < b <= c", "(a) < (b) <= (c)"},
		{"a if b else c if d else e", "(a) if (b) else ((c) if (d) else (e))"},
		{"a if b if c", "((a) if (b)) if (c)"},
		{"a is not none", "not ((a) is none())"},
		{"a is divisibleby 3 and b", "((a) is divisibleby(3)) and (b)"},
		{"a is sameas b.c", "(a) is sameas((b).c)"},
		{"a | default('x', true) | upper", "((a) | default('x', True)) | upper()"},
		{"a.b.0['c'](1, x=2)", "((((a).b)[0])['c'])(1, x=2)"},
		{"f(*a, **b)", "(f)(*a, **b)"},
		{"f(a,)", "(f)(a)"},
		{"x[1:2]", "(x)[(1):(2):]"},
		{"x[::-1]", "(x)[::(- (1))]"},
		{"x[1, 2]", "(x)[1, 2]"},
		{"'a' \"b\" 'c'", "'abc'"},
		{"1, 2", "(1, 2)"},
		{"(1,)", "(1,)"},
		{"()", "()"},
		{"[1, 2,]", "[1, 2]"},
		{"{'a': 1, 'b': [2],}", "{'a': 1, 'b': [2]}"},
		{"true and None", "(True) and (None)"},
		{"1_000 + 0x1F + 0b11 + 0o17", "(((1000) + (31)) + (3)) + (15)"},
		{"1.5e3", "1500.0"},
		{"a.1.5", "((a)[1])[5]"},
		{"(a | f)(1)", "((a) | f())(1)"},
		{"{'a': {'b': 1}}", "{'a': {'b': 1}}"},
	}
	for _, tt := range tests {
		body, fault := parse("{{ " + tt.in + " }}")
		if fault != nil {
			t.Errorf("parse %q: %v", tt.in, fault)
			continue
		}
		want := "{{ " + tt.want + " }}"
		if got := jinjaOf(body); got != want {
			t.Errorf("parse %q = %q, want %q", tt.in, got, want)
		}
	}
}

func TestText(t *testing.T) {
	tests := []struct{ in, want string }{
		{"a\n", "a"},
		{"a\n\n", "a\n"},
		{"a\r\nb\rc", "a\nb\nc"},
		{"a {#- c -#}  b", "ab"},
		{"a {# c #} b", "a  b"},
		{"a  {%- set x = 1 -%}  b", "a{% set x = 1 %}b"},
		{"a  {{- 1 -}}  b", "a{{ 1 }}b"},
		{"a {%+ set x = 1 +%} b", "a {% set x = 1 %} b"},
		{"{% raw %}{{ x }}{% endraw %}", "{% raw %}{{ x }}{% endraw %}"},
		{"a {%- raw -%} {{ x }} {%- endraw -%} b", "a{% raw %}{{ x }}{% endraw %}b"},
		{"{{ '}}' }}", "{{ '}}' }}"},
		{"{{ {'a': {}} }}", "{{ {'a': {}} }}"},
		{"{a} }} %} #}", "{a} }} %} #}"},
		{"{#", ""},
		{"{% raw %}", ""},
		{`{{ '\x41\u00e9\n\'\q\101' }}`, `{{ 'A\U000000e9\U0000000a\U00000027\U0000005cqA' }}`},
		{`{{ '\ud83d\ude00' }}`, `{{ '\U0001f600' }}`},
		{`{{ '\é' }}`, `{{ '\U0000005cxe9' }}`},
	}
	for _, tt := range tests {
		n := normalise(tt.in)
		body, fault := parse(n.text)
		if fault != nil {
			t.Errorf("parse %q: %v", tt.in, fault)
		} else if got := jinjaOf(body); got != tt.want {
			t.Errorf("parse %q = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestStatements(t *testing.T) {
	for _, in := range []string{
		"{% if a %}x{% elif b %}y{% else %}z{% endif %}",
		"{% for (k, v) in d if v recursive %}x{% else %}y{% endfor %}",
		"{% set (a, b) = (1, 2) %}",
		"{% set a | upper() %}x{% endset %}",
		"{% set ns.a = 1 %}",
		"{% with a = 1, b = 2 %}x{% endwith %}",
		"{% macro m(a, b=1) %}x{% endmacro %}",
		"{% call(a) (m)(1) %}x{% endcall %}",
		"{% filter upper() %}x{% endfilter %}",
		"{% block a %}x{% endblock %}",
		"{% autoescape True %}x{% endautoescape %}",
		"{% include 'a' %}",
		"{% import 'a' as b %}",
		"{% extends 'a' %}",
	} {
		body, fault := parse(in)
		if fault != nil {
			t.Errorf("parse %q: %v", in, fault)
		} else if got := jinjaOf(body); got != in {
			t.Errorf("parse %q = %q", in, got)
		}
	}
}

func TestSyntaxErrors(t *testing.T) {
	tests := []struct{ in, mark, want string }{
		{"{{ a b }}", "b", "expected token 'end of print statement', got 'b'"},
		{"{{ a. }}", "}}", "expected name or number"},
		{"{{ }}", "}}", "Expected an expression, got 'end of print statement'"},
		{"{{ 'a }}", "'", `unexpected char "'" at 3`},
		{"é{{ ! }}", "!", "unexpected char '!' at 4"},
		{"{{ (1] }}", "]", "unexpected ']', expected ')'"},
		{"{{ 007 }}", "7 ", "expected token 'end of print statement', got 'integer'"},
		{"x {# y", "{#", "Missing end of comment tag"},
		{"{% if a %}", "", "Unexpected end of template. Jinja was looking for the following tags: 'elif' or 'else' or 'endif'." +
			" The innermost block that needs to be closed is 'if'."},
		{"{% if a %}{% endfor %}", "endfor", "Encountered unknown tag 'endfor'. Jinja was looking for the following tags:" +
			" 'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'."},
		{"{% break %}", "break", "Encountered unknown tag 'break'."},
		{"{{ a is b is c }}", "is c", "You cannot chain multiple tests with is"},
		{"{% set 1 = a %}", "1", "can't assign to 'const'"},
		{"{{ f(a=1, 2) }}", "(", "invalid syntax for function call expression"},
		{`{{ '\x4' }}`, `'\x4'`, `truncated \xXX escape`},
		{"{{" + strings.Repeat("(", 400) + "1", "", "the template nests too deeply"},
	}
	for _, tt := range tests {
		_, fault := parse(tt.in)
		if fault == nil {
			t.Errorf("parse %q: no error", tt.in)
			continue
		}
		if fault.message != tt.want {
			t.Errorf("parse %q: %q, want %q", tt.in, fault.message, tt.want)
		}
		if !strings.HasPrefix(tt.in[fault.start:], tt.mark) || tt.mark != "" && strings.Index(tt.in, tt.mark) != fault.start {
			t.Errorf("parse %q: at %q, want %q", tt.in, tt.in[fault.start:], tt.mark)
		}
	}
}

func TestOffsets(t *testing.T) {
	source := "a\r\nb\rc\r\n{{ x }}"
	n := normalise(source)
	for i := range n.text {
		if n.text[i] != '\n' && n.text[i] != source[n.offset(i)] {
			t.Errorf("offset %d is %q, want %q", i, source[n.offset(i)], n.text[i])
		}
	}
}
