package value

// A Document is a value of the manifest in which some texts are templates that see a scope S: what a component that
// is written by hand gets of a field that holds a list or a map of them.
type Document[S any] struct {
	leaf    Template[S]
	literal bool // the leaf is no text: its text is read as Python's
	items   []Document[S]
	members []Entry[S]
}

// An Entry is one key of a document that is a map.
type Entry[S any] struct {
	Key   string
	Value Document[S]
}

// Leaf is a text of a document. One without an expression stays as it is.
func Leaf[S any](t Template[S]) Document[S] { return Document[S]{leaf: t} }

// Scalar is a number, a boolean or null in a document, as Python writes it.
func Scalar[S any](t Template[S]) Document[S] { return Document[S]{leaf: t, literal: true} }

// Array is a list in a document.
func Array[S any](items ...Document[S]) Document[S] {
	return Document[S]{items: append([]Document[S]{}, items...)}
}

// Entries is a map in a document.
func Entries[S any](members ...Entry[S]) Document[S] {
	return Document[S]{members: append([]Entry[S]{}, members...)}
}

// Member is a key of a map and what it holds.
func Member[S any](key string, v Document[S]) Entry[S] { return Entry[S]{Key: key, Value: v} }

// IsZero says that the manifest has no such document.
func (d Document[S]) IsZero() bool { return d.items == nil && d.members == nil && d.leaf.IsZero() }

// Eval is the document with its templates evaluated: those that give nothing are null.
func (d Document[S]) Eval(scope S) (Value, error) {
	switch {
	case d.items != nil:
		return d.list(scope)
	case d.members != nil:
		return d.dict(scope)
	case d.leaf.Eval == nil && !d.literal:
		return Str(d.leaf.Source), nil
	}
	v, err := d.leaf.Nested(scope)
	if err == nil && v.Kind() == KindUndefined {
		v = Null
	}
	return v, err
}

func (d Document[S]) list(scope S) (Value, error) {
	out := ListOf()
	for _, item := range d.items {
		v, err := item.Eval(scope)
		if err != nil {
			return Value{}, err
		}
		out.Append(v)
	}
	return out, nil
}

func (d Document[S]) dict(scope S) (Value, error) {
	out := DictOf()
	for _, member := range d.members {
		v, err := member.Value.Eval(scope)
		if err != nil {
			return Value{}, err
		}
		out.Set(member.Key, v)
	}
	return out, nil
}
