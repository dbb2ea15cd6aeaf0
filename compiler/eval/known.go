package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"strconv"

	"github.com/lowcode-dev/lowcode/compiler/jinja"
)

// Known evaluates those of the templates that need nothing but a config, which is a JSON object, and that come out
// alike with each of the configs. What comes out holds a text for each that evaluates to a text, a number or a
// boolean; the others are left out.
func (r Runner) Known(ctx context.Context, templates []string, configs ...[]byte) (map[string]string, error) {
	var in, out bytes.Buffer
	encoder := json.NewEncoder(&in)
	for i, text := range templates {
		compiled, problems := jinja.Compile(jinja.Text{Source: text, Place: "the place"}, jinja.ConfigScope)
		if compiled == nil || faulty(problems) {
			continue
		}
		for _, config := range configs {
			l := line{ID: strconv.Itoa(i), Template: text, Context: fmt.Appendf(nil, `{"config":%s}`, config)}
			if err := encoder.Encode(l); err != nil {
				return nil, fmt.Errorf("the config is no JSON: %w", err)
			}
		}
	}
	if in.Len() == 0 {
		return nil, nil
	}
	if err := r.Cases(ctx, &in, &out); err != nil {
		return nil, err
	}
	return alike(templates, &out)
}

// alike are the results that every line about a template has.
func alike(templates []string, lines io.Reader) (map[string]string, error) {
	known, differs := map[string]string{}, map[string]bool{}
	results := json.NewDecoder(lines)
	results.UseNumber()
	for {
		var one struct {
			ID     int `json:"id,string"`
			Expect *struct{ Value any }
		}
		switch err := results.Decode(&one); {
		case errors.Is(err, io.EOF):
			maps.DeleteFunc(known, func(template, _ string) bool { return differs[template] })
			return known, nil
		case err != nil:
			return nil, err
		}
		template := templates[one.ID]
		before, seen := known[template]
		text, ok := "", false
		if one.Expect != nil {
			text, ok = plain(one.Expect.Value)
		}
		if !ok || seen && text != before {
			differs[template] = true
		}
		known[template] = text
	}
}

// plain is a text, a number or a boolean as a request has it.
func plain(v any) (text string, ok bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		return map[bool]string{true: "True", false: "False"}[v], true
	}
	return "", false
}

func faulty(problems []jinja.Problem) bool {
	for _, p := range problems {
		if p.Severity == jinja.Error {
			return true
		}
	}
	return false
}
