package gen

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/dave/jennifer/jen"
)

// literal prints a constant. Numbers are printed untyped: each stands where its type is known.
func (p *printer) literal(v any) *jen.Statement {
	switch v := v.(type) {
	case nil:
		return jen.Nil()
	case bool:
		return jen.Lit(v)
	case int:
		return jen.Lit(v)
	case int64:
		return jen.Op(strconv.FormatInt(v, 10))
	case float64:
		return float(v)
	case string:
		return text(v)
	case []string:
		return jen.Index().String().Add(texts(v))
	case [][]string:
		var lists []jen.Code
		for _, list := range v {
			lists = append(lists, texts(list))
		}
		return jen.Index().Index().String().Values(lists...)
	}
	return p.fail("generated code may not hold a literal of type %T", v)
}

// float prints a float64; Go has no literal for what is not a number.
func float(v float64) *jen.Statement {
	switch {
	case math.IsNaN(v):
		return jen.Qual("math", "NaN").Call()
	case math.IsInf(v, 0):
		sign := 1
		if v < 0 {
			sign = -1
		}
		return jen.Qual("math", "Inf").Call(jen.Lit(sign))
	case v == 0 && math.Signbit(v):
		return jen.Qual("math", "Copysign").Call(jen.Lit(0), jen.Lit(-1))
	}
	return jen.Lit(v)
}

// text prints a text: one with line breaks, or of great length, as a sum of lines.
func text(s string) *jen.Statement {
	lines := textLines(s)
	out := jen.Op(quote(lines[0]))
	for _, line := range lines[1:] {
		out.Op("+").Line().Op(quote(line))
	}
	return out
}

// How long a line of text may be, and how long its parts are if it is longer: a query in
// one line of a manifest is read in several lines of Go.
const (
	textWidth = 160
	partWidth = 100
)

// textLines cuts a text after its line breaks, and long lines after a space.
func textLines(s string) []string {
	var lines []string
	for line := range strings.Lines(s) {
		for len(line) > textWidth {
			space := strings.LastIndexByte(line[:partWidth], ' ')
			if space < 0 {
				break
			}
			lines, line = append(lines, line[:space+1]), line[space+1:]
		}
		lines = append(lines, line)
	}
	if lines == nil {
		return []string{""}
	}
	return lines
}

// quote quotes a text: between backquotes where that saves escapes and every character shows itself.
// Only one line is ever backquoted, so no line of the file starts with the manifest's text.
func quote(s string) string {
	quoted := strconv.Quote(s)
	if len(quoted) > len(s)+2 && strconv.CanBackquote(s) && !strings.ContainsFunc(s, isHidden) {
		return "`" + s + "`"
	}
	return quoted
}

func isHidden(r rune) bool { return !unicode.IsPrint(r) }

// texts prints the braces of a list of texts, on one line if they are short.
func texts(list []string) *jen.Statement {
	var items []jen.Code
	size := 0
	for _, s := range list {
		items = append(items, text(s))
		size += len(quote(s)) + len(", ")
	}
	return jen.Custom(braces(size > lineWidth), items...)
}
