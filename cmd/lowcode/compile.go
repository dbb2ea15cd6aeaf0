package main

import (
	"github.com/spf13/cobra"

	"github.com/lowcode-dev/lowcode/compiler/build"
	"github.com/lowcode-dev/lowcode/compiler/custom"
)

// compileCommand is lowcode compile.
func compileCommand(at *phase) *cobra.Command {
	var m manifestFlags
	var withMetadata bool
	options := buildOptions()
	cmd := &cobra.Command{
		Use:   "compile MANIFEST",
		Short: "Compile a manifest to a Go package and build it",
		Long: "Compile a manifest to a Go package and build it. The package is written at once or not at all;\n" +
			"custom.go in it, for the classes of Python that the manifest names, is written once: it is yours and stays.\n\n" +
			"Exit codes: 0 compiled, 1 the manifest or custom.go is wrong, 2 usage, 3 the toolchain or the disk failed.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if options.Dir == "" {
				options.Dir = defaultName(args[0])
			}
			name, err := build.Name(options.Dir)
			if err != nil {
				return &failure{exitUsage, err}
			}
			m.purpose = custom.Build
			if options.NoBuild {
				m.purpose = custom.Write
			}
			if m.own, err = build.OwnSource(options.Dir); err != nil {
				return failed(err)
			}
			files, err := m.compile(cmd, at, args[0], name)
			if err != nil {
				return err
			}
			if withMetadata {
				more, err := metadata(name, files)
				if err != nil {
					return &failure{exitToolchain, err}
				}
				files = append(files, more...)
			}
			at.enter("build")
			ctx, stop := interruptible()
			defer stop()
			if err := build.Package(ctx, files, options); err != nil {
				return failed(err)
			}
			return nil
		},
	}
	m.register(cmd)
	flags := cmd.Flags()
	flags.StringVarP(&options.Dir, "output", "o", "", "directory of the package; its last element names the binary (default: from the manifest's name)")
	flags.BoolVar(&withMetadata, "with-metadata", false, "write metadata.yaml and acceptance-test-config.yml for Airbyte's registry and tests, once")
	flags.BoolVar(&options.NoBuild, "no-build", false, "write the source only")
	m.registerStubs(cmd)
	flags.BoolVar(&options.Force, "force", false, "write into a directory that holds files which lowcode did not generate")
	flags.StringVar(&options.OS, "os", "", "operating system of the binary, as GOOS (default: this machine's)")
	flags.StringVar(&options.Arch, "arch", "", "architecture of the binary, as GOARCH (default: this machine's)")
	return cmd
}
