package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lowcode-dev/lowcode/compiler/eval"
	"github.com/lowcode-dev/lowcode/compiler/explain"
	"github.com/lowcode-dev/lowcode/compiler/gen"
)

// explainCommand is lowcode explain.
func explainCommand(at *phase) *cobra.Command {
	var m manifestFlags
	var config, output string
	cmd := &cobra.Command{
		Use:   "explain MANIFEST|PACKAGE [STREAM ...]",
		Short: "Show the requests that a sync makes, without making any",
		Long: "Show the requests that a sync makes, without making any: the address of each stream, what is in its requests\n" +
			"and where each part comes from, its slices and pages, what is done about errors, and the budget of calls.\n" +
			"With --config, templates that only read the configuration are evaluated; secrets stay templates.\n\n" +
			"Exit codes: 0 explained, 1 the manifest is wrong, 2 usage, 3 the toolchain or the disk failed.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if output != "text" && output != "json" {
				return &failure{exitUsage, fmt.Errorf("unknown format %q: text or json", output)}
			}
			m.format = "text"
			files, err := m.files(cmd, at, args[0])
			if err != nil {
				return err
			}
			at.enter("explain")
			e, err := explain.Read(files, args[1:]...)
			if err != nil {
				return &failure{exitUsage, fmt.Errorf("%s: %w", args[0], err)}
			}
			if err := missing(e, args[1:]); err != nil {
				return err
			}
			if err := configure(at, e, files, config); err != nil {
				return err
			}
			write := e.WriteText
			if output == "json" {
				write = e.WriteJSON
			}
			if err := write(cmd.OutOrStdout()); err != nil {
				return &failure{exitToolchain, err}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&m.lenient, "lenient", false, "take mistakes that only show while the connector runs for warnings")
	cmd.Flags().StringVar(&config, "config", "", "JSON file of the config")
	cmd.Flags().StringVar(&output, "format", "text", "how requests are printed: text or json")
	return cmd
}

// missing says which streams of the command line are not there.
func missing(e *explain.Explanation, names []string) error {
	for _, name := range names {
		if !slices.ContainsFunc(e.Streams, func(s explain.Stream) bool { return s.Name == name }) {
			return &failure{exitUsage, fmt.Errorf("there is no stream %q", name)}
		}
	}
	return nil
}

// expression is one {{ … }} of a template.
var expression = regexp.MustCompile(`\{\{.*?\}\}`)

// configure puts what a config says in the place of the templates that only read it.
func configure(at *phase, e *explain.Explanation, files []gen.File, path string) error {
	if path == "" {
		return nil
	}
	config, err := os.ReadFile(path)
	if err == nil && !json.Valid(config) {
		err = fmt.Errorf("%s is no JSON", path)
	}
	if err != nil {
		return &failure{exitUsage, err}
	}
	secrets := secretKeys(files)
	found := map[string]bool{}
	var templates []string
	e.Texts(func(text string) {
		for _, one := range expression.FindAllString(text, -1) {
			if !found[one] && !readsSecret(one, secrets) {
				found[one] = true
				templates = append(templates, one)
			}
		}
	})
	ctx, stop := interruptible()
	defer stop()
	known, err := eval.Runner{Build: buildOptions(), Enter: at.enter}.Known(ctx, templates, config)
	if err != nil {
		return &failure{exitToolchain, err}
	}
	e.Replace(func(text string) string {
		return expression.ReplaceAllStringFunc(text, func(one string) string {
			if value, ok := known[one]; ok {
				return value
			}
			return one
		})
	})
	return nil
}

func readsSecret(template string, secrets []string) bool {
	return slices.ContainsFunc(secrets, func(key string) bool { return strings.Contains(template, key) })
}

// secretKeys are the keys that the spec declares as secrets, at any depth.
func secretKeys(files []gen.File) []string {
	var out []string
	for _, f := range files {
		var spec any
		if f.Name == "spec.json" && json.Unmarshal(f.Data, &spec) == nil {
			out = appendSecrets(out, "", spec)
		}
	}
	return out
}

func appendSecrets(out []string, key string, v any) []string {
	switch v := v.(type) {
	case map[string]any:
		if v["airbyte_secret"] == true && key != "" {
			out = append(out, key)
		}
		for name, one := range v {
			out = appendSecrets(out, name, one)
		}
	case []any:
		for _, one := range v {
			out = appendSecrets(out, "", one)
		}
	}
	return out
}

// files are those of a package, or of one that is made of a manifest.
func (m *manifestFlags) files(cmd *cobra.Command, at *phase, from string) ([]gen.File, error) {
	files, err := packageFiles(from)
	if err == nil && files == nil {
		return m.compile(cmd, at, from, defaultName(from))
	}
	if err != nil {
		return nil, &failure{exitToolchain, err}
	}
	return files, nil
}
