package decode

import (
	"archive/zip"
	"bytes"
	"compress/bzip2"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Zip opens an archive and hands each file in it, in its order, to another decoder (ZipfileDecoder). The names in
// an archive are only ever shown.
type Zip struct {
	Decoder Format
}

// Decode calls emit for each document of each file.
func (d Zip) Decode(ctx context.Context, response *stream.Response, emit func(value.Value) error) error {
	return decodeBody(ctx, d, response, emit)
}

// Streams says yes: what is longer than the window is put aside in a file.
func (Zip) Streams() bool { return true }

// HoldsJSON says that there is JSON in the files.
func (d Zip) HoldsJSON() bool { return holdsJSON(d.Decoder) }

// Unwrap calls each for the JSON in each file of the response.
func (d Zip) Unwrap(ctx context.Context, response *stream.Response, each func(*stream.Response) error) error {
	return unwrap(d, bodyOf(ctx, response), each)
}

func (d Zip) read(t *text, emit func(value.Value) error) error {
	return d.open(t, func(_ Format, t *text) error { return d.Decoder.read(t, emit) })
}

func (d Zip) open(t *text, each func(Format, *text) error) error {
	aside, err := setAside(t)
	if err != nil {
		return t.unreadable("zip", err)
	}
	defer aside.close()
	archive, err := zip.NewReader(aside, aside.size)
	if err != nil {
		return t.notZip(err)
	}
	archive.RegisterDecompressor(bzip2Method, func(r io.Reader) io.ReadCloser { return io.NopCloser(bzip2.NewReader(r)) })
	out := int64(0)
	for _, file := range archive.File {
		entry := &zipEntry{most: mostInflated * aside.size, out: &out}
		if err := d.file(t, file, entry, each); err != nil {
			return err
		}
	}
	return nil
}

// bzip2Method is the number of bzip2 in archives.
const bzip2Method = 12

// firstOfFile is how much of a file is read before anything of it leaves.
const firstOfFile = 1 << 20

// file hands on one file. A short one that is broken gives nothing.
func (d Zip) file(t *text, file *zip.File, entry *zipEntry, each func(Format, *text) error) error {
	if file.Flags&1 != 0 {
		return t.fail(fmt.Sprintf("is a zip whose file %q is encrypted", shown(file.Name)), zip.ErrFormat)
	}
	r, err := file.Open()
	if err != nil {
		return t.notZip(err)
	}
	defer r.Close()
	entry.r, entry.wire, entry.own = r, int64(file.CompressedSize64), int64(file.UncompressedSize64)
	entry.left = entry.own
	var first bytes.Buffer
	_, err = io.CopyN(&first, entry, firstOfFile)
	if err == nil || err == io.EOF {
		err = each(d.Decoder, t.inside(&restOfFile{io.MultiReader(&first, entry), entry}))
	}
	switch {
	case entry.err == errBomb:
		return t.fail("is a zip that cannot be opened: "+errBomb.Error(), errBomb)
	case entry.err != nil:
		return t.notZip(entry.err)
	case err == nil || t.ctx.Err() != nil:
		return err
	}
	return t.failedFile(file.Name, err)
}

// A zipEntry is a file of an archive while it is opened.
type zipEntry struct {
	r    io.Reader
	wire int64  // what it takes in the archive
	own  int64  // what it is long, as the archive says
	left int64  // what was not read of that
	out  *int64 // of all files of the archive
	most int64
	err  error
}

// A restOfFile is a file with what was read of it before.
type restOfFile struct {
	io.Reader
	entry *zipEntry
}

// Inflation is how many times as long as in the archive the file is.
func (r *restOfFile) Inflation() int64 { return r.entry.own / max(r.entry.wire, 1) }

// mostInflated is how many times as long as the archive its files may be together: a file can be 1,032 times as
// long as it is in the archive, and only a bomb has the same bytes in several files.
const mostInflated = 1100

var errBomb = fmt.Errorf("its files are more than %d times as long as the archive", mostInflated)

func (e *zipEntry) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	if e.left -= int64(n); e.left < 0 {
		err = zip.ErrFormat
	}
	if *e.out += int64(n); *e.out > e.most {
		err = errBomb
	}
	if err != nil && err != io.EOF {
		e.err = err
	}
	return n, err
}

// notZip is the failure of an archive that is none, or broken, as the reference has it.
func (t *text) notZip(err error) error {
	return &stream.Error{
		Message:     "Received an invalid zip file in response.",
		Internal:    fmt.Sprintf("Received an invalid zip file in response to URL: %s: %v", stream.PlainURL(t.of.URL), err),
		FailureType: stream.SystemError,
		Err:         err,
	}
}

// failedFile is the failure of a file that is not what the archive should hold, as the reference has it.
func (t *text) failedFile(name string, err error) error {
	message := fmt.Sprintf("Failed to parse file: %s from zip file", shown(name))
	var known *stream.Error
	if errors.As(err, &known) && known.FailureType == stream.TransientError {
		return err
	}
	return &stream.Error{
		Message:     message + ".",
		Internal:    fmt.Sprintf("%s: %s: %v", message, stream.PlainURL(t.of.URL), err),
		FailureType: stream.SystemError,
		Err:         err,
	}
}

// shown is a name as a message may show it.
func shown(name string) string {
	const most = 200
	clean := []rune(name)
	for i, c := range clean {
		if c < ' ' || c == 0x7f {
			clean[i] = '?'
		}
	}
	if len(clean) > most {
		return string(clean[:most]) + "…"
	}
	return string(clean)
}
