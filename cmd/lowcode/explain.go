package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/lowcode-dev/lowcode/compiler/diag"
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
			if err := missing(e, files, args[1:]); err != nil {
				return err
			}
			if err := configure(at, cmd.ErrOrStderr(), e, files, config); err != nil {
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
func missing(e *explain.Explanation, files []gen.File, names []string) error {
	for _, name := range names {
		if slices.ContainsFunc(e.Streams, func(s explain.Stream) bool { return s.Name == name }) {
			continue
		}
		reason := fmt.Sprintf("there is no stream %q", name)
		if near := diag.Nearest(name, streamNames(files)); near != "" {
			reason += fmt.Sprintf(": did you mean %q?", near)
		}
		return &failure{exitUsage, errors.New(reason)}
	}
	return nil
}

// streamNames are the names of all streams that can be explained.
func streamNames(files []gen.File) (names []string) {
	all, err := explain.Read(files)
	if err != nil {
		return nil // which has been told
	}
	for _, s := range all.Streams {
		names = append(names, s.Name)
	}
	return names
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
