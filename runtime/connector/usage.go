package connector

import (
	"fmt"
	"strings"
)

func mainUsageLine(program string) string {
	return fmt.Sprintf("usage: %s [-h] {%s} ...\n", program, choices(",", ""))
}

// mainUsage is a usageError about the command itself.
func mainUsage(program, problem string) error {
	return &usageError{mainUsageLine(program) + fmt.Sprintf("%s: error: %s\n", program, problem)}
}

// usage is a usageError about the flags of a command.
func (c command) usage(program, problem string) error {
	return &usageError{c.usageLine(program) + fmt.Sprintf("%s %s: error: %s\n", program, c.name, problem)}
}

func (c command) usageLine(program string) string {
	var out strings.Builder
	fmt.Fprintf(&out, "usage: %s %s", program, c.name)
	for _, f := range c.flags {
		text := f.name
		if f.name == helpFlag.name {
			text = "-h"
		}
		if f.value != "" {
			text += " " + f.value
		}
		if !f.required {
			text = "[" + text + "]"
		}
		out.WriteString(" " + text)
	}
	return out.String() + "\n"
}

func mainHelp(program string) string {
	var out strings.Builder
	out.WriteString(mainUsageLine(program) + "\ncommands:\n")
	for _, c := range commands {
		fmt.Fprintf(&out, "  %-10s %s\n", c.name, c.help)
	}
	fmt.Fprintf(&out, "  %-10s %s\n", "version", "print what the connector was built from")
	return out.String()
}

func (c command) helpText(program string) string {
	var out strings.Builder
	out.WriteString(c.usageLine(program) + "\noptions:\n")
	for _, f := range c.flags {
		fmt.Fprintf(&out, "  %-36s %s\n", strings.TrimSpace(f.name+" "+f.value), f.help)
	}
	return out.String()
}
