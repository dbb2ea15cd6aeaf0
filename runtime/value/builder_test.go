package value

import "testing"

func TestBuilder(t *testing.T) {
	var b Builder
	b.Write(Str("a"), Int(1), Value{}, ListOf(Str("x")), Null)
	if got := b.Value().String(); got != "a1['x']None" {
		t.Errorf("text = %q", got)
	}
	first, second := Fail(ValueError, "first"), Fail(KeyError, "second")
	if got := b.Fail(second); !got.failureClass(KeyError) {
		t.Errorf("Fail of a builder that has not failed = %v", got.Err())
	}
	b.Write(first, Str("lost"))
	b.Write(second)
	if got := b.Value(); !got.failureClass(ValueError) {
		t.Errorf("Value = %v", got.Err())
	}
	if got := b.Fail(second); !got.failureClass(ValueError) {
		t.Errorf("Fail = %v", got.Err())
	}
}

func TestUnpack(t *testing.T) {
	pair := Unpack(ListOf(Int(1), Int(2)), 2)
	if pair.At(1).String() != "2" {
		t.Errorf("second = %s", pair.At(1))
	}
	tests := []struct {
		v    Value
		n    int
		want string
	}{
		{ListOf(Int(1)), 2, "ValueError: not enough values to unpack (expected 2, got 1)"},
		{Str("abc"), 2, "ValueError: too many values to unpack (expected 2)"},
		{Int(1), 2, "TypeError: cannot unpack non-iterable int object"},
		{Fail(KeyError, "k"), 2, "KeyError: k"},
	}
	for _, tt := range tests {
		if got := Unpack(tt.v, tt.n).Err(); got == nil || got.Error() != tt.want {
			t.Errorf("Unpack(%s, %d) = %v, want %s", tt.v.Repr(), tt.n, got, tt.want)
		}
	}
}

func TestLoop(t *testing.T) {
	if got := Loop(Null); !got.failureClass(TypeError) {
		t.Errorf("Loop(None) = %v", got.Err())
	}
	loop := Loop(ListOf(Str("a"), Str("a"), Str("b")))
	var b Builder
	for item := range Each(loop) {
		for _, name := range []string{"index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem"} {
			b.Write(loop.Attr(name), Str(" "))
		}
		b.Write(loop.Call("cycle", Str("x"), Str("y")), loop.Call("changed", item), Str("\n"))
	}
	want := "1 0 3 2 True False 3  a xTrue\n" +
		"2 1 2 1 False False 3 a b yFalse\n" +
		"3 2 1 0 False True 3 a  xTrue\n"
	if got := b.Value().String(); got != want {
		t.Errorf("loop:\n%s\nwant\n%s", got, want)
	}
	for range Each(Loop(Value{})) {
		t.Error("a loop over undefined has a turn")
	}
}

func TestMacro(t *testing.T) {
	macro := NewMacro(Signature{Name: "m", Params: []string{"a", "b"}}, func(a Arguments) Value {
		return Concat(a.At(0), Bool(a.Given(1)), a.At(1))
	})
	tests := []struct {
		got  Value
		want string
	}{
		{macro.Invoke(Int(1)), "1False"},
		{macro.Invoke(Int(1), Int(2)), "1True2"},
		{macro.InvokeWith(nil, Keyword{"b", Int(2)}, Keyword{"a", Int(1)}), "1True2"},
	}
	for _, tt := range tests {
		if tt.got.String() != tt.want {
			t.Errorf("macro = %q, want %q", tt.got, tt.want)
		}
	}
	for _, bad := range []Value{
		macro.Invoke(Int(1), Int(2), Int(3)),
		macro.InvokeWith(nil, Keyword{"c", Int(1)}),
		macro.InvokeWith(Values{Int(1)}, Keyword{"a", Int(1)}),
	} {
		if !bad.failureClass(TypeError) {
			t.Errorf("wrong arguments = %v", bad.Err())
		}
	}
	open := NewMacro(Signature{Name: "m", Caller: true, Kwargs: true, Varargs: true}, func(a Arguments) Value {
		return Concat(a.Varargs(), a.Kwargs(), a.Caller().Invoke())
	})
	caller := FuncOf("caller", func([]Value, []Keyword) Value { return Str("!") })
	if got := open.InvokeWith(Values{Int(1)}, Keyword{"x", Int(2)}, Keyword{"caller", caller}).String(); got != "(1,){'x': 2}!" {
		t.Errorf("open macro = %q", got)
	}
	if got := open.Invoke(); !got.failureClass(UndefinedError) {
		t.Errorf("a macro without its caller = %v", got.Err())
	}
}
