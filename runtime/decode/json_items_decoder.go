package decode

import (
	"context"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/arrive"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// JSONItems makes documents of the elements of an array inside of a JSON document (JsonItemsDecoder).
type JSONItems struct {
	// ItemsPath leads to the array: names with dots between them, "item" for all elements of an array on the way.
	ItemsPath string
	Encoding  string // as Python names it; utf-8 if it is empty
}

// Decode calls emit for each element.
func (d JSONItems) Decode(ctx context.Context, response *stream.Response, emit func(value.Value) error) error {
	return decodeBody(ctx, d, response, emit)
}

// Streams says yes: an element is known when its end is.
func (JSONItems) Streams() bool { return true }

func (d JSONItems) read(t *text, emit func(value.Value) error) error {
	if d.ItemsPath == "" {
		return &value.Error{Class: value.ValueError, Message: "JsonItemsParser requires a non-empty items_path."}
	}
	if d.Encoding != "" {
		decoded, err := t.decoded(d.Encoding)
		if err != nil {
			return err
		}
		t = t.inside(decoded)
	}
	w := itemWalk{Window: arrive.NewWindow(nil, t, arrive.Size), emit: emit}
	err := w.walk(d.ItemsPath + ".item")
	if err == nil {
		err = w.End()
	}
	if err != nil {
		return t.unreadable("JSON", err)
	}
	return nil
}

// An itemWalk looks for elements in a document that arrives.
type itemWalk struct {
	arrive.Window
	emit func(value.Value) error
}

// walk uses up the value that comes next; path leads from it to the elements.
func (w *itemWalk) walk(path string) error {
	c, err := w.Peek()
	if err != nil {
		return err
	}
	switch c {
	case '{':
		return w.Members(func(name []byte) error {
			text, _ := value.Raw(name).AsString()
			return w.step(path, text)
		})
	case '[':
		return w.Elements(func(int) error { return w.step(path, "item") })
	}
	return w.Skip()
}

// step uses up the value of that name within another one.
func (w *itemWalk) step(path, name string) error {
	rest, found := strings.CutPrefix(path, name)
	switch {
	case found && rest == "":
		v, err := w.Next()
		if err != nil {
			return err
		}
		return w.emit(v)
	case found && rest[0] == '.':
		return w.walk(rest[1:])
	}
	return w.Skip()
}
