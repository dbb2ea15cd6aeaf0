package connector

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// A commandLine is what the arguments say.
type commandLine struct {
	command string
	debug   bool
	config  string
	catalog string
	state   string
	help    string // what was asked for instead of a command
}

// A usageError is a command line that cannot be understood.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

// A flag is an option of a command. One without a name for its value is a switch.
type flag struct {
	name     string
	value    string
	required bool
	help     string
}

// A command is a word of the command line.
type command struct {
	name  string
	help  string
	flags []flag
}

var (
	helpFlag     = flag{name: "--help", help: "show this help message and exit"}
	debugFlag    = flag{name: "--debug", help: "show slices, requests and responses, without secrets"}
	stateFlag    = flag{name: "--state", value: "STATE", help: "path to the states of an earlier read"}
	configFlag   = flag{name: "--config", value: "CONFIG", required: true, help: "path to the configuration"}
	catalogFlag  = flag{name: "--catalog", value: "CATALOG", required: true, help: "path to the catalog with the streams to read"}
	manifestFlag = flag{name: "--manifest-path", value: "MANIFEST_PATH", help: "not supported: the manifest is compiled in"}
	customFlag   = flag{name: "--components-path", value: "COMPONENTS_PATH", help: "not supported: components are compiled in"}
)

var commands = []command{
	{"spec", "print what may be configured", []flag{helpFlag, debugFlag}},
	{"check", "try whether the configuration works", []flag{helpFlag, debugFlag, configFlag, manifestFlag, customFlag}},
	{"discover", "print the streams and their schemas", []flag{helpFlag, debugFlag, configFlag, manifestFlag, customFlag}},
	{"read", "read the streams of a catalog", []flag{helpFlag, debugFlag, stateFlag, configFlag, catalogFlag, manifestFlag, customFlag}},
}

// parseArgs understands what Python's argparse does: flags in any order, also as
// --flag=value, and shortened as long as only one can be meant.
func parseArgs(program string, args []string) (commandLine, error) {
	program = filepath.Base(program)
	if len(args) == 0 {
		return commandLine{}, nil
	}
	name := args[0]
	if isHelp(name) {
		return commandLine{help: mainHelp(program)}, nil
	}
	if strings.HasPrefix(name, "-") {
		return commandLine{}, mainUsage(program, "unrecognized arguments: "+strings.Join(args, " "))
	}
	i := slices.IndexFunc(commands, func(c command) bool { return c.name == name })
	if i < 0 {
		return commandLine{}, mainUsage(program, fmt.Sprintf("argument command: invalid choice: '%s' (choose from %s)", name, choices("', '", "'")))
	}
	return commands[i].parse(program, args[1:])
}

// parse reads the flags of the command.
func (c command) parse(program string, args []string) (commandLine, error) {
	line := commandLine{command: c.name}
	var unknown []string
	seen := map[string]bool{}
	for i := 0; i < len(args); i++ {
		if isHelp(args[i]) {
			return commandLine{help: c.helpText(program)}, nil
		}
		name, text, inline := strings.Cut(args[i], "=")
		f, problem := c.find(name)
		switch {
		case problem != "":
			return line, c.usage(program, problem)
		case f == nil:
			unknown = append(unknown, args[i])
			continue
		case f.value == "" && inline:
			return line, c.usage(program, fmt.Sprintf("argument %s: ignored explicit argument '%s'", f.name, text))
		case f.value != "" && !inline:
			i++
			if i == len(args) || strings.HasPrefix(args[i], "-") && args[i] != "-" {
				return line, c.usage(program, fmt.Sprintf("argument %s: expected one argument", f.name))
			}
			text = args[i]
		}
		seen[f.name] = true
		line.set(f.name, text)
	}
	return line, c.complain(program, seen, unknown)
}

// set notes a flag.
func (l *commandLine) set(name, text string) {
	switch name {
	case debugFlag.name:
		l.debug = true
	case configFlag.name:
		l.config = text
	case catalogFlag.name:
		l.catalog = text
	case stateFlag.name:
		l.state = text
	}
}

// complain is what is wrong with the flags as a whole.
func (c command) complain(program string, seen map[string]bool, unknown []string) error {
	for _, refused := range []flag{manifestFlag, customFlag} {
		if seen[refused.name] {
			return c.usage(program, fmt.Sprintf("%s is not possible: this connector was compiled from its manifest, "+
				"compile it again to change it", refused.name))
		}
	}
	var missing []string
	for _, f := range c.flags {
		if f.required && !seen[f.name] {
			missing = append(missing, f.name)
		}
	}
	if missing != nil {
		return c.usage(program, "the following arguments are required: "+strings.Join(missing, ", "))
	}
	if unknown != nil {
		return mainUsage(program, "unrecognized arguments: "+strings.Join(unknown, " "))
	}
	return nil
}

// find is the flag that a name, or its beginning, means.
func (c command) find(name string) (found *flag, problem string) {
	if !strings.HasPrefix(name, "--") || name == "--" {
		return nil, ""
	}
	var matches []string
	for i := range c.flags {
		f := &c.flags[i]
		if f.name == name {
			return f, ""
		}
		if strings.HasPrefix(f.name, name) {
			found = f
			matches = append(matches, f.name)
		}
	}
	if len(matches) > 1 {
		return nil, fmt.Sprintf("ambiguous option: %s could match %s", name, strings.Join(matches, ", "))
	}
	return found, ""
}

func isHelp(arg string) bool { return arg == "-h" || arg == helpFlag.name }

func choices(separator, quote string) string {
	names := make([]string, len(commands))
	for i, c := range commands {
		names[i] = c.name
	}
	return quote + strings.Join(names, separator) + quote
}
