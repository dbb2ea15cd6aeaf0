package value

// MacroMax is the macro max: the greatest argument, or element of the only one.
// The first of several equal ones wins.
func MacroMax(args ...Value) Value { return extreme("max", args, Value.Gt) }

// MacroMin is the macro min: the least argument, or element of the only one.
func MacroMin(args ...Value) Value { return extreme("min", args, Value.Lt) }

func extreme(name string, args []Value, better func(v, w Value) Value) Value {
	if f, bad := failed(args...); bad {
		return f
	}
	switch len(args) {
	case 0:
		return Fail(TypeError, "%s expected at least 1 argument, got 0", name)
	case 1:
		elements, failure := collect(args[0])
		if failure.Failed() {
			return failure
		}
		if len(elements) == 0 {
			return Fail(ValueError, "%s() arg is an empty sequence", name)
		}
		args = elements
	}
	return extremeBy(args, func(v Value) Value { return v }, better)
}

// extremeBy is the first value with the best key.
func extremeBy(values []Value, key func(Value) Value, better func(v, w Value) Value) Value {
	best, bestKey := values[0], key(values[0])
	if bestKey.Failed() {
		return bestKey
	}
	for _, v := range values[1:] {
		k := key(v)
		is := better(k, bestKey)
		if is.Failed() {
			return is
		}
		if is.truth() {
			best, bestKey = v, k
		}
	}
	return best
}
