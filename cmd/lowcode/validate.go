package main

import (
	"github.com/spf13/cobra"

	"github.com/lowcode-dev/lowcode/compiler/custom"
)

// validateCommand is lowcode validate: every phase of compile, and nothing is written.
func validateCommand(at *phase) *cobra.Command {
	m := manifestFlags{purpose: custom.Validate}
	cmd := &cobra.Command{
		Use:   "validate MANIFEST",
		Short: "Check a manifest without writing anything",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			_, err := m.compile(cmd, at, args[0], defaultName(args[0]))
			return err
		},
	}
	m.register(cmd)
	return cmd
}
