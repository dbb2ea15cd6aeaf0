package value

import "strings"

// unsafeAttr reports whether Python has an attribute of the name that Jinja's
// sandbox does not hand out. Reading it is undefined, whatever the items are.
func unsafeAttr(v Value, name string) bool {
	if !strings.HasPrefix(name, "__") || !strings.HasSuffix(name, "__") {
		return false
	}
	if strings.Contains(everyDunder, " "+name+" ") {
		return true
	}
	for _, group := range kindDunders[v.Kind()] {
		if strings.Contains(group, " "+name+" ") {
			return true
		}
	}
	return false
}

// unsafeUndefined is the undefined whose use is a SecurityError.
func unsafeUndefined(v Value, name string) Value {
	return undefinedBecause(SecurityError,
		"access to attribute "+quote(name)+" of '"+typeName(v)+"' object is unsafe.")
}

const (
	everyDunder = " __class__ __delattr__ __dir__ __doc__ __eq__ __format__ __ge__ __getattribute__ __getstate__ __gt__" +
		" __hash__ __init__ __init_subclass__ __le__ __lt__ __ne__ __new__ __reduce__ __reduce_ex__ __repr__" +
		" __setattr__ __sizeof__ __str__ __subclasshook__ "
	containerDunder = " __contains__ __getitem__ __iter__ __len__ "
	mutableDunder   = " __delitem__ __setitem__ __reversed__ __class_getitem__ "
	sequenceDunder  = " __add__ __mul__ __rmul__ __getnewargs__ "
	numberDunder    = " __abs__ __add__ __bool__ __divmod__ __float__ __floordiv__ __getnewargs__ __int__ __mod__ __mul__ __neg__" +
		" __pos__ __pow__ __radd__ __rdivmod__ __rfloordiv__ __rmod__ __rmul__ __round__ __rpow__ __rsub__ __rtruediv__" +
		" __sub__ __truediv__ __trunc__ __ceil__ __floor__ "
)

// kindDunders are what the types of Python have besides.
var kindDunders = map[Kind][]string{
	KindBool:  {numberDunder, " __and__ __or__ __xor__ __invert__ __index__ "},
	KindInt:   {numberDunder, " __and__ __or__ __xor__ __invert__ __index__ "},
	KindFloat: {numberDunder},
	KindStr:   {containerDunder, sequenceDunder, " __mod__ __rmod__ "},
	KindList:  {containerDunder, mutableDunder, sequenceDunder, " __iadd__ __imul__ "},
	KindTuple: {containerDunder, sequenceDunder, " __class_getitem__ "},
	KindDict:  {containerDunder, mutableDunder, " __or__ __ior__ __ror__ "},
	KindSet:   {containerDunder, " __and__ __or__ __sub__ __xor__ "},
}
