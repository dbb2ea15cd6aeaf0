package jinja

import (
	"fmt"
	"math/big"
	"strings"
)

// jinjaOf writes a tree as a template in which every operand has its parentheses.
func jinjaOf(body []stmt) string {
	var b strings.Builder
	for _, s := range body {
		b.WriteString(stmtText(s))
	}
	return b.String()
}

func stmtText(s stmt) string {
	switch s := s.(type) {
	case *output:
		var b strings.Builder
		for _, e := range s.parts {
			if data, ok := e.(*dataExpr); ok {
				b.WriteString(dataText(data.text))
			} else {
				b.WriteString("{{ " + exprText(e) + " }}")
			}
		}
		return b.String()
	case *setStmt:
		return "{% set " + exprText(s.target) + " = " + exprText(s.value) + " %}"
	case *setBlock:
		filter := ""
		if s.filter != nil {
			filter = exprText(s.filter)
		}
		return "{% set " + exprText(s.target) + " " + filter + " %}" + jinjaOf(s.body) + "{% endset %}"
	case *ifStmt:
		out := ""
		for i, b := range s.branches {
			out += "{% " + map[bool]string{true: "if ", false: "elif "}[i == 0] + exprText(b.test) + " %}" + jinjaOf(b.body)
		}
		return out + elseText(s.other) + "{% endif %}"
	case *forStmt:
		head := "{% for " + exprText(s.target) + " in " + exprText(s.iter)
		if s.test != nil {
			head += " if " + exprText(s.test)
		}
		if s.recursive {
			head += " recursive"
		}
		return head + " %}" + jinjaOf(s.body) + elseText(s.other) + "{% endfor %}"
	case *withStmt:
		var sets []string
		for i, t := range s.targets {
			sets = append(sets, exprText(t)+" = "+exprText(s.values[i]))
		}
		return "{% with " + strings.Join(sets, ", ") + " %}" + jinjaOf(s.body) + "{% endwith %}"
	case *macroStmt:
		return "{% macro " + s.name.name + paramsText(s.params) + " %}" + jinjaOf(s.body) + "{% endmacro %}"
	case *callStmt:
		return "{% call" + paramsText(s.params) + " " + exprText(s.call) + " %}" + jinjaOf(s.body) + "{% endcall %}"
	case *filterStmt:
		return "{% filter " + strings.TrimPrefix(exprText(s.filter), "| ") + " %}" + jinjaOf(s.body) + "{% endfilter %}"
	case *blockStmt:
		return "{% block " + s.name + " %}" + jinjaOf(s.body) + "{% endblock %}"
	case *escapeStmt:
		return "{% autoescape " + exprText(s.option) + " %}" + jinjaOf(s.body) + "{% endautoescape %}"
	case *loaderStmt:
		return loaderText(s)
	}
	return fmt.Sprintf("?%T", s)
}

func loaderText(s *loaderStmt) string {
	out := "{% " + s.tag + " " + exprText(s.exprs[0])
	switch s.tag {
	case "import":
		out += " as " + s.targets[0].name
	case "from":
		var names []string
		for _, t := range s.targets {
			names = append(names, "x as "+t.name)
		}
		out += " import " + strings.Join(names, ", ")
	}
	return out + " %}"
}

func dataText(text string) string {
	if strings.Contains(text, "{%") {
		return "{{ " + quotedText(text) + " }}"
	}
	if strings.Contains(text, "{{") || strings.Contains(text, "{#") || strings.HasSuffix(text, "{") {
		return "{% raw %}" + text + "{% endraw %}"
	}
	return text
}

func elseText(body []stmt) string {
	if body == nil {
		return ""
	}
	return "{% else %}" + jinjaOf(body)
}

func paramsText(params []param) string {
	var list []string
	for _, p := range params {
		text := p.name.name
		if p.value != nil {
			text += "=" + exprText(p.value)
		}
		list = append(list, text)
	}
	return "(" + strings.Join(list, ", ") + ")"
}

