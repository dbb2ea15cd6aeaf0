package value_test

import (
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// fuzzed are the functions that FuzzCalls calls, by filter or method name.
var fuzzed = []string{
	"abs", "attr", "base64decode", "batch", "capitalize", "center", "dictsort", "escape", "filesizeformat", "float", "format", "groupby",
	"indent", "int", "items", "join", "pprint", "replace", "reverse", "round", "slice", "sort", "string", "striptags", "sum", "title",
	"tojson", "trim", "truncate", "unique", "urlencode", "urlize", "wordwrap", "xmlattr",
	"count", "endswith", "expandtabs", "find", "ljust", "partition", "rsplit", "split", "splitlines", "zfill", "insert", "pop", "index", "update",
}

// Nothing that data or a template can pass makes a filter or a method panic.
func FuzzCalls(f *testing.F) {
	f.Add(uint8(5), `"é\ud800"`, `9223372036854775807`, `-9223372036854775808`, "\xff{:,}")
	f.Add(uint8(20), `[{"a": [1, null]}, 1e999]`, `"a.0"`, `true`, "%s{0[x]!r:>{}}")
	f.Fuzz(func(t *testing.T, at uint8, operand, first, second, text string) {
		name := fuzzed[int(at)%len(fuzzed)]
		v, err1 := value.Load([]byte(operand))
		a, err2 := value.Load([]byte(first))
		b, err3 := value.Load([]byte(second))
		if err1 != nil || err2 != nil || err3 != nil {
			return
		}
		for _, on := range []value.Value{v, value.Str(text)} {
			for _, args := range [][]value.Value{{}, {a}, {a, b}, {value.Str(text), a, b}} {
				got := value.FilterList(value.FilterMap(value.ListOf(on), append([]value.Value{value.Str(name)}, args...), nil))
				_ = got.String()
				_ = on.Clone().CallWith(name, args).String()
			}
		}
		_ = value.Str(text).CallWith("format", []value.Value{v, a, b}).String()
	})
}
