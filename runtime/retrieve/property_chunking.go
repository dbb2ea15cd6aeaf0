package retrieve

import (
	"slices"
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// PropertyChunking divides properties among several requests for the same page, whose records are then
// merged (PropertyChunking).
type PropertyChunking struct {
	Characters          bool       // the limit counts the characters of the names, not the names
	PropertyLimit       int        // of one request; 0 for none
	RecordMergeStrategy GroupByKey // nil for the key id
}

// delimiter is how many characters a request takes between two names, escaped.
const delimiter = 3

// divide makes the chunks. What is always included counts in none of them. As in the reference, without a
// limit nobody asks what is selected, and a first property that is too large comes after a chunk without any.
func (c *PropertyChunking) divide(names, always []string, selected selection) [][]string {
	if c.PropertyLimit == 0 {
		return [][]string{slices.Concat(names, always)}
	}
	var chunks [][]string
	chunk, size := slices.Clone(always), 0
	for _, name := range names {
		if !selected.has(name) {
			continue
		}
		more := 1
		if c.Characters {
			more = utf8.RuneCountInString(name) + delimiter
		}
		if size+more > c.PropertyLimit {
			chunks = append(chunks, chunk)
			chunk, size = slices.Clone(always), 0
		}
		chunk = append(chunk, name)
		size += more
	}
	return append(chunks, chunk)
}

// GroupByKey says that records with the same values in some fields are one (GroupByKeyMergeStrategy).
type GroupByKey []string

// of is what records of one key have in common; false for a record without one. Values of any type are
// keys, and those of several fields do not run into each other.
func (g GroupByKey) of(record value.Value) (key string, ok bool) {
	fields := []string(g)
	if fields == nil {
		fields = []string{"id"}
	}
	var text []byte
	for _, field := range fields {
		v, _ := record.Get(field)
		if !v.Truthy() {
			return "", false
		}
		text = append(v.AppendJSON(text), ',')
	}
	return string(text), true
}
