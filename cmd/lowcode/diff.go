package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lowcode-dev/lowcode/compiler/diff"
	"github.com/lowcode-dev/lowcode/compiler/gen"
)

// diffCommand is lowcode diff.
func diffCommand(at *phase) *cobra.Command {
	m := manifestFlags{format: "text"}
	output := "text"
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say what a change of a connector means for its users",
		Long: "Say what a change of a connector means for its users: streams, keys, cursors, states, schemas and the\n" +
			"spec, each change breaking or safe. OLD and NEW are manifests, or packages that lowcode compile wrote.\n\n" +
			"Exit codes: 0 nothing breaking, 1 a breaking change, 2 usage or a wrong manifest, 3 the disk failed.",
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			write := map[string]func([]diff.Change) error{
				"text":     func(c []diff.Change) error { return diff.WriteText(cmd.OutOrStdout(), c) },
				"json":     func(c []diff.Change) error { return diff.WriteJSON(cmd.OutOrStdout(), c) },
				"markdown": func(c []diff.Change) error { return diff.WriteMarkdown(cmd.OutOrStdout(), c) },
			}[output]
			if write == nil {
				return &failure{exitUsage, fmt.Errorf("unknown format %q: text, json or markdown", output)}
			}
			var surfaces [2]diff.Surface
			for i, from := range args {
				var err error
				if surfaces[i], err = m.surface(cmd, at, from); err != nil {
					return err
				}
			}
			at.enter("diff")
			changes := diff.Compare(surfaces[0], surfaces[1])
			if err := write(changes); err != nil {
				return &failure{exitToolchain, err}
			}
			if diff.Breaking(changes) {
				return &failure{code: exitManifest}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&m.lenient, "lenient", false, "take mistakes that only show while the connector runs for warnings")
	cmd.Flags().StringVar(&output, "format", output, "how changes are printed: text, json or markdown")
	return cmd
}

// surface is what users of a manifest or of a package depend on.
func (m *manifestFlags) surface(cmd *cobra.Command, at *phase, from string) (diff.Surface, error) {
	files, err := m.files(cmd, at, from)
	if f := new(failure); errors.As(err, &f) && f.code == exitManifest {
		f.code = exitUsage // 1 is for breaking changes
	}
	if err != nil {
		return diff.Surface{}, err
	}
	s, err := diff.Read(files)
	if err != nil {
		return s, &failure{exitUsage, fmt.Errorf("%s: %w", from, err)}
	}
	return s, nil
}

// packageFiles are the files of a package that users' data depends on, nil when there is no directory.
func packageFiles(dir string) ([]gen.File, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, nil // which readManifest tells, if it is nothing
	}
	root := os.DirFS(dir)
	files := []gen.File{}
	for _, pattern := range []string{"*.go", "spec.json", "schemas/*.json"} {
		names, err := fs.Glob(root, pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if strings.HasSuffix(path.Base(name), "_test.go") {
				continue
			}
			data, err := fs.ReadFile(root, name)
			if err != nil {
				return nil, err
			}
			files = append(files, gen.File{Name: name, Data: data})
		}
	}
	return files, nil
}
