package value

// A keyed object finds its keys otherwise than a dict does: headers, whatever their case.
type keyed interface {
	// Key is the key of the mapping that a key means.
	Key(Value) Value
}

// itemOf is o[key]; false where Python raises.
func itemOf(o Object, key Value) (Value, bool) {
	return o.Mapping().opened().getItem(keyOf(o, key))
}

func keyOf(o Object, key Value) Value {
	if k, ok := o.(keyed); ok {
		return k.Key(key)
	}
	return key
}

// ObjectOf is the object that v is, nil if it is none.
func ObjectOf(v Value) Object {
	o, _ := v.ref.(Object)
	return o
}
