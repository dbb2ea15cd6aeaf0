package value

import "testing"

// calculate is a op b for operands that are spelled as literals.
func calculate(a, op, b string) Value {
	v, w := Literal(a), Literal(b)
	switch op {
	case "+":
		return v.Add(w)
	case "-":
		return v.Sub(w)
	case "*":
		return v.Mul(w)
	case "/":
		return v.Div(w)
	case "//":
		return v.FloorDiv(w)
	case "%":
		return v.Mod(w)
	case "**":
		return v.Pow(w)
	}
	panic("no operator " + op)
}

func result(v Value) string {
	if err := v.Err(); err != nil {
		return v.ref.(*Error).Class
	}
	return v.Repr()
}

func TestArithmetic(t *testing.T) {
	for _, c := range []struct{ a, op, b, want string }{
		{"1", "+", "2", "3"}, {"1", "+", "2.0", "3.0"}, {"True", "+", "True", "2"}, {"9223372036854775807", "+", "1", "9223372036854775808"},
		{"-9223372036854775808", "-", "1", "-9223372036854775809"}, {"9223372036854775808", "-", "1", "9223372036854775807"},
		{"4294967296", "*", "4294967296", "18446744073709551616"}, {"3", "*", "0.5", "1.5"}, {"1e308", "*", "10.0", "inf"},
		{"7", "/", "2", "3.5"}, {"6", "/", "2", "3.0"}, {"0", "/", "-3", "-0.0"}, {"1", "/", "0", "ZeroDivisionError"}, {"1.0", "/", "0", "ZeroDivisionError"},
		{"7", "//", "2", "3"}, {"-7", "//", "2", "-4"}, {"7", "//", "-2", "-4"}, {"-7.5", "//", "2", "-4.0"}, {"1", "//", "0.0", "ZeroDivisionError"},
		{"7", "%", "-3", "-2"}, {"-7", "%", "3", "2"}, {"-7.5", "%", "2", "0.5"}, {"5.0", "%", "-0.0", "ZeroDivisionError"}, {"6", "%", "-3.0", "-0.0"},
		{"2", "**", "10", "1024"}, {"2", "**", "-1", "0.5"}, {"10", "**", "-3", "0.001"}, {"2", "**", "0.5", "1.4142135623730951"}, {"0", "**", "-1", "ZeroDivisionError"},
		{"-1", "**", "1000000000000000000001", "-1"}, {"10.0", "**", "400", "OverflowError"}, {"1" + zeros(400), "/", "3.0", "OverflowError"},
		{"1" + zeros(400), "/", "1" + zeros(399), "10.0"}, {"1" + zeros(400), "/", "3", "OverflowError"},
		{"'a'", "+", "'b'", "'ab'"}, {"[1]", "+", "[2]", "[1, 2]"}, {"(1,)", "+", "()", "(1,)"}, {"b'a'", "+", "b'b'", "b'ab'"},
		{"'ab'", "*", "2", "'abab'"}, {"2", "*", "[1, 2]", "[1, 2, 1, 2]"}, {"'ab'", "*", "-1", "''"}, {"(1,)", "*", "True", "(1,)"}, {"[]", "*", "99999999999", "[]"},
		{"{1, 2}", "-", "{2}", "{1}"},
		{"1", "+", "'a'", "TypeError"}, {"'a'", "+", "1", "TypeError"}, {"None", "+", "1", "TypeError"}, {"[1]", "+", "(1,)", "TypeError"}, {"{}", "+", "{}", "TypeError"},
		{"'a'", "-", "'a'", "TypeError"}, {"'a'", "*", "'a'", "TypeError"}, {"'a'", "*", "1.0", "TypeError"}, {"'1'", "/", "1", "TypeError"}, {"None", "**", "1", "TypeError"},
	} {
		if got := result(calculate(c.a, c.op, c.b)); got != c.want {
			t.Errorf("%.20s %s %.20s: %s, not %s", c.a, c.op, c.b, got, c.want)
		}
	}
}

func zeros(n int) string { return Str("0").Mul(Int(int64(n))).String() }

