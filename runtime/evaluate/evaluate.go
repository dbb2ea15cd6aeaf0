// Package evaluate runs templates apart from any connector: it is what
// lowcode eval links.
//
// In go templates that were compiled and cases on stdin, one JSON object a
// line, out come typed results, one a line. The package knows the wrappers that
// connectors put around templates, and nothing of streams' requests.
package evaluate

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Case is one evaluation.
type Case struct {
	ID       string          `json:"id"`
	Template int             `json:"template"` // its index in the program
	Kind     string          `json:"kind"`     // what the reference would wrap it in
	Options  Options         `json:"options"`
	Context  json.RawMessage `json:"context"`
	Readable bool            `json:"readable"` // the result is shown to a person besides
}

// Options are what the places of a manifest give a wrapper besides the template.
type Options struct {
	ValidTypes    []string          `json:"valid_types"`
	PriorContexts []json.RawMessage `json:"prior_contexts"` // evaluated first, by the same template
}

// Main evaluates the cases of stdin and ends the process.
func Main(templates []Constructor) {
	if err := run(templates, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run is Main without the process.
func run(templates []Constructor, in io.Reader, out io.Writer) error {
	cases := json.NewDecoder(bufio.NewReader(in))
	results := bufio.NewWriter(out)
	for {
		var c Case
		err := cases.Decode(&c)
		if errors.Is(err, io.EOF) {
			return results.Flush()
		}
		if err != nil {
			return fmt.Errorf("reading the cases: %w", err)
		}
		if c.Template < 0 || c.Template >= len(templates) {
			return fmt.Errorf("the case %s asks for the template %d of %d", c.ID, c.Template, len(templates))
		}
		line, err := c.evaluate(templates[c.Template])
		if err != nil {
			return fmt.Errorf("evaluating the case %s: %w", c.ID, err)
		}
		if _, err := results.Write(line); err != nil {
			return fmt.Errorf("writing the results: %w", err)
		}
	}
}

// evaluate is the line of the result. One template serves the prior contexts and the last one, as one
// object does in the reference, unless the config is another one: a connector has but one.
func (c *Case) evaluate(construct Constructor) ([]byte, error) {
	for _, prior := range c.Options.PriorContexts {
		cfg, scope, err := readContext(prior)
		if err != nil {
			return nil, err
		}
		if _, err := c.apply(construct(cfg), scope); err != nil {
			continue // a result, and one that nobody asked for
		}
	}
	cfg, scope, err := readContext(c.Context)
	if err != nil {
		return nil, err
	}
	v, err := c.apply(construct(cfg), scope)
	return appendLine(nil, c, v, err), nil
}

func (c *Case) apply(t Template, s Scope) (v value.Value, err error) {
	kinds, err := kindsOf(c.Options.ValidTypes)
	if err != nil {
		return v, err
	}
	return t.apply(c.Kind, kinds, s)
}

// Constructor makes a template for a config.
type Constructor = func(cfg config.Config) Template
