package value

// A dict keeps its keys in the order of their first insertion. Keys are equal as
// in Python: 1, 1.0 and True are one key.
type dict struct {
	items []item
	index map[string]int // of the text keys, once there are many
}

type item struct {
	key, value Value
}

// indexFrom is the size from which a dict that grows has an index: below it,
// comparing the keys one after the other is faster. A record is read at once
// and looked into a few times only, so it pays for an index later.
const (
	indexFrom   = 16
	indexRecord = 128
)

// DictOf is a dict of keys and values in turn.
func DictOf(pairs ...Value) Value {
	if v, bad := failed(pairs...); bad {
		return v
	}
	d := newDict(len(pairs) / 2)
	for i := 0; i+1 < len(pairs); i += 2 {
		if !hashable(pairs[i]) {
			return unhashable(pairs[i])
		}
		d.set(pairs[i].opened(), pairs[i+1])
	}
	return Value{ref: d}
}

// DictFor is an empty dict with room for so many keys.
func DictFor(keys int) Value { return Value{ref: newDict(keys)} }

func newDict(size int) *dict { return &dict{items: make([]item, 0, size)} }

// find is where the key is, -1 when it is not there.
func (d *dict) find(key Value) int {
	if s, ok := key.AsString(); ok {
		return d.findText(s)
	}
	for i := range d.items {
		if d.items[i].key.Kind() != KindStr && equal(d.items[i].key, key) {
			return i
		}
	}
	return -1
}

func (d *dict) findText(key string) int {
	if d.index != nil {
		if at, ok := d.index[key]; ok {
			return at
		}
		return -1
	}
	for i := range d.items {
		if k := d.items[i].key; k.num == uint64(len(key)) {
			if s, ok := k.AsString(); ok && s == key {
				return i
			}
		}
	}
	return -1
}

// get is the value of a key. A value opened by it stays open.
func (d *dict) get(key Value) (Value, bool) { return d.at(d.find(key)) }

func (d *dict) getText(key string) (Value, bool) { return d.at(d.findText(key)) }

func (d *dict) at(i int) (Value, bool) {
	if i < 0 {
		return Value{}, false
	}
	return openAt(&d.items[i].value), true
}

// openAt opens a value; a list or dict where it lives, so that who looks again
// sees the same one. Texts and numbers stay JSON, which is written as it is.
func openAt(v *Value) Value {
	switch ref := v.ref.(type) {
	case rawPtr:
		if *ref == '{' || *ref == '[' {
			break
		}
		return v.opened()
	case *nullsRaw:
	default:
		return *v
	}
	*v = v.opened()
	return *v
}

// set sets a key, which must be opened and hashable. A key that is there keeps
// its place and its spelling.
func (d *dict) set(key, v Value) {
	if at := d.find(key); at >= 0 {
		d.items[at].value = v
		return
	}
	d.items = append(d.items, item{key, v})
	switch {
	case d.index != nil:
		if s, ok := key.AsString(); ok {
			d.index[s] = len(d.items) - 1
		}
	case len(d.items)&(len(d.items)-1) == 0: // of a read one later, if it grows much
		d.reindex()
	}
}

func (d *dict) reindex() {
	d.index = nil
	if len(d.items) < indexFrom {
		return
	}
	d.index = make(map[string]int, 2*len(d.items))
	for i := range d.items {
		if s, ok := d.items[i].key.AsString(); ok {
			d.index[s] = i
		}
	}
}

// settle makes the index of a dict that was read at once.
func (d *dict) settle() {
	if d.index == nil && len(d.items) >= indexRecord {
		d.reindex()
	}
}

// remove takes the item at i away.
func (d *dict) remove(i int) {
	d.items = append(d.items[:i], d.items[i+1:]...)
	if d.index != nil {
		d.reindex()
	}
}

func (d *dict) clear() {
	d.items, d.index = nil, nil
}

// copy is a dict with the same values.
func (d *dict) copy() *dict {
	c := &dict{items: append([]item(nil), d.items...)}
	c.reindex()
	return c
}

// asDict is the dict that v is; unopened JSON is opened for this one reading.
func (v Value) asDict() (*dict, bool) {
	d, ok := v.opened().ref.(*dict)
	return d, ok
}

// Get is the value of a key of a dict; it knows no attributes.
func (v Value) Get(key string) (Value, bool) {
	switch ref := v.ref.(type) {
	case *dict:
		return ref.getText(key)
	case rawPtr:
		if *ref == '{' {
			return rawMember(v.rawBytes(), key)
		}
	case *nullsRaw:
		return rawMember(v.rawBytes(), key)
	}
	return Value{}, false
}

// rawMember finds a member of an object without opening it: the last one of the
// name, as duplicates go.
func rawMember(data []byte, key string) (v Value, ok bool) {
	var s scanner
	i := Space(data, 1)
	for data[i] == '"' {
		end := scanString(data, i)
		found := rawString(data[i:end]) == key
		i = Space(data, Space(data, end)+1)
		if found {
			end = s.part(data, i)
			v, ok = newRaw(data[i:end], s.flags), true
		} else {
			end = s.any(data, i, 1)
		}
		if i = Space(data, end); data[i] == ',' {
			i = Space(data, i+1)
		}
	}
	return v.opened(), ok
}

// Set sets a key of a dict. Unopened JSON is opened first, in v itself: copies
// that were made of it before do not see the change.
func (v *Value) Set(key string, w Value) { v.SetKey(Str(key), w) }

// SetKey is Set for a key of any kind. A value that is no dict, and a key that
// cannot be one, change nothing; it reports whether the key was set.
func (v *Value) SetKey(key, w Value) bool {
	*v = v.opened()
	d, ok := v.ref.(*dict)
	if !ok || !hashable(key) {
		return false
	}
	d.set(key.opened(), w)
	return true
}

// Delete removes a key of a dict and reports whether it was there.
func (v *Value) Delete(key string) bool {
	*v = v.opened()
	d, ok := v.ref.(*dict)
	if !ok {
		return false
	}
	at := d.findText(key)
	if at < 0 {
		return false
	}
	d.remove(at)
	return true
}

// hashable reports whether v may be a key of a dict or an element of a set.
func hashable(v Value) bool {
	switch v.Kind() {
	case KindList, KindDict, KindSet, KindFailure:
		return false
	case KindTuple:
		for _, element := range v.ref.(*tuple).items {
			if !hashable(element) {
				return false
			}
		}
	case KindObject:
		o, ok := v.ref.(interface{ Hashable() bool })
		return ok && o.Hashable()
	}
	return true
}

func unhashable(v Value) Value {
	if v.Failed() {
		return v
	}
	if t, ok := v.ref.(*tuple); ok {
		for _, element := range t.items {
			if !hashable(element) {
				return unhashable(element)
			}
		}
	}
	return Fail(TypeError, "unhashable type: '%s'", typeName(v))
}
