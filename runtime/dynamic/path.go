package dynamic

import (
	"strconv"

	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// setWithin sets what is at a path in v, and says whether there was anything.
func setWithin(v *value.Value, path []string, to value.Value) bool {
	globs := make(dpath.Path, len(path))
	for i, segment := range path {
		globs[i] = dpath.SegmentOfValue(value.Literal(segment))
	}
	r := replacement{globs: globs, to: to}
	out := r.in(*v, nil)
	if r.changed {
		*v = out
	}
	return r.changed
}

// A replacement puts a value in the place of all that matches.
type replacement struct {
	globs   dpath.Path
	to      value.Value
	changed bool
}

// A step is a key, or a place in a list of n.
type step struct {
	key value.Value
	n   int
}

// in is a copy of v, to which way leads, with the replacements.
func (r *replacement) in(v value.Value, way []step) value.Value {
	member := func(key, at value.Value) value.Value {
		next := append(way[:len(way):len(way)], step{key, v.Len()})
		if matches(next, r.globs) {
			r.changed = true
			return r.to
		}
		return r.in(at, next)
	}
	switch v.Kind() {
	case value.KindDict:
		out := value.DictFor(v.Len())
		for key, at := range v.All() {
			out.SetKey(key, member(key, at))
		}
		return out
	case value.KindList:
		out := value.ListOf()
		i := 0
		for at := range v.Elements() {
			out.Append(member(value.Int(int64(i)), at))
			i++
		}
		return out
	}
	return v
}

// matches says that a way is one that a path means; two stars are any number of segments.
func matches(way []step, path dpath.Path) bool {
	if deep, err := path.Deep(); deep >= 0 && err == nil {
		rest := path[deep+1:]
		return len(way) >= len(path)-1 && matches(way[:deep], path[:deep]) && matches(way[len(way)-len(rest):], rest)
	}
	if len(way) != len(path) {
		return false
	}
	for i, one := range way {
		if !path[i].Matches(one.key, one.n) {
			return false
		}
	}
	return true
}

// create makes a path in v, lists where a segment is a number, and puts a value at its end.
func create(v *value.Value, path []string, to value.Value) bool {
	if len(path) == 0 {
		*v = to
		return true
	}
	i, err := strconv.Atoi(path[0])
	switch v.Kind() {
	case value.KindUndefined, value.KindNone:
		if *v = value.DictOf(); err == nil {
			*v = value.ListOf()
		}
	case value.KindDict, value.KindList:
	default:
		return false
	}
	if v.Kind() == value.KindList {
		return err == nil && createItem(v, i, path, to)
	}
	member, _ := v.Get(path[0])
	if !create(&member, path[1:], to) {
		return false
	}
	v.Set(path[0], member)
	return true
}

// createItem is create in a list, which gets longer where it must.
func createItem(v *value.Value, i int, path []string, to value.Value) bool {
	const longest = 1 << 10
	if i < 0 || i > longest {
		return false
	}
	for v.Len() <= i {
		v.Append(value.Null)
	}
	item := v.At(i)
	return create(&item, path[1:], to) && v.SetAt(i, item)
}
