package dpath

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// The classes of errors, as the reference reports them.
const (
	PathNotFound = "PathNotFound"
	InvalidGlob  = "InvalidGlob"
)

// Set puts v at the place that keys name and makes the dicts and lists that are
// missing on the way. Nothing is a glob here. A key of digits counts where a
// list is, and asks for a list where nothing is.
func Set(root value.Value, keys []string, v value.Value) error {
	at := root
	for i, key := range keys[:len(keys)-1] {
		next, ok, err := member(at, key)
		if err != nil {
			return err
		}
		if !ok {
			next = value.DictOf()
			if isDecimal(keys[i+1]) {
				next = value.ListOf()
			}
			if err := put(at, key, next); err != nil {
				return err
			}
		}
		if !IsContainer(next) {
			return &value.Error{Class: PathNotFound, Message: fmt.Sprintf("Path: %s[%d]", literally(keys), i)}
		}
		at = next
	}
	return put(at, keys[len(keys)-1], v)
}

// member is what stands at key; false when nothing does, and null counts as something.
func member(at value.Value, key string) (value.Value, bool, error) {
	switch at.Kind() {
	case value.KindDict:
		v, ok := at.Get(key)
		return v, ok, nil
	case value.KindList, value.KindTuple:
		if !isDecimal(key) {
			return value.Value{}, false, &value.Error{Class: value.ValueError, Message: "invalid literal for int() with base 10: " + quoted(key)}
		}
		i, err := listIndex(key)
		if err != nil || i >= at.Len() {
			return value.Value{}, false, err
		}
		return at.At(i), true, nil
	default:
		return value.Value{}, false, notAssignable(at)
	}
}

// put stores v at key. A list grows to the index, with nulls between.
func put(at value.Value, key string, v value.Value) error {
	switch at.Kind() {
	case value.KindDict:
		at.Set(key, v)
		return nil
	case value.KindList:
		i, err := listIndex(key)
		if err != nil {
			return err
		}
		for at.Len() <= i {
			at.Append(value.Null)
		}
		at.SetAt(i, v)
		return nil
	default:
		return notAssignable(at)
	}
}

func IsContainer(v value.Value) bool {
	kind := v.Kind()
	return kind == value.KindDict || kind == value.KindList || kind == value.KindTuple
}

func notAssignable(v value.Value) error {
	return &value.Error{
		Class:   value.TypeError,
		Message: fmt.Sprintf("'%s' object does not support item assignment", v.TypeName()),
	}
}

// listIndex is the index that a key means in a list.
func listIndex(key string) (int, error) {
	if !isDecimal(key) {
		return 0, &value.Error{Class: value.TypeError, Message: "list indices must be integers or slices, not str"}
	}
	v, _ := ParseInt(key)
	i, ok := v.AsInt()
	if !ok || i > maxIndex {
		return 0, &value.Error{Class: value.ValueError, Message: "the index " + quoted(key) + " is too large for a list"}
	}
	return int(i), nil
}

// literally is a list of keys as Python prints it.
func literally(keys []string) string {
	list := value.ListOf()
	for _, key := range keys {
		list.Append(value.Str(key))
	}
	return list.Repr()
}

func quoted(key string) string { return value.Str(key).Repr() }

// maxIndex bounds the nulls that a list is filled up with.
const maxIndex = 1 << 20

// isDecimal is Python's str.isdecimal.
func isDecimal(text string) bool {
	return text != "" && strings.IndexFunc(text, func(c rune) bool { return !unicode.IsDigit(c) }) < 0
}
