package program

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// An Input is what the files of a command line hold, as JSON; there is no file for "".
type Input struct {
	Config, Catalog, State string
	Env                    []string // NAME=value, over the environment of the test
	Flags                  []string
}

// Catalog is a catalog of streams in one sync mode.
func Catalog(mode string, streams ...string) string {
	var configured []string
	for _, s := range streams {
		configured = append(configured, fmt.Sprintf(`{"stream":{"name":%q,"json_schema":{},"supported_sync_modes":["full_refresh","incremental"]},"sync_mode":%q,"destination_sync_mode":"append"}`, s, mode))
	}
	return `{"streams":[` + strings.Join(configured, ",") + `]}`
}

// Command prepares a command, such as read; it is not started yet. It goes
// through no proxy and trusts what the system trusts.
func (p *Program) Command(t testing.TB, verb string, in Input) *exec.Cmd {
	t.Helper()
	folder := t.TempDir()
	args := append([]string{verb}, in.Flags...)
	for _, file := range []struct{ name, text string }{{"config", in.Config}, {"catalog", in.Catalog}, {"state", in.State}} {
		if file.text == "" {
			continue
		}
		path := filepath.Join(folder, file.name+".json")
		if err := os.WriteFile(path, []byte(file.text), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, "--"+file.name, path)
	}
	cmd := exec.Command(p.Path, args...)
	cmd.Env = append(append(os.Environ(), "NO_PROXY=*", "no_proxy=*", "REQUESTS_CA_BUNDLE=", "CURL_CA_BUNDLE="), in.Env...)
	return cmd
}