// TestBombs has what would fill the memory.
func TestBombs(t *testing.T) {
	for _, c := range []struct{ a, op, b string }{
		{"9", "**", "999999999"}, {"9", "**", "99999999999999999999"}, {"'a'", "*", "2000000000"}, {"[1]", "*", "999999999999"}, {"b'ab'", "*", "200000000"},
		{"'%2000000000d'", "%", "5"}, {"'%.2000000000f'", "%", "5"}, {"'%*d'", "%", "(2000000000, 5)"},
	} {
		if got := calculate(c.a, c.op, c.b); !got.failureClass(MemoryError) {
			t.Errorf("%s %s %s: %.60s", c.a, c.op, c.b, result(got))
		}
	}
	grown := Literal("1" + zeros(4000))
	for range 12 {
		grown = grown.Mul(grown)
	}
	if !grown.failureClass(MemoryError) {
		t.Error("a number grows without end")
	}
	long := Str("x").Mul(Int(1 << 27))
	if got := Concat(long, long, Str("y")); !got.failureClass(MemoryError) {
		t.Error("a text grows without end")
	}
}

func TestUnary(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{result(Int(5).Neg()), "-5"}, {result(Literal("-9223372036854775808").Neg()), "9223372036854775808"}, {result(True.Neg()), "-1"},
		{result(Float(0).Neg()), "-0.0"}, {result(True.Pos()), "1"}, {result(Str("a").Neg()), TypeError}, {result(Null.Pos()), TypeError},
		{result(Value{}.Neg()), UndefinedError}, {result(Value{}.Not()), "True"}, {result(ListOf().Not()), "True"}, {result(TimeDeltaOf(0, 1).Neg()), "datetime.timedelta(days=-1, seconds=86399, microseconds=999999)"},
	} {
		if c.got != c.want {
			t.Errorf("%s, not %s", c.got, c.want)
		}
	}
}

func TestFailuresStick(t *testing.T) {
	failure := Fail(KeyError, "first")
	for name, v := range map[string]Value{
		"add": failure.Add(Int(1)), "right": Int(1).Add(failure), "eq": Null.Eq(failure), "in": failure.In(ListOf()), "not": failure.Not(), "attr": failure.Attr("a"),
		"item": failure.Item("a"), "index": ListOf().Index(failure), "slice": Str("a").Slice(failure, Value{}, Value{}), "call": Str("a").Call("upper", failure),
		"concat": Concat(Str("a"), failure), "list": ListOf(failure), "dict": DictOf(Str("a"), failure), "neg": failure.Neg(), "lt": failure.Lt(Value{}),
		"else": failure.Else(Int(1)), "mod": Str("%s").Mod(failure), "tuple": TupleOf(Int(1), failure), "method": failure.Call("get"), "pow": failure.Pow(failure),
	} {
		if v.Err() != failure.Err() {
			t.Errorf("%s: %s", name, result(v))
		}
	}
	if failure.Truthy() || failure.Falsy() || !failure.Failed() {
		t.Error("a failure is true or false")
	}
}

func TestUndefined(t *testing.T) {
	missing := DictOf().Item("nope")
	for name, c := range map[string]struct {
		v    Value
		want string
	}{
		"itself": {missing, "Undefined"}, "attr": {missing.Attr("a"), UndefinedError}, "item": {missing.Item("a"), UndefinedError}, "call": {missing.Call("get"), UndefinedError},
		"add": {missing.Add(Int(1)), UndefinedError}, "text": {Str("a").Add(missing), UndefinedError}, "less": {Int(1).Lt(missing), UndefinedError},
		"concat": {Concat(Str("a"), missing), "'a'"}, "same": {missing.Eq(Value{}), "True"}, "none": {missing.Eq(Null), "False"}, "empty": {missing.Eq(Str("")), "False"},
		"in": {Int(1).In(missing), "False"}, "element": {missing.In(ListOf(missing)), "True"}, "not": {missing.Not(), "True"}, "invoke": {missing.Invoke(), UndefinedError},
		"slice": {missing.Slice(Int(0), Value{}, Value{}), UndefinedError}, "format": {Str("%s").Mod(missing), "''"},
	} {
		if got := result(c.v); got != c.want {
			t.Errorf("%s: %s, not %s", name, got, c.want)
		}
	}
	for want, v := range map[string]Value{
		"UndefinedError: 'dict object' has no attribute 'nope'":                      missing,
		"UndefinedError: 'None' has no attribute 'a'":                                Null.Attr("a"),
		"UndefinedError: list object has no element 5":                               ListOf().Index(Int(5)),
		"UndefinedError: 'x' is undefined":                                           UndefinedName("x"),
		"SecurityError: access to attribute '__class__' of 'dict' object is unsafe.": DictOf(Str("__class__"), Int(1)).Attr("__class__"),
	} {
		if got := v.Invoke().Err(); got == nil || got.Error() != want {
			t.Errorf("%v, not %s", got, want)
		}
	}
}
