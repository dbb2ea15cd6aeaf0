package connector

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// replaceFile puts data into a file that is there, so that whoever reads it, and
// whatever happens, finds the old content or the new one. It stays the same to
// others: a link is followed, mode and owner are kept. Where the folder does not
// take another file (a file that a container was given alone), it is written in
// place.
func replaceFile(path string, data []byte) error {
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0) // a file that is not to be written stays
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is no file", path)
	}
	err = renameOver(path, info, data)
	if refusesFiles(err) {
		return overwrite(file, data)
	}
	return err
}

// refusesFiles says that a folder, or who owns the file, does not let it be replaced by another.
func refusesFiles(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EXDEV)
}

// renameOver writes a sibling and gives it the name of the file.
func renameOver(path string, info fs.FileInfo, data []byte) error {
	sibling, err := os.CreateTemp(filepath.Dir(path), ".config-*")
	if err != nil {
		return err
	}
	err = fill(sibling, info, data)
	if closed := sibling.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(sibling.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(sibling.Name()))
	}
	return nil
}

func fill(sibling *os.File, info fs.FileInfo, data []byte) error {
	if err := keepOwner(sibling, info); err != nil {
		return err
	}
	if err := sibling.Chmod(info.Mode().Perm()); err != nil {
		return err
	}
	if _, err := sibling.Write(data); err != nil {
		return err
	}
	return sibling.Sync()
}

// overwrite replaces the content of an open file. Where that fails the old content, which fitted, comes back.
func overwrite(file *os.File, data []byte) error {
	old, err := os.ReadFile(file.Name())
	if err != nil {
		return err
	}
	if err := contain(file, data); err != nil {
		return errors.Join(err, contain(file, old))
	}
	return nil
}

func contain(file *os.File, data []byte) error {
	if _, err := file.WriteAt(data, 0); err != nil {
		return err
	}
	if err := file.Truncate(int64(len(data))); err != nil {
		return err
	}
	return file.Sync()
}
