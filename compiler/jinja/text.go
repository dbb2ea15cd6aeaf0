package jinja

import (
	"sort"
	"strings"
)

// A normalised text is a template as Jinja lexes it: line breaks are line
// feeds and one at the end is gone. It finds its way back to the manifest's.
type normalised struct {
	text   string
	source string
	cuts   []int // offsets in text behind which one more byte of source went away
}

func normalise(source string) normalised {
	n := normalised{source: source, text: source}
	if strings.Contains(source, "\r") {
		n.fold()
	}
	n.text = strings.TrimSuffix(n.text, "\n")
	return n
}

// fold makes one line feed of each \r\n and \r.
func (n *normalised) fold() {
	var b strings.Builder
	for i := 0; i < len(n.source); i++ {
		c := n.source[i]
		if c != '\r' {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('\n')
		if i+1 < len(n.source) && n.source[i+1] == '\n' {
			i++
			n.cuts = append(n.cuts, b.Len())
		}
	}
	n.text = b.String()
}

// offset is where the byte of the text stands in the source.
func (n *normalised) offset(at int) int {
	at += sort.SearchInts(n.cuts, at+1)
	return min(max(at, 0), len(n.source))
}

// hasTemplate says whether a text holds the beginning of any tag.
func hasTemplate(text string) bool { return nextTag(text, 0) >= 0 }
