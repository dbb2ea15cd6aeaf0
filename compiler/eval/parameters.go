package eval

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/jinja"
)

// readParameters reads a JSON object in its order, as constants for templates.
func readParameters(data []byte) (jinja.Map, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	v, err := readValue(d)
	if err != nil {
		return nil, fmt.Errorf("reading the parameters: %w", err)
	}
	m, ok := v.(jinja.Map)
	if !ok {
		return nil, errors.New("the parameters must be an object")
	}
	return m, nil
}

func readValue(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token := token.(type) {
	case json.Delim:
		if token == '[' {
			return readList(d)
		}
		return readMap(d)
	case json.Number:
		return readNumber(token.String())
	}
	return token, nil
}

func readList(d *json.Decoder) (any, error) {
	list := []any{}
	for d.More() {
		v, err := readValue(d)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := d.Token()
	return list, err
}

func readMap(d *json.Decoder) (any, error) {
	m := jinja.Map{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		v, err := readValue(d)
		if err != nil {
			return nil, err
		}
		m = append(m, jinja.Pair{Key: key, Value: v})
	}
	_, err := d.Token()
	return m, err
}

// readNumber is an int, of any size, unless it is written as a float.
func readNumber(text string) (any, error) {
	if strings.ContainsAny(text, ".eE") {
		f, err := json.Number(text).Float64()
		return f, err
	}
	n, ok := new(big.Int).SetString(text, 10)
	switch {
	case !ok:
		return nil, fmt.Errorf("%q is no number", text)
	case n.IsInt64():
		return n.Int64(), nil
	}
	return n, nil
}