func exprText(e expr) string {
	switch e := e.(type) {
	case *constExpr:
		return constantText(e.value)
	case *nameExpr:
		return e.name
	case *attrTarget:
		return e.namespace.name + "." + e.name
	case *listExpr:
		return "[" + exprTexts(e.items) + "]"
	case *tupleExpr:
		if len(e.items) == 1 {
			return "(" + exprText(e.items[0]) + ",)"
		}
		return "(" + exprTexts(e.items) + ")"
	case *dictExpr:
		var items []string
		for i, k := range e.keys {
			items = append(items, exprText(k)+": "+exprText(e.values[i]))
		}
		return "{" + strings.Join(items, ", ") + "}"
	case *attrExpr:
		return "(" + exprText(e.x) + ")." + e.name
	case *indexExpr:
		if t, ok := e.key.(*tupleExpr); ok && (len(t.items) > 1 || hasSlice(t.items)) {
			return "(" + exprText(e.x) + ")[" + exprTexts(t.items) + "]"
		}
		return "(" + exprText(e.x) + ")[" + exprText(e.key) + "]"
	case *sliceExpr:
		return optional(e.lo) + ":" + optional(e.hi) + ":" + optional(e.step)
	case *callExpr:
		return "(" + exprText(e.fun) + ")" + argsText(&e.arguments)
	case *filterExpr:
		x := ""
		if inner, ok := e.x.(*filterExpr); ok && inBlock(inner) {
			x = exprText(inner) + " "
		} else if e.x != nil {
			x = "(" + exprText(e.x) + ") "
		}
		return x + "| " + e.name + argsText(&e.arguments)
	case *testExpr:
		return "(" + exprText(e.x) + ") is " + e.name + argsText(&e.arguments)
	case *unaryExpr:
		return e.op + " (" + exprText(e.x) + ")"
	case *binaryExpr:
		return "(" + exprText(e.x) + ") " + e.op + " (" + exprText(e.y) + ")"
	case *logicExpr:
		return "(" + exprText(e.x) + ") " + e.op + " (" + exprText(e.y) + ")"
	case *concatExpr:
		var parts []string
		for _, p := range e.parts {
			parts = append(parts, "("+exprText(p)+")")
		}
		return strings.Join(parts, " ~ ")
	case *compareExpr:
		out := "(" + exprText(e.x) + ")"
		for i, op := range e.ops {
			out += " " + op + " (" + exprText(e.operands[i]) + ")"
		}
		return out
	case *condExpr:
		out := "(" + exprText(e.x) + ") if (" + exprText(e.test) + ")"
		if e.y != nil {
			out += " else (" + exprText(e.y) + ")"
		}
		return out
	}
	return fmt.Sprintf("?%T", e)
}

// inBlock says whether a chain of filters is that of a block.
func inBlock(e *filterExpr) bool {
	inner, ok := e.x.(*filterExpr)
	return e.x == nil || ok && inBlock(inner)
}

func hasSlice(items []expr) bool {
	for _, item := range items {
		if _, ok := item.(*sliceExpr); ok {
			return true
		}
	}
	return false
}

func optional(e expr) string {
	if e == nil {
		return ""
	}
	return "(" + exprText(e) + ")"
}

func exprTexts(list []expr) string {
	var texts []string
	for _, e := range list {
		texts = append(texts, exprText(e))
	}
	return strings.Join(texts, ", ")
}

func argsText(a *arguments) string {
	var list []string
	for _, e := range a.args {
		list = append(list, exprText(e))
	}
	for _, k := range a.keywords {
		list = append(list, k.name+"="+exprText(k.value))
	}
	if a.star != nil {
		list = append(list, "*"+exprText(a.star))
	}
	if a.stars != nil {
		list = append(list, "**"+exprText(a.stars))
	}
	return "(" + strings.Join(list, ", ") + ")"
}

func constantText(v any) string {
	switch v := v.(type) {
	case string:
		return quotedText(v)
	case *big.Int:
		return v.String()
	case float64:
		text := floatText(v)
		if text == "inf" {
			return "1e999"
		}
		return text
	}
	text, _ := constText(v)
	return text
}

// quotedText is a literal of Jinja for a text, in ASCII.
func quotedText(s string) string {
	var b strings.Builder
	for _, c := range s {
		if c == '\'' || c == '\\' || c < ' ' || c > '~' {
			fmt.Fprintf(&b, `\U%08x`, c)
		} else {
			b.WriteRune(c)
		}
	}
	return "'" + b.String() + "'"
}
