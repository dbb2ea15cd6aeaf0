package decode

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

const (
	// maxAside is the longest text that is put aside in a file.
	maxAside = 4 << 30
	// maxAsideHeld is the longest one that is put aside in memory, where there is no place for files.
	maxAsideHeld = 64 << 20
)

// An aside is a text that is read from several places: what came at once in memory, what is longer in a
// file without a name.
type aside struct {
	io.ReaderAt
	size  int64
	file  *os.File
	named bool // the file could not be removed while it is open
}

func (a *aside) close() {
	if a.file != nil {
		a.file.Close() // nobody waits for what is in it
	}
	if a.named {
		os.Remove(a.file.Name())
	}
}

// setAside reads a text to its end.
func setAside(t *text) (*aside, error) {
	if t.of.Rest == nil {
		return &aside{ReaderAt: bytes.NewReader(t.of.Body), size: int64(len(t.of.Body))}, nil
	}
	file, refused := os.CreateTemp("", "lowcode-")
	if refused != nil {
		return holdAside(t, refused)
	}
	a := &aside{ReaderAt: file, file: file}
	err := os.Remove(file.Name()) // it lives until it is closed, whatever becomes of the process
	a.named = err != nil
	if a.size, err = io.Copy(file, io.LimitReader(t, maxAside+1)); err == nil && a.size > maxAside {
		err = tooLong(fmt.Sprintf("The archive is larger than %d GiB.", maxAside>>30))
	}
	if err != nil {
		a.close()
		return nil, err
	}
	return a, nil
}

// holdAside keeps a text in memory because there is no place for a file.
func holdAside(t *text, refused error) (*aside, error) {
	body, err := io.ReadAll(io.LimitReader(t, maxAsideHeld+1))
	switch {
	case err != nil:
		return nil, err
	case len(body) > maxAsideHeld:
		return nil, tooLong(fmt.Sprintf("The archive is larger than %d MiB, and there is no place for a temporary file (%v). Name one in TMPDIR.",
			maxAsideHeld>>20, refused))
	}
	return &aside{ReaderAt: bytes.NewReader(body), size: int64(len(body))}, nil
}

func tooLong(message string) error {
	return &stream.Error{Message: message, FailureType: stream.SystemError}
}
