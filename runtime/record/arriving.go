package record

import (
	"context"
	"errors"
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/arrive"
	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// An arrival takes records out of a body that does not fit into memory, one
// after another while it arrives.
type arrival struct {
	arrive.Window
	emit    func(value.Value) error
	emitted int
	refused error // what emit returned
}

// extractArriving takes the records out of a body by a literal path. When the
// body turns out to be broken, the records before that place have left.
func extractArriving(p dpath.Path, ctx context.Context, response *stream.Response, emit func(value.Value) error) error {
	a := arrival{Window: arrive.NewWindow(response.Body, response.Rest, arrive.Size), emit: emit}
	err := a.documents(p)
	switch {
	case err == nil:
		return nil
	case a.refused != nil:
		return a.refused
	case ctx.Err() != nil:
		return fmt.Errorf("reading a response while it arrives: %w", ctx.Err())
	default:
		return cutBody(response, err)
	}
}

// documents walks the body to its end.
func (a *arrival) documents(p dpath.Path) error {
	c, err := a.Peek()
	if err != nil {
		return err
	}
	if c == '[' {
		err = a.Elements(func(int) error { return a.walk(p) })
	} else {
		err = a.walk(p)
	}
	if err != nil {
		return err
	}
	return a.End()
}

// walk uses up the value that comes next and emits what p leads to in it.
func (a *arrival) walk(p dpath.Path) error {
	if len(p) == 0 {
		return a.found()
	}
	c, err := a.Peek()
	if err != nil {
		return err
	}
	switch c {
	case '{':
		return a.member(p)
	case '[':
		return a.Elements(func(i int) error {
			if p[0].Element(i, i+1) {
				return a.walk(p[1:])
			}
			return a.Skip()
		})
	default:
		return a.Skip()
	}
}

// member walks a dict. Of two members of one name the last one counts, which is
// too late to learn when records of the first have left.
func (a *arrival) member(p dpath.Path) error {
	before := a.emitted
	return a.Members(func(name []byte) error {
		if !p[0].Names(name) {
			return a.Skip()
		}
		if a.emitted > before {
			return errTwice
		}
		return a.walk(p[1:])
	})
}

var errTwice = errors.New("invalid JSON: two members of one name lead to the records")

// found emits the value at the end of the path.
func (a *arrival) found() error {
	c, err := a.Peek()
	if err != nil {
		return err
	}
	if c == '[' {
		return a.Elements(func(int) error {
			v, err := a.Next()
			if err != nil {
				return err
			}
			return a.leave(v)
		})
	}
	v, err := a.Next()
	if err != nil || !v.Truthy() {
		return err
	}
	return a.leave(v)
}

func (a *arrival) leave(v value.Value) error {
	a.emitted++
	a.refused = a.emit(v)
	return a.refused
}
