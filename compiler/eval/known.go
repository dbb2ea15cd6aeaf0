package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/lowcode-dev/lowcode/compiler/jinja"
)

// Known evaluates those of the templates that need nothing but a config, which is a JSON object. What comes out
// holds a text for each that evaluates to a text, a number or a boolean; the others are left out.
func (r Runner) Known(ctx context.Context, templates []string, config []byte) (map[string]string, error) {
	var in, out bytes.Buffer
	encoder := json.NewEncoder(&in)
	for i, text := range templates {
		compiled, problems := jinja.Compile(jinja.Text{Source: text, Place: "the place"}, jinja.ConfigScope)
		if compiled == nil || faulty(problems) {
			continue
		}
		l := line{ID: strconv.Itoa(i), Template: text, Context: fmt.Appendf(nil, `{"config":%s}`, config)}
		if err := encoder.Encode(l); err != nil {
			return nil, fmt.Errorf("the config is no JSON: %w", err)
		}
	}
	known := map[string]string{}
	if in.Len() == 0 {
		return known, nil
	}
	if err := r.Cases(ctx, &in, &out); err != nil {
		return nil, err
	}
	results := json.NewDecoder(&out)
	results.UseNumber()
	for {
		var one struct {
			ID     int `json:"id,string"`
			Expect *struct {
				Type  string
				Value any
			}
		}
		switch err := results.Decode(&one); {
		case errors.Is(err, io.EOF):
			return known, nil
		case err != nil:
			return nil, err
		}
		if one.Expect == nil {
			continue
		}
		switch v := one.Expect.Value.(type) {
		case string:
			known[templates[one.ID]] = v
		case json.Number:
			known[templates[one.ID]] = v.String()
		case bool:
			known[templates[one.ID]] = map[bool]string{true: "True", false: "False"}[v]
		}
	}
}

func faulty(problems []jinja.Problem) bool {
	for _, p := range problems {
		if p.Severity == jinja.Error {
			return true
		}
	}
	return false
}
