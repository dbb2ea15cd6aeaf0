package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/lowcode-dev/lowcode"
	"github.com/lowcode-dev/lowcode/compiler/build"
)

// versionCommand is lowcode version.
func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of lowcode and of the Go that built it",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "lowcode %s %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			if err != nil {
				return &failure{exitToolchain, err}
			}
			return nil
		},
	}
}

// release is the version of a release, which the linker sets (cmd/release); "" for any other build.
var release string

// version is that of lowcode: of a release, or as the go command recorded it.
func version() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// buildOptions are what every build takes from this program: the source of the runtime and what it requires.
func buildOptions() build.Options {
	return build.Options{Source: lowcode.Source, Modules: lowcode.Modules, Version: release}
}
