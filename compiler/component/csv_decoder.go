package component

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { decoders.add("CsvDecoder", csvDecoder) }

// csvDecoder lowers CsvDecoder, which makes of each row a document named by the first row.
func csvDecoder(b *Builder, n *manifest.Node) plan.Expr {
	m := plan.New("decode", "CSV",
		plan.F("Encoding", b.encoding(n)),
		plan.F("Delimiter", b.delimiter(n)),
	)
	if nulls := texts(n.Field("set_values_to_none")); len(nulls) > 0 {
		m.Fields = appendField(m.Fields, "SetValuesToNone", plan.Lit{Value: nulls})
	}
	return m
}

// delimiter lowers what stands between cells: one character, which may be written as an escape. A comma is left out.
func (b *Builder) delimiter(n *manifest.Node) plan.Expr {
	given, _ := text(present(n, "delimiter"))
	char := given
	if strings.HasPrefix(given, `\`) {
		char = unescaped(given)
	}
	if char == "" || char == "," {
		return nil
	}
	if utf8.RuneCountInString(char) != 1 {
		d := b.lenientf(n, n.Field("delimiter").Span, "bad-value", "the delimiter %q is not one character", given)
		d.Hint = `such as ";" or "\t"`
	}
	return plan.Lit{Value: char}
}

// unescaped is the character of an escape, or the text if it is none.
func unescaped(text string) string {
	switch text {
	case `\0`:
		return "\x00"
	case `\'`:
		return "'"
	case `\"`:
		return `"`
	}
	if char, err := strconv.Unquote(`"` + text + `"`); err == nil {
		return char
	}
	return text
}
