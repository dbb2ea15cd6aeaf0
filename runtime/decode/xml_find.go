package decode

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/arrive"
	"github.com/lowcode-dev/lowcode/runtime/charset"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Finds says that what is at a path of names is known as soon as it arrives: it is elements, and no attribute or text.
func (XML) Finds(path []string) bool {
	for _, name := range path {
		if strings.HasPrefix(name, "@") || strings.HasPrefix(name, "#") {
			return false
		}
	}
	return len(path) > 0
}

// Find calls emit for what is at a path of names: the elements of a list, or what is there and not empty. A body that
// is held whole gives nothing when it is broken.
func (XML) Find(ctx context.Context, response *stream.Response, path []string, emit func(value.Value) error) error {
	t := bodyOf(ctx, response)
	f := xmlFind{path: path, seen: make([]int, len(path)), emit: emit}
	if response.Rest == nil {
		body, err := t.xmlHeld()
		if err != nil || body == nil {
			return err
		}
		f.scan.xmlWindow, f.held = xmlWhole(body), true
	} else {
		decoded, err := charset.NewTolerantReader(t, xmlEncoding(response))
		if err != nil {
			return err
		}
		f.scan.from = t.inside(decoded)
	}
	err := f.run()
	switch {
	case err == nil || f.refused != nil:
		return err
	case ctx.Err() != nil:
		return fmt.Errorf("reading a response while it arrives: %w", ctx.Err())
	}
	return t.notXML(err, f.left)
}

// notXML is the failure of a document of which some records may have left.
func (t *text) notXML(err error, left int) error {
	var known *stream.Error
	var large *arrive.LargeError
	switch {
	case errors.As(err, &known):
		return err
	case errors.As(err, &large):
		return t.fail("cannot be read to its end: "+err.Error(), err)
	case left == 0:
		return t.fail("is not XML: "+err.Error(), err)
	case err == errListed:
		return t.fail("has several elements where the records before were the only one's: "+err.Error(), err)
	}
	failure := t.fail("is broken after the records that were read from it", err).(*stream.Error)
	failure.FailureType = stream.TransientError
	return failure
}

// An xmlFind takes what is at a path out of a document while that is read.
type xmlFind struct {
	scan    xmlScan
	json    xmlJSON
	path    []string
	on      int   // how many elements of the path are open
	seen    []int // how many elements there were of each name of the path
	listed  bool  // an element on the way is a list, in which there are no names
	null    bool  // the first record is null, which is none when there is no other
	held    bool  // records leave when all of the document was read
	ends    []int // of those that were found, in out
	left    int   // how many left
	emit    func(value.Value) error
	refused error // what emit returned
}

var errListed = errors.New("an element on the way to the records is there twice, so that they are in a list, which has no names")

func (f *xmlFind) run() error {
	if err := f.scan.unmark(); err != nil {
		return err
	}
	for {
		part, what, err := f.scan.next()
		if err != nil {
			return err
		}
		switch part {
		case xmlStart:
			err = f.start(what)
		case xmlText:
			err = f.text(what)
		case xmlClose:
			err = f.close()
		case xmlEnd:
			return f.end()
		}
		if err != nil {
			return err
		}
	}
}

// start begins an element: a part of a record, a record, one on the way, or none of them.
func (f *xmlFind) start(name []byte) error {
	depth := len(f.scan.open) - 1
	switch {
	case len(f.json.open) > 0:
		f.json.start(name, f.scan.attrs)
		return f.large()
	case f.listed || depth != f.on || f.path[depth] != string(name):
		return nil
	}
	f.seen[depth]++
	switch {
	case depth == len(f.path)-1:
		return f.record()
	case f.seen[depth] == 1:
		f.on++
		return nil
	}
	f.listed, f.ends, f.null = true, nil, false
	f.json.out = f.json.out[:0]
	if f.left > 0 {
		return errListed
	}
	return nil
}

// record begins a record.
func (f *xmlFind) record() error {
	if f.null {
		f.null = false
		f.json.out = append(f.json.out, "null"...)
		if err := f.found(); err != nil {
			return err
		}
	}
	f.json.start(nil, f.scan.attrs)
	return f.large()
}

func (f *xmlFind) text(what []byte) error {
	if len(f.json.open) == 0 {
		return nil
	}
	f.json.text = append(f.json.text, what...)
	return f.large()
}

// large says that a record is too large.
func (f *xmlFind) large() error {
	if f.json.kinds > maxXMLKinds {
		return errKinds
	}
	if f.held {
		return nil
	}
	return arrive.TooLarge(f.scan.from, len(f.json.out)+len(f.json.text))
}

func (f *xmlFind) close() error {
	if len(f.json.open) == 0 {
		f.on = min(f.on, len(f.scan.open))
		return nil
	}
	f.json.close()
	if len(f.json.open) > 0 {
		return nil
	}
	from := f.from()
	f.json.out = f.json.out[:f.json.compact(from)]
	if f.seen[len(f.path)-1] == 1 && string(f.json.out[from:]) == "null" {
		f.json.out, f.null = f.json.out[:from], true
		return nil
	}
	return f.found()
}

// from is where the last record begins.
func (f *xmlFind) from() int {
	if n := len(f.ends); n > 0 {
		return f.ends[n-1]
	}
	return 0
}

// found lets a record leave, or keeps it.
func (f *xmlFind) found() error {
	if f.held {
		f.ends = append(f.ends, len(f.json.out))
		return nil
	}
	err := f.leave(f.json.out)
	f.json.out = f.json.out[:0]
	return err
}

func (f *xmlFind) leave(record []byte) error {
	f.left++
	f.refused = f.emit(value.Raw(record))
	return f.refused
}

// end lets the records leave that were held.
func (f *xmlFind) end() error {
	from := 0
	for _, end := range f.ends {
		if err := f.leave(f.json.out[from:end]); err != nil {
			return err
		}
		from = end
	}
	return nil
}
