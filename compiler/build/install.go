package build

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// install moves the package to its place. A directory that is there stays the same directory,
// so that a shell in it and the user's files are left alone: what is new takes the place of
// what was generated before, entry by entry, and all of it is undone if one fails.
func (s *stage) install() error {
	if !s.target.exists {
		return os.Rename(s.dir, s.target.dir)
	}
	var done undo
	if err := s.exchange(&done); err != nil {
		return errors.Join(err, done.run())
	}
	return nil
}

// exchange takes out what was generated before and puts in what is new.
func (s *stage) exchange(done *undo) error {
	old := s.path(".old")
	replaced := slices.Concat(s.target.generated, s.files)
	slices.Sort(replaced)
	for _, name := range slices.Compact(replaced) {
		if err := done.rename(s.at(name), filepath.Join(old, filepath.FromSlash(name))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	for _, name := range s.files {
		if err := done.rename(s.path(name), s.at(name)); err != nil {
			return err
		}
	}
	return removeIfEmpty(s.at("schemas"))
}

// at is the place of a file in the target.
func (s *stage) at(name string) string {
	return filepath.Join(s.target.dir, filepath.FromSlash(name))
}

// removeIfEmpty removes the directory of an earlier run's schemas.
func removeIfEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil || len(entries) > 0 {
		return err
	}
	return os.Remove(dir)
}

// undo is a list of renames that can be taken back.
type undo [][2]string

// rename moves a file, making the directories above its new place.
func (u *undo) rename(from, to string) error {
	if _, err := os.Lstat(from); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	*u = append(*u, [2]string{from, to})
	return nil
}

// run takes the renames back, the last one first.
func (u *undo) run() error {
	var failed []error
	for _, step := range slices.Backward(*u) {
		failed = append(failed, os.Rename(step[1], step[0]))
	}
	return errors.Join(failed...)
}
