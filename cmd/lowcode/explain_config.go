package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/eval"
	"github.com/lowcode-dev/lowcode/compiler/explain"
	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/compiler/jinja"
	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// configure puts what a config says in the place of the templates that only read it. What shows something of a secret
// stays a template: each is evaluated with two more configs that have another text in the place of every secret, and
// has to come out alike.
func configure(at *phase, stderr io.Writer, e *explain.Explanation, files []gen.File, path string) error {
	if path == "" {
		return nil
	}
	given, err := readConfig(path)
	if err != nil {
		return &failure{exitUsage, err}
	}
	if changesConfig(files) {
		fmt.Fprintln(stderr, "lowcode: the connector changes its config before it uses it (config_normalization_rules); templates are evaluated with the config as it is")
	}
	secrets := config.Secrets(specOf(files), config.New(given))
	disguised := func(instead string) []byte { return disguise(given, secrets, instead).AppendJSON(nil) }
	ctx, stop := interruptible()
	defer stop()
	known, err := eval.Runner{Build: buildOptions(), Enter: at.enter}.Known(ctx, collect(e), given.AppendJSON(nil), disguised("hidden"), disguised("not shown"))
	if err != nil {
		return &failure{exitToolchain, err}
	}
	e.Replace(func(text string) string {
		if whole, ok := known[text]; ok {
			return whole
		}
		if !isTemplate(text) {
			return text
		}
		var out strings.Builder
		for _, piece := range pieces(text) {
			if result, ok := known[piece]; ok {
				piece = result
			}
			out.WriteString(piece)
		}
		return out.String()
	})
	return nil
}

// readConfig reads a config, which is an object.
func readConfig(path string) (value.Value, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return value.Value{}, err
	}
	v, err := value.Load(text)
	if err != nil || v.Kind() != value.KindDict {
		return v, fmt.Errorf("%s is no JSON object", path)
	}
	return v, nil
}

// changesConfig says that a package has rules that change a config.
func changesConfig(files []gen.File) bool {
	for _, f := range files {
		if f.Name == "main.go" && strings.Contains(string(f.Data), "\nfunc configRules(") {
			return true
		}
	}
	return false
}

// collect is each text of an explanation that is a template, and each expression of one that is more than that.
func collect(e *explain.Explanation) []string {
	found := map[string]bool{}
	var out []string
	add := func(text string) {
		if !found[text] {
			found[text] = true
			out = append(out, text)
		}
	}
	e.Texts(func(text string) {
		if !isTemplate(text) {
			return
		}
		add(text)
		for _, piece := range pieces(text) {
			if strings.HasPrefix(piece, "{{") {
				add(piece)
			}
		}
	})
	return out
}

func isTemplate(text string) bool {
	return strings.Contains(text, "{{") || strings.Contains(text, "{%")
}

// pieces parts a template into its expressions, {{ … }}, and the text between them. Where there are statements, whose
// reach the pieces do not show, it is one piece.
func pieces(text string) (out []string) {
	parts, ok := jinja.Parts(text)
	if !ok {
		return []string{text}
	}
	for _, part := range parts {
		out = append(out, part.Text+part.Print)
	}
	return out
}

// specOf is the connectionSpecification of a package, undefined when it has none.
func specOf(files []gen.File) value.Value {
	for _, f := range files {
		if f.Name == "spec.json" {
			if spec, err := value.Load(f.Data); err == nil {
				schema, _ := spec.Get("connectionSpecification")
				return schema
			}
		}
	}
	return value.Value{}
}

// disguise is a config with another text in the place of each value that holds a secret.
func disguise(v value.Value, secrets []string, instead string) value.Value {
	switch v.Kind() {
	case value.KindDict:
		var pairs []value.Value
		for key, member := range v.All() {
			pairs = append(pairs, key, disguise(member, secrets, instead))
		}
		return value.DictOf(pairs...)
	case value.KindList:
		var all []value.Value
		for element := range v.Elements() {
			all = append(all, disguise(element, secrets, instead))
		}
		return value.ListOf(all...)
	case value.KindStr, value.KindInt, value.KindFloat:
		text := v.String()
		if slices.ContainsFunc(secrets, func(secret string) bool { return secret != "" && strings.Contains(text, secret) }) {
			return value.Str(instead)
		}
	}
	return v
}
