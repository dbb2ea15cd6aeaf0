package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lowcode-dev/lowcode/compiler/eval"
)

// evalCommand is lowcode eval.
func evalCommand(at *phase) *cobra.Command {
	var q eval.Question
	var configFile, contextFile, cases string
	cmd := &cobra.Command{
		Use:   "eval [TEMPLATE]",
		Short: "Evaluate a template as a connector would",
		Long: "Evaluate a template as a connector would: compile it, build it, run it, and print the type and the value.\n\n" +
			"With --cases, evaluate all cases of a file and print their results, one JSON object a line.\n\n" +
			"Exit codes: 0 evaluated, 1 the template is wrong or fails, 2 usage, 3 the toolchain or the disk failed.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if (cases == "") == (len(args) == 0) {
				return &failure{exitUsage, errors.New("give one template, or --cases")}
			}
			ctx, stop := interruptible()
			defer stop()
			runner := eval.Runner{Build: buildOptions(), Enter: at.enter}
			if cases != "" {
				return evalCases(ctx, cmd, runner, cases)
			}
			q.Template = args[0]
			return evalTemplate(ctx, cmd, runner, q, configFile, contextFile)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&configFile, "config", "", "JSON file of the config (default: an empty one)")
	flags.StringVar(&q.Scope, "scope", "config", "place of the template, which decides the names that it has: "+strings.Join(eval.Scopes(), ", "))
	flags.StringVar(&contextFile, "context", "", "JSON file with the values of these names: {\"response\": …}")
	flags.BoolVar(&q.Lenient, "lenient", false, "evaluate a template that is wrong, as far as it goes")
	flags.StringVar(&cases, "cases", "", "file of cases, one JSON object a line")
	return cmd
}

func evalCases(ctx context.Context, cmd *cobra.Command, r eval.Runner, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return &failure{exitUsage, err}
	}
	defer f.Close()
	if err := r.Cases(ctx, f, cmd.OutOrStdout()); err != nil {
		return &failure{exitToolchain, err}
	}
	return nil
}

func evalTemplate(ctx context.Context, cmd *cobra.Command, r eval.Runner, q eval.Question, configFile, contextFile string) error {
	var err error
	if q.Config, err = readJSON(configFile); err != nil {
		return &failure{exitUsage, err}
	}
	if q.Context, err = readJSON(contextFile); err != nil {
		return &failure{exitUsage, err}
	}
	answer, found, err := r.Ask(ctx, q)
	if printed := found.WriteText(cmd.ErrOrStderr()); printed != nil {
		return &failure{exitToolchain, printed}
	}
	var usage *eval.UsageError
	switch {
	case errors.As(err, &usage):
		return &failure{exitUsage, err}
	case err != nil:
		return &failure{exitToolchain, err}
	case found.HasErrors():
		return &failure{code: exitManifest}
	case answer.Failed:
		return &failure{exitManifest, errors.New(answer.Text)}
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), answer.Text)
	return err
}

// readJSON reads a file that the user may have named.
func readJSON(path string) ([]byte, error) {
	if path == "" {
		return nil, nil
	}
	return os.ReadFile(path)
}
