package faults

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/chaos/program"
)

// configFiles are files that a migration of the config cannot simply be written to.
var configFiles = []fault{
	{"F34", "a config file behind a link", "as here, but emptied first", false, func(t *testing.T) string {
		file := filepath.Join(t.TempDir(), "real.json")
		link := filepath.Join(t.TempDir(), "config.json")
		writeOld(t, file, 0o640)
		if err := os.Symlink(file, link); err != nil {
			t.Skip(err)
		}
		migrated(t, link, true)
		if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Errorf("the link is gone: %v", err)
		}
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o640 {
			t.Errorf("the mode is another: %v", err)
		}
		return "the file behind it is rewritten"
	}},
	{"F34", "a config file that is mounted alone", "as here, but emptied first", false, func(t *testing.T) string {
		file := filepath.Join(t.TempDir(), "config.json")
		writeOld(t, file, 0o600)
		mount(t, file, "--bind", file)
		migrated(t, file, true)
		return "rewritten in place"
	}},
	{"F33", "a config file on what is read-only", "exit code 1 without a record", false, func(t *testing.T) string {
		folder := t.TempDir()
		mount(t, folder, "-t", "tmpfs", "none")
		file := filepath.Join(folder, "config.json")
		writeOld(t, file, 0o600)
		mount(t, folder, "-o", "remount,ro", "none")
		migrated(t, file, false)
		return "reads, with a warning"
	}},
	{"F33", "a config file on a full disk", "exit code 1, and half a config is left", false, func(t *testing.T) string {
		folder := t.TempDir()
		mount(t, folder, "-t", "tmpfs", "-o", "size=16k", "none")
		file := filepath.Join(folder, "config.json")
		writeOld(t, file, 0o600)
		if err := os.WriteFile(filepath.Join(folder, "filler"), make([]byte, 1<<20), 0o600); err == nil {
			t.Fatal("the disk is not full")
		}
		migrated(t, file, false)
		return "reads, with a warning"
	}},
}

// oldKey is a credential at its old place in the config.
const oldKey = "a-credential-at-its-old-place"

// oldConfig is a config that a migration changes.
var oldConfig = fmt.Sprintf(`{"url": "$URL", "old_key": %q}`, oldKey)

func writeOld(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	url := serve(t, always(threeItems)).URL
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(oldConfig, "$URL", url)), mode); err != nil {
		t.Fatal(err)
	}
}

// mount mounts something for the time of a test, or skips it where that is not allowed.
func mount(t *testing.T, at string, args ...string) {
	t.Helper()
	if out, err := exec.Command("mount", append(args, at)...).CombinedOutput(); err != nil {
		t.Skipf("mount: %v: %s", err, out)
	}
	t.Cleanup(func() {
		_ = exec.Command("umount", at).Run() // a remount has been taken away with its mount
	})
}

// migrated reads with a config file whose migration is kept, or cannot be. In both cases the platform hears of
// it first, all records come, and the file holds a whole config.
func migrated(t *testing.T, path string, kept bool) {
	t.Helper()
	r := command(t, program.Input{Catalog: program.Catalog("full_refresh", "items"), Flags: []string{"--config", path}})
	transcript := r.Transcript(t)
	if r.Exit != 0 || len(transcript.Records("items")) != 3 {
		t.Errorf("exit code %d: %.2000s%s", r.Exit, r.Out, r.Err)
	}
	first, rest, _ := strings.Cut(string(r.Out), "\n")
	if !strings.HasPrefix(first, `{"type":"CONTROL"`) || !strings.Contains(first, `"key":"`+oldKey+`"`) {
		t.Errorf("it begins with %s", first)
	}
	if strings.Contains(rest, oldKey) {
		t.Errorf("the secret is shown: %.2000s", rest)
	}
	if warned := strings.Contains(rest, "could not be written"); warned == kept {
		t.Errorf("there is a warning: %v", warned)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var now map[string]string
	if err := json.Unmarshal(data, &now); err != nil || now["old_key"] != oldKey || (now["key"] == oldKey) != kept {
		t.Errorf("the file holds %s: %v", data, err)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".config-*")); err != nil || len(left) > 0 {
		t.Errorf("it leaves %v behind: %v", left, err)
	}
	if r.Took > 10*time.Second {
		t.Errorf("it took %v", r.Took)
	}
}
