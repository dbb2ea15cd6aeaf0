package value

import "math/big"

// Truthy reports whether bool(v) is True. A failure is neither true nor false.
func (v Value) Truthy() bool { return !v.Failed() && v.truth() }

// Falsy reports whether bool(v) is False. A failure is neither true nor false.
func (v Value) Falsy() bool { return !v.Failed() && !v.truth() }

// Not is not v.
func (v Value) Not() Value {
	if v.Failed() {
		return v
	}
	return Bool(!v.truth())
}

func (v Value) truth() bool {
	switch ref := v.ref.(type) {
	case nil, missPtr, *missing:
		return false
	case Kind:
		return scalarTruth(ref, v)
	case strPtr, markPtr:
		return v.num != 0
	case rawPtr, *nullsRaw:
		return rawTruth(v)
	case *big.Int:
		return true
	case *dict:
		return len(ref.items) > 0
	case *list:
		return len(ref.items) > 0
	}
	return rareTruth(v.ref)
}

func scalarTruth(kind Kind, v Value) bool {
	switch kind {
	case KindBool, KindInt:
		return v.num != 0
	case KindFloat:
		return v.float() != 0
	}
	return kind == KindEllipsis
}

// rawTruth needs no more than a look behind the bracket of a container.
func rawTruth(v Value) bool {
	data := v.rawBytes()
	switch data[0] {
	case '{', '[':
		return data[Space(data, 1)] != data[0]+2 // the closing bracket is two further in ASCII
	}
	return v.opened().truth()
}

func rareTruth(ref any) bool {
	switch ref := ref.(type) {
	case *tuple:
		return len(ref.items) > 0
	case *set:
		return len(ref.of.items) > 0
	case byteString:
		return ref != ""
	case timeDelta:
		return ref != timeDelta{}
	case complex128:
		return ref != 0
	case Object:
		return ref.Truth()
	}
	return true
}
