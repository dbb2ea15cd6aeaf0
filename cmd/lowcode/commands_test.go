package main

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite docs/commands.md")

// TestCommandsPage keeps docs/commands.md true: it is what every command says of itself.
func TestCommandsPage(t *testing.T) {
	const page = "../../docs/commands.md"
	var b strings.Builder
	b.WriteString("<!-- Printed from the commands by go test ./cmd/lowcode -update. Do not edit. -->\n\n# Commands\n")
	for _, cmd := range rootCommand(&phase{}).Commands() {
		if cmd.Name() == "help" || cmd.Hidden {
			continue
		}
		cmd.InitDefaultHelpFlag()
		text := cmd.Long
		if text == "" {
			text = cmd.Short + "."
		}
		b.WriteString("\n## lowcode " + cmd.Name() + "\n\n" + text + "\n\n```\n" + strings.TrimSpace(cmd.UsageString()) + "\n```\n")
	}
	if *update {
		if err := os.WriteFile(page, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(page)
	if err != nil || string(got) != b.String() {
		t.Errorf("docs/commands.md is not what the commands say (%v): go test ./cmd/lowcode -update", err)
	}
}
