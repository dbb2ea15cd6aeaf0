package value

import "unsafe"

// ownerShift is where the num of an undefined attribute keeps the kind of what
// was looked into, above the length of the name.
const ownerShift = 56

// A missing is an undefined whose story does not fit a Value.
type missing struct {
	class   string // of the failure that using it gives
	message string
}

// undefinedIn is what looking a name up in owner gives when it is not there.
// It allocates nothing: records without a field are common.
func undefinedIn(owner Value, name string) Value {
	kind := owner.Kind()
	if kind == KindObject {
		return undefinedBecause(UndefinedError, "'"+typeName(owner)+" object' has no attribute "+quote(name))
	}
	return Value{num: uint64(len(name)) | uint64(kind)<<ownerShift, ref: missPtr(unsafe.StringData(name))}
}

// undefinedAt is what an index gives that is not there.
func undefinedAt(owner, key Value) Value {
	if name, ok := key.AsString(); ok {
		return undefinedIn(owner, name)
	}
	return undefinedBecause(UndefinedError, ownerName(owner)+" has no element "+key.Repr())
}

// UndefinedName is what a name gives that the context lacks.
func UndefinedName(name string) Value {
	return undefinedBecause(UndefinedError, quote(name)+" is undefined")
}

// undefinedBecause is an undefined whose use fails as told.
func undefinedBecause(class, message string) Value {
	return Value{ref: &missing{class: class, message: message}}
}

// useUndefined is the failure that using an undefined gives.
func (v Value) useUndefined() Value {
	switch ref := v.ref.(type) {
	case *missing:
		return Value{ref: &Error{Class: ref.class, Message: ref.message}}
	case missPtr:
		name := unsafe.String((*byte)(ref), v.num&(1<<ownerShift-1))
		owner := ownerNames[Kind(v.num>>ownerShift)]
		return Fail(UndefinedError, "'%s' has no attribute %s", owner, quote(name))
	}
	return Fail(UndefinedError, "the value is undefined")
}

func ownerName(v Value) string {
	if name, ok := ownerNames[v.Kind()]; ok {
		return name
	}
	return typeName(v) + " object"
}

// ownerNames are how Jinja calls what was looked into.
var ownerNames = map[Kind]string{
	KindNone: "None", KindBool: "bool object", KindInt: "int object", KindFloat: "float object",
	KindStr: "str object", KindList: "list object", KindTuple: "tuple object", KindDict: "dict object",
	KindSet: "set object", KindBytes: "bytes object", KindDateTime: "datetime.datetime object",
	KindDate: "datetime.date object", KindTimeDelta: "datetime.timedelta object",
	KindDuration: "isodate.duration.Duration object", KindEllipsis: "Ellipsis",
	KindFunc: "builtin_function_or_method object", KindIterator: "generator object",
}

// typeName is the name of the type of v in Python's messages.
func typeName(v Value) string {
	if o, ok := v.ref.(interface{ TypeName() string }); ok {
		return o.TypeName()
	}
	return typeNames[v.Kind()]
}

var typeNames = [...]string{
	KindUndefined: "Undefined", KindNone: "NoneType", KindBool: "bool", KindInt: "int", KindFloat: "float",
	KindStr: "str", KindList: "list", KindTuple: "tuple", KindDict: "dict", KindSet: "set", KindBytes: "bytes",
	KindDateTime: "datetime.datetime", KindDate: "datetime.date", KindTimeDelta: "datetime.timedelta",
	KindDuration: "Duration", KindEllipsis: "ellipsis", KindFunc: "function", KindObject: "object",
	KindFailure: "Exception", KindComplex: "complex", KindIterator: "generator",
}

func quote(s string) string {
	return string(appendReprString(make([]byte, 0, len(s)+2), s))
}
