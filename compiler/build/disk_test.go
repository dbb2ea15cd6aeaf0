//go:build unix

package build

import (
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// fullDisk is set in the process whose files cannot grow.
const fullDisk = "LOWCODE_TEST_FULL_DISK"

// TestFullDisk writes a package to a disk on which a file cannot grow over 100 bytes, which the limit of
// the process stands for: a write fails halfway, as it does on a full disk. The limit holds for a process of
// its own, since go test writes files of this one.
func TestFullDisk(t *testing.T) {
	if os.Getenv(fullDisk) == "" {
		child := exec.Command(os.Args[0], "-test.run=^TestFullDisk$", "-test.v")
		child.Env = append(os.Environ(), fullDisk+"=1")
		out, err := child.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "--- PASS: TestFullDisk") {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	for _, there := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "source-a")
		if there {
			must(t, pack(t, dir, generated("old"), Options{NoBuild: true}))
		}
		before := snapshot(t, filepath.Dir(dir))
		err := small(t, func() error { return pack(t, dir, generated("new", "issues"), Options{NoBuild: true}) })
		if err == nil || !strings.Contains(err.Error(), "file too large") {
			t.Errorf("got %v, want the reason of the system", err)
		}
		if after := snapshot(t, filepath.Dir(dir)); !maps.Equal(before, after) {
			t.Errorf("before: %v\nafter: %v", slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(after)))
		}
	}
}

// small runs something while no file may grow over 100 bytes.
func small(t *testing.T, run func() error) error {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ) // or it would end the process
	defer signal.Reset(syscall.SIGXFSZ)
	var limit syscall.Rlimit
	must(t, syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit))
	less := limit
	less.Cur = 100
	must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &less))
	err := run()
	must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit))
	return err
}

// TestUnwritable gives directories in which nothing can be made, whoever tries.
func TestUnwritable(t *testing.T) {
	denied := filepath.Join(t.TempDir(), "denied")
	must(t, os.Mkdir(denied, 0o555))
	for _, parent := range []string{"/proc", "/dev/null", denied} {
		if parent == denied && os.Geteuid() == 0 {
			continue // root may write there
		}
		if _, err := os.Lstat(parent); err != nil {
			continue // not this system
		}
		dir := filepath.Join(parent, "source-a")
		err := pack(t, dir, generated("new"), Options{NoBuild: true})
		if err == nil || !strings.Contains(err.Error(), parent) {
			t.Errorf("%s: got %v, want an error that names it", dir, err)
		}
	}
}
