package record

import (
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// renameKeys gives the keys of the record new names, and with deep those of the
// dicts inside it; lists are left alone. When two keys become one, the place of
// the first and the value of the last stay.
func renameKeys(r *stream.Record, rename func(string) string, deep bool) error {
	if err := mustBeDict(r.Data, "items"); err != nil {
		return err
	}
	renamed, err := renamedDict(r.Data, rename, deep)
	if err != nil {
		return fmt.Errorf("renaming keys: %w", err)
	}
	r.Data = renamed
	return nil
}

func renamedDict(dict value.Value, rename func(string) string, deep bool) (value.Value, error) {
	renamed := value.DictOf()
	for key, v := range dict.Members() {
		name, ok := key.AsString()
		if !ok {
			return renamed, &value.Error{
				Class:   value.TypeError,
				Message: fmt.Sprintf("a key is of type '%s' and not a text", key.TypeName()),
			}
		}
		if deep && v.Kind() == value.KindDict {
			var err error
			if v, err = renamedDict(v, rename, deep); err != nil {
				return renamed, err
			}
		}
		renamed.Set(rename(name), v)
	}
	return renamed, nil
}

// mustBeDict fails for a record that is no dict as Python fails to find the method.
func mustBeDict(v value.Value, method string) error {
	if v.Kind() == value.KindDict {
		return nil
	}
	return &value.Error{
		Class:   value.AttributeError,
		Message: fmt.Sprintf("'%s' object has no attribute '%s'", v.TypeName(), method),
	}
}
