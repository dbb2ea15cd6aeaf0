package record

import (
	"bytes"
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// nullWords are the words that pandas takes for nothing.
var nullWords = map[string]bool{
	"#N/A": true, "#N/A N/A": true, "#NA": true, "-1.#IND": true, "-1.#QNAN": true, "-NaN": true, "-nan": true, "1.#IND": true, "1.#QNAN": true,
	"<NA>": true, "N/A": true, "NA": true, "NULL": true, "NaN": true, "None": true, "n/a": true, "nan": true, "null": true,
}

// longestNull is the length of the longest of them.
const longestNull = len("#N/A N/A")

// columnNames are the names of columns as pandas makes them of the first row: one without a name is called by its
// number, and one that has the name of another gets a number behind it, so that no two are the same.
func columnNames(cells [][]byte) []string {
	names, there := make([]string, len(cells)), map[string]bool{}
	var order, unnamed []int // a column that has a name keeps it, if one without comes to the same
	for i, cell := range cells {
		if names[i] = string(cell); names[i] == "" {
			names[i] = fmt.Sprintf("Unnamed: %d", i)
			unnamed = append(unnamed, i)
		} else {
			order = append(order, i)
		}
		there[names[i]] = true
	}
	used := map[string]int{}
	for _, i := range append(order, unnamed...) {
		name, n := names[i], used[names[i]]
		for n > 0 {
			used[names[i]] = n + 1
			name = fmt.Sprintf("%s.%d", names[i], n)
			if n++; !there[name] {
				n = used[name]
			}
		}
		names[i], there[name] = name, true
		used[name] = 1
	}
	return names
}

// members are names as they stand in the JSON of a record.
func members(names []string) [][]byte {
	out := make([][]byte, len(names))
	for i, name := range names {
		before := byte(',')
		if i == 0 {
			before = '{'
		}
		out[i] = append(appendText([]byte{before}, []byte(name)), ':')
	}
	return out
}

// appendText appends a text as JSON. Most texts need no escapes.
func appendText(out, text []byte) []byte {
	for _, c := range text {
		if c < ' ' || c == '"' || c == '\\' {
			return value.Str(string(text)).AppendJSON(out)
		}
	}
	out = append(out, '"')
	out = append(out, text...)
	return append(out, '"')
}

// isPage says that what should be the name of a column begins an HTML page.
func isPage(name []byte) bool {
	name = bytes.ToLower(bytes.TrimSpace(name[:min(len(name), 100)]))
	return bytes.HasPrefix(name, []byte("<!doctype html")) || bytes.HasPrefix(name, []byte("<html"))
}
