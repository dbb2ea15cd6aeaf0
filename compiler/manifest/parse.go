package manifest

import (
	"errors"
	"io"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// Parse reads a manifest. With errors in the list the root may be nil.
func Parse(file *source.File) (*Node, diag.List) {
	var diags diag.List
	if !checkText(file, &diags) {
		return nil, diags
	}
	doc, ok := parseYAML(file, &diags)
	if !ok {
		return nil, diags
	}
	c := &converter{file: file, places: newPlaces(file.Text), diags: &diags, anchors: map[*yaml.Node]*Node{}, names: map[string]bool{}}
	root := c.node(doc, 0)
	if root != nil && root.Kind != Map {
		diags.Errorf(root.Span, "not-a-map", "a manifest is a map of version, check, streams and others, not %s", root.Kind)
		root = nil
	}
	diags.Sort()
	return root, diags
}

// parseYAML gives the root of the only document of a file.
func parseYAML(file *source.File, diags *diag.List) (root *yaml.Node, ok bool) {
	text := sameWidth(file.Text)
	first, second, err := documents(strings.NewReader(text))
	switch {
	case err != nil:
		problem(file, text, err, diags)
		return nil, false
	case first == nil || len(first.Content) == 0:
		diags.Errorf(source.Span{File: file}, "empty", "the manifest is empty")
		return nil, false
	case second != nil:
		start := newPlaces(file.Text).at(second.Line, second.Column)
		diags.Errorf(source.Span{File: file, Start: start, End: start + 3}, "documents", "a manifest is one document; a second one starts here")
		return nil, false
	}
	return first.Content[0], true
}

// sameWidth writes what the parser does not take, and PyYAML does, as something of the same
// width that it takes: \/ in double quotes, and a question mark in a plain scalar between brackets. The
// text of scalars is read from the file itself.
func sameWidth(text string) string {
	text = strings.ReplaceAll(text, `\/`, `\_`)
	if !strings.Contains(text, "?") {
		return text
	}
	b := []byte(text)
	for i := 1; i < len(b); i++ {
		if b[i] == '?' && strings.IndexByte(" \t\r\n[{,-?:&*", b[i-1]) < 0 {
			b[i] = '_'
		}
	}
	return string(b)
}

// errParser is a failure of the parser's own.
var errParser = errors.New("the YAML parser cannot read this")

// documents reads a document, and whether another follows.
func documents(r io.Reader) (first, second *yaml.Node, err error) {
	defer func() {
		// The parser checks its own state by panics. It gets whatever a file holds, so
		// one of them is about the file and not a bug of ours.
		if recover() != nil {
			first, second, err = nil, nil, errParser
		}
	}()
	dec := yaml.NewDecoder(r)
	for _, doc := range []**yaml.Node{&first, &second} {
		node := new(yaml.Node)
		if err := dec.Decode(node); errors.Is(err, io.EOF) {
			return first, second, nil
		} else if err != nil {
			return nil, nil, err
		}
		*doc = node
	}
	return first, second, nil
}
