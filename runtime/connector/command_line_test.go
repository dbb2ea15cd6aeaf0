package connector

import (
	"strings"
	"testing"
)

func TestParseArgs(t *testing.T) {
	tests := []struct {
		args string
		want commandLine
		err  string
	}{
		{"spec", commandLine{command: "spec"}, ""},
		{"spec --debug", commandLine{command: "spec", debug: true}, ""},
		{"check --config c", commandLine{command: "check", config: "c"}, ""},
		{"check --config=c", commandLine{command: "check", config: "c"}, ""},
		{"check --conf c --deb", commandLine{command: "check", config: "c", debug: true}, ""},
		{"read --state s --cat=k --config c", commandLine{command: "read", config: "c", catalog: "k", state: "s"}, ""},
		{"read --config c --config d --catalog k", commandLine{command: "read", config: "d", catalog: "k"}, ""},
		{"read --c x", commandLine{}, "read: error: ambiguous option: --c could match --config, --catalog"},
		{"read --config c", commandLine{}, "read: error: the following arguments are required: --catalog"},
		{"read", commandLine{}, "the following arguments are required: --config, --catalog"},
		{"check --config", commandLine{}, "argument --config: expected one argument"},
		{"check --config --debug", commandLine{}, "argument --config: expected one argument"},
		{"check --config c --debug=1", commandLine{}, "argument --debug: ignored explicit argument '1'"},
		{"check --config c extra --what", commandLine{}, "error: unrecognized arguments: extra --what"},
		{"spec --config c", commandLine{}, "error: unrecognized arguments: --config c"},
		{"write", commandLine{}, "invalid choice: 'write' (choose from 'spec', 'check', 'discover', 'read')"},
		{"--debug spec", commandLine{}, "unrecognized arguments"},
		{"discover --config c --manifest-path m", commandLine{}, "--manifest-path is not possible"},
		{"read --config c --catalog k --comp=x", commandLine{}, "--components-path is not possible"},
		{"", commandLine{}, ""},
	}
	for _, tt := range tests {
		got, err := parseArgs("/bin/source-test", strings.Fields(tt.args))
		if tt.err == "" && (err != nil || got != tt.want) {
			t.Errorf("%q: got %+v, %v", tt.args, got, err)
		}
		if tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err) || !strings.HasPrefix(err.Error(), "usage: source-test")) {
			t.Errorf("%q: got %v, want %q", tt.args, err, tt.err)
		}
	}
}

func TestHelp(t *testing.T) {
	for _, args := range []string{"-h", "--help", "read -h"} {
		line, err := parseArgs("source-test", strings.Fields(args))
		if err != nil || !strings.HasPrefix(line.help, "usage: source-test") {
			t.Errorf("%q: %+v, %v", args, line, err)
		}
	}
}
