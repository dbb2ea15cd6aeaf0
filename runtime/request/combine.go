package request

import (
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Combine unites what several components add to one request, in their order. A
// key that two of them set is an error; in a JSON body, dicts are united level by
// level and equal values at one path are allowed. The outcome is for reading: it
// may share its dicts with the parts.
func Combine(parts ...*Options) (Options, error) {
	var out Options
	for _, place := range []Place{Header, Parameter, BodyJSON, BodyData} {
		united, err := combineAt(parts, place)
		if err != nil {
			return Options{}, err
		}
		*out.At(place) = united
	}
	return out, nil
}

// combineAt unites one part of the options. A text stands alone or not at all.
func combineAt(parts []*Options, place Place) (value.Value, error) {
	var dicts, texts, others []value.Value
	for _, part := range parts {
		if part == nil {
			continue
		}
		switch v := *part.At(place); v.Kind() {
		case value.KindUndefined, value.KindNone:
		case value.KindStr:
			texts = append(texts, v)
		case value.KindDict:
			if v.Len() > 0 {
				dicts = append(dicts, v)
			}
		default: // a list or a number adds nothing, but it keeps a text from standing alone
			others = append(others, v)
		}
	}
	switch {
	case len(texts) > 1:
		return value.Value{}, valueError("Cannot combine multiple string options")
	case len(texts) == 1 && len(dicts)+len(others) > 0:
		return value.Value{}, valueError("Cannot combine multiple options if one is a string")
	case len(texts) == 1:
		return textAt(place, texts[0])
	case len(dicts) == 0:
		return value.Value{}, nil
	case len(dicts) == 1: // nothing to unite it with: it stays as it is
		return dicts[0], nil
	}
	united := value.DictOf()
	for _, dict := range dicts {
		if err := merge(united, dict, nil, place == BodyJSON); err != nil {
			return value.Value{}, err
		}
	}
	return united, nil
}

// textAt is a text as the whole of a part, which only body data may be.
func textAt(place Place, text value.Value) (value.Value, error) {
	switch place {
	case Parameter:
		return value.Value{}, valueError("Request params cannot be a string")
	case Header:
		return value.Value{}, valueError("Request headers cannot be a string")
	case BodyJSON:
		return value.Value{}, valueError("Request body json cannot be a string")
	}
	return text, nil
}

// merge adds the items of source to target, which belongs to the caller; what
// comes from a source is never changed.
func merge(target, source value.Value, path []string, nested bool) error {
	for key, item := range source.All() {
		there, ok := lookup(target, key)
		switch {
		case !ok:
			target.SetKey(key, own(item))
		case there.Kind() == value.KindDict && item.Kind() == value.KindDict && nested:
			if err := merge(there, item, append(path, key.String()), nested); err != nil {
				return err
			}
		case !nested || !value.Equal(there, item):
			at := strings.Join(append(path, key.String()), ".")
			return valueError("Request body collision, duplicate keys detected at key path: " + at + ". Please ensure that all keys in the request are unique.")
		}
	}
	return nil
}

// lookup finds a key that need not be a text.
func lookup(dict, key value.Value) (value.Value, bool) {
	if name, ok := key.AsString(); ok {
		return dict.Get(name)
	}
	for k, v := range dict.All() {
		if value.Equal(k, key) {
			return v, true
		}
	}
	return value.Value{}, false
}

// own copies the dicts of a value, so that merging into them changes nobody else's.
func own(v value.Value) value.Value {
	if v.Kind() != value.KindDict {
		return v
	}
	dict := value.DictOf()
	for key, item := range v.All() {
		dict.SetKey(key, own(item))
	}
	return dict
}

func valueError(message string) error {
	return &value.Error{Class: value.ValueError, Message: message}
}
