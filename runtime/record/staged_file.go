package record

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
	"syscall"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// Where files go, as the platform has it.
const (
	stagingVariable = "AIRBYTE_STAGING_DIRECTORY"
	platformStaging = "/staging/files"
	localStaging    = "/tmp/airbyte-file-transfer"
)

// A file that is longer than maxFile is refused when it is over maxFileInflation
// times as long as what was sent: such a body is made to fill the disk.
const (
	maxFile          = 256 << 20
	maxFileInflation = 200
)

// stagingDirectory is the folder that the platform shares with the connector, or
// a local one where there is none.
func stagingDirectory() string {
	folder, set := os.LookupEnv(stagingVariable)
	if !set {
		folder = platformStaging
	}
	if _, err := os.Stat(folder); folder == "" || err != nil {
		return localStaging
	}
	return folder
}

// stage writes the body of a response to a file below folder. The file is there
// as a whole or not at all: it is written under another name first. Nothing
// leads out of the folder, neither the path nor a link in it.
func stage(folder, relative string, response *stream.Response) (*stream.File, error) {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return nil, cannotStage(folder, err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, cannotStage(folder, err)
	}
	defer root.Close()
	if err := root.MkdirAll(path.Dir(relative), 0o777); err != nil {
		return nil, cannotStage(folder, err)
	}
	partial := path.Join(path.Dir(relative), "."+uuid()+".part")
	size, err := write(root, partial, response)
	if err == nil {
		err = root.Rename(partial, relative)
	}
	if err != nil {
		return nil, errors.Join(cannotStage(folder, err), discarded(root, partial))
	}
	return &stream.File{StagingURL: strings.TrimRight(folder, "/") + "/" + relative, RelativePath: relative, Size: size}, nil
}

// discarded removes what was written of a file, and says when it cannot.
func discarded(root *os.Root, name string) error {
	if err := root.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("removing a partial file: %w", err)
	}
	return nil
}

// write writes the body to a new file and gives its length.
func write(root *os.Root, name string, response *stream.Response) (size int64, err error) {
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return 0, err
	}
	defer func() {
		if closing := file.Close(); err == nil {
			err = closing
		}
	}()
	n, err := file.Write(response.Body)
	if err != nil || response.Rest == nil {
		return int64(n), err
	}
	rest, err := io.Copy(file, &download{r: response.Rest, n: int64(n)})
	return int64(n) + rest, err
}

// A download is the rest of a body. Its errors are told apart from those of the disk.
type download struct {
	r io.Reader
	n int64
}

func (d *download) Read(p []byte) (int, error) {
	n, err := d.r.Read(p)
	d.n += int64(n)
	if err != nil && err != io.EOF {
		return n, &brokenDownload{err}
	}
	if sent, ok := d.r.(interface{ Inflation() int64 }); ok && d.n > maxFile && sent.Inflation() > maxFileInflation {
		return n, &stream.Error{
			Message:     fmt.Sprintf("The file is longer than %d MiB, and more than %d times as long as it was sent.", maxFile>>20, maxFileInflation),
			FailureType: stream.SystemError,
		}
	}
	return n, err
}

// A brokenDownload is a body that broke off: nothing of it has left, so it can be requested again.
type brokenDownload struct{ err error }

func (b *brokenDownload) Error() string { return b.err.Error() }

func (b *brokenDownload) Unwrap() error { return b.err }

// cannotStage says what a failure of the disk means for the user. What is not one stays as it is.
func cannotStage(folder string, err error) error {
	var known *stream.Error
	var broken *brokenDownload
	if errors.As(err, &known) || errors.As(err, &broken) {
		return err
	}
	what := "A file cannot be stored in " + folder + ": "
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		what += "the disk is full. Give it more space, or set " + stagingVariable + " to a folder elsewhere."
	case errors.Is(err, os.ErrPermission):
		what += "the connector may not write there. Set " + stagingVariable + " to a folder of its own."
	default:
		what += err.Error()
	}
	return &stream.Error{Message: what, Internal: err.Error(), FailureType: stream.SystemError, Err: err}
}
