package manifest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/source"
)

// ParseJSON reads a JSON file that belongs to a manifest, such as a stream's schema, as Python
// does: integers of any size are exact, the last of equal keys counts. problem says what is wrong with
// it and where; the node is nil then.
func ParseJSON(name string, data []byte) (doc *Node, problem string) {
	r := &jsonReader{file: source.NewFile(name, string(data)), dec: json.NewDecoder(bytes.NewReader(data))}
	r.dec.UseNumber()
	doc, err := r.value(0)
	if err == nil {
		if _, more := r.dec.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("more than one value")
		}
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		at := r.file.Position(int(r.dec.InputOffset()))
		return nil, fmt.Sprintf("line %d, column %d: %v", at.Line, at.Column, err)
	}
	return doc, ""
}

// A jsonReader builds nodes of the tokens of a decoder.
type jsonReader struct {
	file *source.File
	dec  *json.Decoder
}

func (r *jsonReader) value(depth int) (*Node, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("more than %d levels of nesting", maxDepth)
	}
	token, err := r.dec.Token()
	if err != nil {
		return nil, err
	}
	end := int(r.dec.InputOffset())
	n := &Node{Span: source.Span{File: r.file, Start: end - 1, End: end}, size: 1}
	switch token {
	case json.Delim('{'):
		n.Kind = Map
		n, err = r.fields(n, depth)
	case json.Delim('['):
		n.Kind = List
		n, err = r.items(n, depth)
	default:
		n.Value, err = jsonScalar(token)
	}
	if n != nil {
		n.Span.End = int(r.dec.InputOffset())
	}
	return n, err
}

func (r *jsonReader) fields(n *Node, depth int) (*Node, error) {
	var fields []Field
	at := map[string]int{}
	for r.dec.More() {
		key, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		value, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		name, _ := key.Text() // the decoder takes no other key
		if i, ok := at[name]; ok {
			fields[i] = Field{key, value}
			continue
		}
		at[name] = len(fields)
		fields = append(fields, Field{key, value})
	}
	_, err := r.dec.Token()
	return n.WithFields(fields), err
}

func (r *jsonReader) items(n *Node, depth int) (*Node, error) {
	var items []*Node
	for r.dec.More() {
		item, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	_, err := r.dec.Token()
	return n.WithItems(items), err
}

// jsonScalar is the value of a token: an integer has neither point nor exponent.
func jsonScalar(token json.Token) (any, error) {
	number, ok := token.(json.Number)
	if !ok {
		return token, nil
	}
	if !strings.ContainsAny(number.String(), ".eE") {
		if n, ok := new(big.Int).SetString(number.String(), 10); ok {
			return reduced(n), nil
		}
	}
	v, err := strconv.ParseFloat(number.String(), 64)
	if math.IsInf(v, 0) {
		err = nil // Python reads infinity
	}
	return v, err
}
