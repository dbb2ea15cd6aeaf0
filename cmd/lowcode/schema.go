package main

import (
	"github.com/spf13/cobra"

	"github.com/lowcode-dev/lowcode/compiler/schema"
)

// schemaCommand is lowcode schema.
func schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON schema of manifests, for editors",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := cmd.OutOrStdout().Write(schema.JSON()); err != nil {
				return &failure{exitToolchain, err}
			}
			return nil
		},
	}
}
