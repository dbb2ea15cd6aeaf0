package eval

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// A line is a case of a file of cases.
type line struct {
	ID       string          `json:"id"`
	Kind     string          `json:"kind"`
	Template string          `json:"template"`
	Options  options         `json:"options"`
	Context  json.RawMessage `json:"context"`
}

// options are what the compiler needs to know of them; the rest is for the program.
type options struct {
	Eval           string            `json:"eval"` // the kind, in a file whose kind says what the case is about
	DatetimeFormat string            `json:"datetime_format"`
	Default        string            `json:"default,omitempty"` // an empty one is none
	ValidTypes     []string          `json:"valid_types,omitempty"`
	PriorContexts  []json.RawMessage `json:"prior_contexts,omitempty"`
}

// A request is what the program reads: a case, with the index of its template.
type request struct {
	ID       string          `json:"id"`
	Template int             `json:"template"`
	Kind     string          `json:"kind"`
	Options  options         `json:"options"`
	Context  json.RawMessage `json:"context,omitempty"`
	Readable bool            `json:"readable,omitempty"`
}

// The kinds that the compiler has to know.
const (
	systematic   = "systematic" // the kind is among the options
	kindString   = "string"
	kindDatetime = "datetime"
)

// Cases evaluates a file of cases, one JSON object a line, and prints a line for each.
func (r Runner) Cases(ctx context.Context, in io.Reader, out io.Writer) error {
	r.Enter("jinja")
	p := newProgram()
	var requests bytes.Buffer
	encoder := json.NewEncoder(&requests)
	cases := json.NewDecoder(bufio.NewReader(in))
	for n := 1; ; n++ {
		var l line
		err := cases.Decode(&l)
		if errors.Is(err, io.EOF) {
			return r.run(ctx, p.finish(), &requests, out)
		}
		if err != nil {
			return fmt.Errorf("reading case %d: %w", n, err)
		}
		request, err := p.request(&l)
		if err != nil {
			return fmt.Errorf("reading case %d (%s): %w", n, l.ID, err)
		}
		if err := encoder.Encode(request); err != nil {
			return err
		}
	}
}

// request compiles the template of a case.
func (p *program) request(l *line) (*request, error) {
	kind := l.Kind
	if kind == systematic {
		kind = l.Options.Eval
	}
	if kind == "" {
		kind = kindString
	}
	var context map[string]json.RawMessage
	if len(l.Context) > 0 {
		if err := json.Unmarshal(l.Context, &context); err != nil {
			return nil, fmt.Errorf("reading the context: %w", err)
		}
	}
	t := template{text: l.Template, noConfig: string(context["config"]) == "null"}
	if kind == kindDatetime {
		t.datetime, t.format = true, l.Options.DatetimeFormat
	} else {
		t.names, t.def = contextNames(context), l.Options.Default
	}
	parameters := context["parameters"]
	if len(parameters) > 0 {
		var err error
		if t.parameters, err = readParameters(parameters); err != nil {
			return nil, err
		}
	}
	i := p.add(t.key(string(parameters)), t)
	return &request{ID: l.ID, Template: i, Kind: kind, Options: l.Options, Context: l.Context}, nil
}

// contextNames are the variables that a context gives a template, sorted.
func contextNames(context map[string]json.RawMessage) []string {
	names := []string{}
	for name := range context {
		switch name {
		case "config", "parameters":
		case "stream_slice":
			names = append(names, name, "stream_interval", "stream_partition")
		default:
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
