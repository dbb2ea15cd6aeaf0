package record

import (
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// DpathFlattenFields lifts the keys of one dict inside the record to the top of
// it, or puts that dict in the record's place (DpathFlattenFields).
type DpathFlattenFields struct {
	FieldPath         []Template
	DeleteOriginValue bool
	ReplaceRecord     bool
	KeyTransformation *KeyTransformation
}

// A KeyTransformation is what the lifted keys get in front and behind (KeyTransformation).
type KeyTransformation struct {
	Prefix, Suffix config.Template
}

// Transform flattens the dict at the path.
func (d DpathFlattenFields) Transform(r *stream.Record) error {
	if err := d.transform(r); err != nil {
		return fmt.Errorf("flattening fields: %w", err)
	}
	return nil
}

func (d DpathFlattenFields) transform(r *stream.Record) error {
	p, err := evalPath(d.FieldPath)
	if err != nil {
		return err
	}
	found, err := first(p, r.Data)
	if err != nil || found.Kind() != value.KindDict {
		return err
	}
	if found, err = d.KeyTransformation.apply(found); err != nil {
		return err
	}
	if d.ReplaceRecord && found.Len() > 0 {
		r.Data = copyOf(found)
		return nil
	}
	return d.merge(r.Data, found, p)
}

// merge adds the found keys to the record. One conflict is enough for nothing
// to happen, not even the deletion.
func (d DpathFlattenFields) merge(record, found value.Value, p dpath.Path) error {
	for key := range found.Members() {
		if _, taken := record.Get(key.String()); taken {
			return nil
		}
	}
	lifted := copyOf(found)
	if d.DeleteOriginValue {
		n, err := p.Remove(record, nil)
		if err != nil {
			return err
		}
		if n == 0 {
			return &value.Error{Class: dpath.PathNotFound, Message: "nothing to delete at " + p.String()}
		}
	}
	for key, v := range lifted.Members() {
		record.SetKey(key, v)
	}
	return nil
}

// first is the first match of a path with *, or the only one of another path.
func first(p dpath.Path, root value.Value) (found value.Value, err error) {
	if !p.Many() {
		found, _, err = p.One(root)
		return found, err
	}
	err = p.Each(root, func(v value.Value) bool {
		found = v
		return false
	})
	return found, err
}

// apply renames the keys of a dict; without anything to add it is the dict itself.
func (k *KeyTransformation) apply(dict value.Value) (value.Value, error) {
	if k == nil {
		return dict, nil
	}
	prefix, err := affix(k.Prefix)
	if err != nil {
		return dict, err
	}
	suffix, err := affix(k.Suffix)
	if err != nil || prefix == "" && suffix == "" {
		return dict, err
	}
	renamed := value.DictOf()
	for key, v := range dict.Members() {
		renamed.Set(prefix+key.String()+suffix, v)
	}
	return renamed, nil
}

func affix(t config.Template) (string, error) {
	if t.IsZero() {
		return "", nil
	}
	v, err := t.Text()
	if err != nil || !v.Truthy() {
		return "", err
	}
	return v.String(), nil
}

// copyOf is a dict of its own with the same members.
func copyOf(dict value.Value) value.Value {
	c := value.DictOf()
	for key, v := range dict.Members() {
		c.SetKey(key, v)
	}
	return c
}
