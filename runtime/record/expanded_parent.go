package record

import (
	"errors"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// detached is v for one more holder that may change it. JSON that is not open
// yet is opened by each holder for itself.
func (x *expansion) detached(v value.Value) value.Value {
	if x.opened {
		return v.Clone()
	}
	return v
}

// base is a record without its lists, for merge_parent.
func (x *expansion) base(parent value.Value) (value.Value, error) {
	if !x.MergeParent {
		return value.Value{}, nil
	}
	deep, err := x.list.Deep()
	if err != nil || deep < 0 {
		return without(parent, x.list), err
	}
	base := parent.Clone()
	_, err = x.list.Remove(base, nil)
	return base, err
}

// without is a copy of a node without the lists at a path. Only what leads to them is opened.
func without(node value.Value, p dpath.Path) value.Value {
	n := node.Open().Len()
	keep := func(key, child value.Value) (value.Value, bool) {
		switch {
		case !p[0].Matches(key, n):
		case len(p) > 1 && dpath.IsContainer(child):
			return without(child, p[1:]), true
		case len(p) == 1 && child.Kind() == value.KindList:
			return child, false
		}
		return child, true
	}
	if node.Kind() == value.KindDict {
		out := value.DictOf()
		for key, child := range node.Members() {
			if child, ok := keep(key, child); ok {
				out.SetKey(key, child)
			}
		}
		return out
	}
	out := value.ListOf()
	for key, child := range node.Members() {
		if child, ok := keep(key, child); ok {
			out.Append(child)
		}
	}
	return out
}

// united is a dict of its own with the members of base, if there is one, and of item, which win.
func (x *expansion) united(base, item value.Value) value.Value {
	record := value.DictOf()
	for _, from := range []value.Value{base, item} {
		for key, v := range from.Members() {
			record.SetKey(key, x.detached(v))
		}
	}
	return record
}

// parentField is a ParentField that was evaluated.
type parentField struct{ from, to []string }

func (p ParentField) eval() (field parentField, err error) {
	if field.from, err = keysOfPath(p.ParentPath, "parent_path"); err == nil {
		field.to, err = keysOfPath(p.RecordPath, "record_path")
	}
	return field, err
}

// keysOfPath evaluates a path of one field.
func keysOfPath(templates []Template, field string) ([]string, error) {
	p, err := evalPath(templates)
	switch {
	case err != nil:
		return nil, err
	case len(p) == 0:
		return nil, &value.Error{Class: value.ValueError, Message: "`" + field + "` cannot be empty."}
	}
	if err := oneField(p, field); err != nil {
		return nil, err
	}
	keys := make([]string, len(p))
	for i, t := range templates {
		v, err := t.Text(stream.RecordScope{})
		if err != nil {
			return nil, err
		}
		keys[i] = v.String()
	}
	return keys, nil
}

// copy sets the value of the parent in a record, null where it has none.
func (f parentField) copy(parent, record value.Value, detached func(value.Value) value.Value) error {
	v := value.Null
	if found, ok := lookUp(parent, f.from); ok {
		v = detached(found)
	}
	err := dpath.Set(record, f.to, v)
	var failure *value.Error
	if !errors.As(err, &failure) || failure.Class != dpath.PathNotFound && failure.Class != value.TypeError {
		return err
	}
	message := "Cannot write parent field to `record_path` [" + strings.Join(reprs(f.to), ", ") +
		"]: the expanded item already holds a non-object value on that path."
	return &stream.Error{Message: message, Internal: message + " " + failure.Message, FailureType: stream.ConfigError, Err: err}
}

func reprs(keys []string) []string {
	out := make([]string, len(keys))
	for i, key := range keys {
		out[i] = value.Str(key).Repr()
	}
	return out
}

// lookUp is the value at keys, which are indexes where a list is; negative ones count from its end.
func lookUp(node value.Value, keys []string) (value.Value, bool) {
	for _, key := range keys {
		switch node.Kind() {
		case value.KindDict:
			next, ok := node.Member(key)
			if !ok {
				return value.Value{}, false
			}
			node = next
		case value.KindList:
			list := node.Open()
			i, err := strconv.Atoi(key)
			if i < 0 {
				i += list.Len()
			}
			if err != nil || i < 0 || i >= list.Len() {
				return value.Value{}, false
			}
			node = list.At(i)
		default:
			return value.Value{}, false
		}
	}
	return node, true
}
