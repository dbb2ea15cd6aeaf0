package configure

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// RemapField replaces a value of the configuration by the one that a map has
// for it; what the map does not have stays (ConfigRemapField).
type RemapField struct {
	Map       []Mapped
	MapText   Template // a map that a template gives, in place of Map
	FieldPath []Template
}

// Mapped is an entry of a map: its value is a template or data.
type Mapped struct {
	Key   Template
	Value Template
	Data  value.Value // the value where there is no template
}

// Transform replaces the value.
func (r RemapField) Transform(_ context.Context, cfg value.Value) error {
	at, name, err := r.find(cfg)
	if err != nil || at.IsUndefined() {
		return err
	}
	by, err := r.mapping()
	if err != nil {
		return err
	}
	old, there := at.Get(name)
	if !there {
		return nil
	}
	if kind := old.Kind(); kind == value.KindList || kind == value.KindDict {
		return value.Fail(value.TypeError, "unhashable type: '%s'", old.TypeName()).Err()
	}
	if old.In(by).Truthy() {
		at.Set(name, by.Index(old))
	}
	return nil
}

// find is the dict that has the value, and its key there; Undefined where the path ends before.
func (r RemapField) find(cfg value.Value) (at value.Value, name string, err error) {
	var keys []value.Value
	for _, segment := range r.FieldPath {
		key, err := segment.Text()
		if err != nil {
			return value.Value{}, "", err
		}
		keys = append(keys, key)
	}
	at = cfg
	for i, key := range keys {
		if kind := key.Kind(); kind == value.KindList || kind == value.KindDict {
			return value.Value{}, "", value.Fail(value.TypeError, "unhashable type: '%s'", key.TypeName()).Err()
		}
		name, ok := key.AsString()
		if !ok {
			return value.Value{}, "", nil // no key of a configuration is a number
		}
		if i == len(keys)-1 {
			return at, name, nil
		}
		if at, ok = at.Get(name); !ok || at.Kind() != value.KindDict {
			return value.Value{}, "", nil
		}
	}
	return value.Value{}, "", nil
}

// mapping is the map as the configuration makes it now.
func (r RemapField) mapping() (value.Value, error) {
	if !r.MapText.IsZero() {
		by, err := r.MapText.Text()
		if err == nil && by.Kind() != value.KindDict {
			err = value.Fail(value.TypeError, "the map %s is no object but %s", r.MapText.Source(), by.TypeName()).Err()
		}
		return by, err
	}
	by := value.DictOf()
	for _, entry := range r.Map {
		key, err := entry.Key.Entry(value.KindStr)
		if err != nil {
			return by, err
		}
		mapped := entry.Data.Clone()
		if !entry.Value.IsZero() {
			if mapped, err = entry.Value.Entry(); err != nil {
				return by, err
			}
		}
		by.SetKey(orNull(key), orNull(mapped))
	}
	return by, nil
}

// orNull is null where a template gives nothing, as a key too.
func orNull(v value.Value) value.Value {
	if v.IsUndefined() {
		return value.Null
	}
	return v
}
