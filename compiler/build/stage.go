package build

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/gen"
)

// A stage is a temporary directory where a package is made ready: beside a target that is to be
// made, within one that is there, which may be a mount. What stands in it is moved in one go, so
// a fault before that leaves the target as it was.
type stage struct {
	target *target
	dir    string
	made   string   // the topmost directory that had to be made above the target, "" for none
	files  []string // what is to be installed, slash-separated; vendor stands for all of it
}

// stagePrefix starts the name of every stage; the go command looks into no such directory.
const stagePrefix = ".lowcode-"

// newStage makes the directory, and the parents of the target that are missing.
func newStage(t *target) (*stage, error) {
	parent := t.dir
	if !t.exists {
		parent = filepath.Dir(t.dir)
	}
	s := &stage{target: t, made: missing(parent)}
	if err := os.MkdirAll(parent, 0o777); err != nil {
		s.remove()
		return nil, err
	}
	for i := 0; ; i++ {
		dir := filepath.Join(parent, fmt.Sprintf("%s%d-%d", stagePrefix, os.Getpid(), i))
		err := os.Mkdir(dir, 0o777)
		if err == nil {
			s.dir = dir
			return s, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			s.remove()
			return nil, err
		}
	}
}

// missing is the topmost directory of a path that is not there.
func missing(path string) string {
	top := ""
	for {
		if _, err := os.Lstat(path); err == nil || path == filepath.Dir(path) {
			return top
		}
		top, path = path, filepath.Dir(path)
	}
}

// remove cleans up: the stage, and parents that were made for nothing. After
// an installation the stage holds no more than what has been replaced.
func (s *stage) remove() {
	if s.dir != "" {
		os.RemoveAll(s.dir) // what cannot be removed is beside the package, not in it
	}
	for dir := filepath.Dir(s.target.dir); s.made != "" && len(dir) >= len(s.made); dir = filepath.Dir(dir) {
		os.Remove(dir) // fails where the package is, as it should
	}
}

// write writes the generated files.
func (s *stage) write(files []gen.File) error {
	seen := map[string]bool{}
	for _, f := range files {
		if err := s.writeFile(f); err != nil {
			return err
		}
		if unit := unitOf(f.Name); !seen[unit] {
			seen[unit] = true
			s.files = append(s.files, unit)
		}
	}
	return nil
}

// unitOf is what is moved for a file: itself, or vendor as a whole.
func unitOf(name string) string {
	if len(name) > len("vendor/") && name[:len("vendor/")] == "vendor/" {
		return "vendor"
	}
	return name
}

func (s *stage) writeFile(f gen.File) error {
	path := s.path(f.Name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return os.WriteFile(path, f.Data, 0o666)
}

func (s *stage) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

// borrow links the user's files into the stage for the build; they are not installed.
func (s *stage) borrow() error {
	for _, name := range s.target.guests() {
		if err := s.borrowAll(name); err != nil {
			return err
		}
	}
	return nil
}

// borrowAll links a file, or the files of a directory, but for those that the package has itself and
// those that the go command ignores.
func (s *stage) borrowAll(name string) error {
	root := filepath.Join(s.target.dir, filepath.FromSlash(name))
	return filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			if strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "_") {
				return fs.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(s.target.dir, path)
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		return link(path, filepath.Join(s.dir, rel))
	})
}

// link makes a file appear at a second place, by a copy where the file system has no links.
func link(from, to string) error {
	if _, err := os.Lstat(to); err == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	if err := os.Link(from, to); err == nil {
		return nil
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o666)
}

// overlay writes a file by which the go command sees the target as it will be: the
// files of the stage in their places, and none of an earlier run's.
func (s *stage) overlay() (string, error) {
	replace := map[string]string{}
	for _, name := range s.target.generated {
		replace[filepath.Join(s.target.dir, filepath.FromSlash(name))] = ""
	}
	for _, name := range s.files {
		replace[filepath.Join(s.target.dir, filepath.FromSlash(name))] = s.path(name)
	}
	data, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	path := s.path(".overlay.json")
	return path, os.WriteFile(path, data, 0o666)
}
