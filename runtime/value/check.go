package value

import "math/big"

// CheckJSON is why v cannot be written as JSON: something in it is a set, bytes,
// a duration or another thing that JSON has no form for. Unopened JSON is not
// looked at again.
func (v Value) CheckJSON() error { return checkJSON(v, 0) }

func checkJSON(v Value, depth int) error {
	if depth > maxDepth {
		return &Error{Class: "RecursionError", Message: "the value is nested too deep to be written as JSON"}
	}
	switch ref := v.ref.(type) {
	case rawPtr, *nullsRaw, strPtr, markPtr, *big.Int, *dateTime, date:
		return nil
	case *list:
		return checkAll(ref.items, depth)
	case *tuple:
		return checkAll(ref.items, depth)
	case *dict:
		for i := range ref.items {
			if err := checkKey(ref.items[i].key); err != nil {
				return err
			}
			if err := checkJSON(ref.items[i].value, depth+1); err != nil {
				return err
			}
		}
		return nil
	case Object:
		return checkJSON(ref.Mapping(), depth+1)
	case *Error:
		return ref
	case Kind:
		if ref != KindEllipsis {
			return nil
		}
	}
	return notJSON(v)
}

func checkAll(items []Value, depth int) error {
	for i := range items {
		if err := checkJSON(items[i], depth+1); err != nil {
			return err
		}
	}
	return nil
}

func checkKey(key Value) error {
	switch key.Kind() {
	case KindStr, KindInt, KindFloat, KindBool, KindNone, KindDateTime, KindDate:
		return nil
	}
	return &Error{Class: TypeError, Message: "keys must be str, int, float, bool or None, not " + typeName(key)}
}

func notJSON(v Value) error {
	return &Error{Class: TypeError, Message: "Object of type " + typeName(v) + " is not JSON serializable"}
}
