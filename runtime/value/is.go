package value

// The tests of Jinja, x is …: each gives True or False, or the failure that
// using its operand is. More than one argument is asked for where it says so.

// IsDefined is the test defined.
func IsDefined(v Value) Value { return IsUndefined(v).Not() }

// IsUndefined is the test undefined.
func IsUndefined(v Value) Value { return v.Else(Bool(v.Kind() == KindUndefined)) }

// IsNone is the test none.
func IsNone(v Value) Value { return v.Else(Bool(v.IsNull())) }

// IsBoolean is the test boolean.
func IsBoolean(v Value) Value { return v.Else(Bool(v.Kind() == KindBool)) }

// IsTrue is the test true: True itself, not 1.
func IsTrue(v Value) Value { return isBool(v, true) }

// IsFalse is the test false: False itself, not 0.
func IsFalse(v Value) Value { return isBool(v, false) }

func isBool(v Value, want bool) Value {
	b, ok := v.AsBool()
	return v.Else(Bool(ok && b == want))
}

// IsInteger is the test integer.
func IsInteger(v Value) Value { return v.Else(Bool(v.Kind() == KindInt)) }

// IsFloat is the test float.
func IsFloat(v Value) Value { return v.Else(Bool(v.Kind() == KindFloat)) }

// IsNumber is the test number, which booleans pass.
func IsNumber(v Value) Value {
	switch v.Kind() {
	case KindBool, KindInt, KindFloat, KindComplex:
		return True
	}
	return v.Else(False)
}

// IsString is the test string.
func IsString(v Value) Value { return v.Else(Bool(v.Kind() == KindStr)) }

// IsMapping is the test mapping.
func IsMapping(v Value) Value { return v.Else(Bool(isMapping(v))) }

// IsSequence is the test sequence: what has a length and places or keys, which
// a set has not. Undefined passes, being empty.
func IsSequence(v Value) Value {
	if o, ok := v.ref.(Object); ok {
		kind := o.Mapping().Kind()
		return Bool(kind == KindDict || kind == KindTuple)
	}
	switch v.Kind() {
	case KindUndefined, KindStr, KindList, KindTuple, KindDict, KindBytes:
		return True
	}
	return v.Else(False)
}

// IsIterable is the test iterable, which undefined passes.
func IsIterable(v Value) Value {
	switch v.Kind() {
	case KindUndefined, KindStr, KindList, KindTuple, KindDict, KindSet, KindBytes, KindIterator, KindObject:
		return True
	}
	return v.Else(False)
}

// IsCallable is the test callable. Jinja's undefined can be called, if only to fail.
func IsCallable(v Value) Value {
	_, calls := v.ref.(interface {
		Call([]Value, []Keyword) Value
	})
	kind := v.Kind()
	return v.Else(Bool(calls || kind == KindFunc || kind == KindUndefined))
}

// IsEscaped is the test escaped.
func IsEscaped(v Value) Value { return v.Else(Bool(v.isMarkup())) }

// IsLower is the test lower: of the text of any value.
func IsLower(v Value) Value { return isCase(v, "islower") }

// IsUpper is the test upper: of the text of any value.
func IsUpper(v Value) Value { return isCase(v, "isupper") }

func isCase(v Value, name string) Value {
	s, failure := softText(v)
	return v.Else(failure.Else(Bool(textIs(name, s))))
}

// IsEven is the test even.
func IsEven(v Value) Value { return v.Mod(Int(2)).Eq(Int(0)) }

// IsOdd is the test odd.
func IsOdd(v Value) Value { return v.Mod(Int(2)).Eq(Int(1)) }

// IsDivisibleby is the test divisibleby.
func IsDivisibleby(v, num Value) Value { return v.Mod(num).Eq(Int(0)) }

// IsEq is the test eq, equalto and ==.
func IsEq(v, other Value) Value { return v.Eq(other) }

// IsNe is the test ne and !=.
func IsNe(v, other Value) Value { return v.Ne(other) }

// IsLt is the test lt, lessthan and <.
func IsLt(v, other Value) Value { return v.Lt(other) }

// IsLe is the test le and <=.
func IsLe(v, other Value) Value { return v.Le(other) }

// IsGt is the test gt, greaterthan and >.
func IsGt(v, other Value) Value { return v.Gt(other) }

// IsGe is the test ge and >=.
func IsGe(v, other Value) Value { return v.Ge(other) }

// IsIn is the test in.
func IsIn(v, seq Value) Value { return v.In(seq) }

// IsSameas is the test sameas: the same object. Of values without an identity
// in Go, such as texts and numbers, it is whether they are of one kind and equal.
func IsSameas(v, other Value) Value {
	if f, bad := failed(v, other); bad {
		return f
	}
	v, other = v.opened(), other.opened()
	switch v.ref.(type) {
	case *dict, *list, *tuple, *set, *iterator, *function:
		return Bool(v.ref == other.ref)
	}
	return Bool(v.Kind() == other.Kind() && equal(v, other))
}

// IsFilter is the test filter: whether a filter has the name.
func IsFilter(v Value) Value {
	name, _ := v.AsString()
	_, ok := filterByName(name)
	return hashed(v).Else(Bool(ok))
}

// IsTest is the test test: whether a test has the name.
func IsTest(v Value) Value {
	name, _ := v.AsString()
	_, ok := testByName(name)
	return hashed(v).Else(Bool(ok))
}

// hashed is the failure of looking up what cannot be a key.
func hashed(v Value) Value {
	if !hashable(v) {
		return unhashable(v)
	}
	return Value{}
}
