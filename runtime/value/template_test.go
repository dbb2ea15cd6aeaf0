package value

import (
	"errors"
	"math"
	"testing"
	"time"
)

func template(v Value) Template[int] {
	return Template[int]{Source: "{{ source }}", Eval: func(int) Value { return v }}
}

func fixed(text string) Template[int] { return Template[int]{Source: text} }

func show(v Value, err error) string {
	if err != nil {
		return "!" + err.Error()
	}
	return v.Repr()
}

// TestTemplateText has what InterpolatedString gives for the value of an expression.
func TestTemplateText(t *testing.T) {
	day := time.Date(2024, 11, 12, 13, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		v    Value
		want string
	}{
		{Int(5), "5"}, {Float(1e16), "1e+16"}, {True, "True"}, {Null, "None"}, {Value{}, "''"}, {Str(""), "''"},
		{Str("5"), "5"}, {Str("'5'"), "'5'"}, {Str("007"), "'007'"}, {Str(" a "), "' a '"}, {Str("1e5"), "100000.0"}, {Str("[1, 'a']"), "[1, 'a']"},
		{Float(math.Inf(-1)), "'-inf'"}, {Float(math.NaN()), "'nan'"}, {Ellipsis, "'Ellipsis'"}, {Str("..."), "Ellipsis"}, {Str("1+2j"), "'1+2j'"},
		{ListOf(Str("5"), Float(2)), "['5', 2.0]"}, {ListOf(Value{}), "'[Undefined]'"}, {ListOf(Float(math.Inf(1))), "'[inf]'"},
		{DictOf(Int(1), TupleOf(Null), Str("b"), SetOf()), "{1: (None,), 'b': set()}"}, {DictOf(Str("d"), DateOf(day)), `"{'d': datetime.date(2024, 11, 12)}"`},
		{Raw([]byte(`{"a": [1, "2", null, true]}`)), "{'a': [1, '2', None, True]}"}, {Raw([]byte(`"5"`)), "5"}, {Raw([]byte(`[NaN]`)), "'[nan]'"},
		{DateOf(day), "'2024-11-12'"}, {DateTimeOf(day), "'2024-11-12 13:00:00+00:00'"}, {TimeDeltaOf(1, 0), "'1 day, 0:00:00'"}, {BytesOf("x"), "b'x'"},
		{markup("<5>"), "'<5>'"}, {ListOf(markup("x")), `"[Markup('x')]"`},
		{Fail(TypeError, "x"), "'{{ source }}'"}, {Fail(UndefinedError, "gone"), "!UndefinedError: gone"}, {Fail(ValueError, "bad"), "!ValueError: bad"},
		{Int(10).Pow(Int(5000)), "!ValueError: Exceeds the limit (4300 digits) for integer string conversion"},
	} {
		if got := show(template(c.v).Text(0)); got != c.want {
			t.Errorf("%s: %s, not %s", c.v.Repr(), got, c.want)
		}
	}
}

func TestTemplateOfConstantText(t *testing.T) {
	for text, want := range map[string]string{"abc": "'abc'", "100": "100", "a\r\nb\n": `'a\r\nb\n'`, "": "''", "5\n": "5"} {
		if got := show(fixed(text).Text(0)); got != want {
			t.Errorf("%q: %s, not %s", text, got, want)
		}
	}
	if !(Template[int]{}).IsZero() || fixed("x").IsZero() || template(Null).IsZero() {
		t.Error("a template is there or it is not")
	}
}

func TestTemplateTextOr(t *testing.T) {
	for _, c := range []struct {
		v         Value
		def, want string
	}{
		{Value{}, "7", "7"}, {Str(""), "x\n", "'x\\n'"}, {Fail(UndefinedError, "gone"), "7", "7"}, {Null, "7", "None"}, {Int(0), "7", "0"},
		{Fail(UndefinedError, "gone"), "", "!UndefinedError: gone"}, {Fail(TypeError, "x"), "7", "'{{ source }}'"}, {Fail(KeyError, "k"), "7", "!KeyError: k"},
	} {
		if got := show(template(c.v).TextOr(0, fixed(c.def))); got != c.want {
			t.Errorf("%s or %q: %s, not %s", c.v.Repr(), c.def, got, c.want)
		}
	}
}

func TestTemplateCondition(t *testing.T) {
	for _, v := range []Value{
		False, Null, {}, Int(0), Float(-0.0), Str(""), Str("False"), Str("false"), Str("0"), Str("0x0"), Str("0.00"), Str("None"), Str("  False"), Str("'{}'"),
		ListOf(), TupleOf(), DictOf(), SetOf(), Str("[ ]"), Raw([]byte("[ ]")), Raw([]byte("0")), Fail(UndefinedError, "gone"),
	} {
		if got, err := template(v).Condition(0); got || err != nil {
			t.Errorf("%s is %v: %v", v.Repr(), got, err)
		}
	}
	for _, v := range []Value{
		True, Int(1), Float(math.NaN()), Str("no"), Str("FALSE"), Str("null"), Str(" "), Str("f"), ListOf(Int(0)), ListOf(Value{}), Str("b''"), Str("..."),
		Fail(TypeError, "x"), DateOf(time.Unix(0, 0)), TimeDeltaOf(0, 0),
	} {
		if got, err := template(v).Condition(0); !got || err != nil {
			t.Errorf("%s is %v: %v", v.Repr(), got, err)
		}
	}
	if _, err := template(Fail(ZeroDivisionError, "x")).Condition(0); err == nil {
		t.Error("a division by zero passed")
	}
}

func TestTemplateEntryAndNested(t *testing.T) {
	for _, v := range []Value{{}, Str(""), Null, Str("None"), Fail(UndefinedError, "gone")} {
		for _, get := range []func(int) (Value, error){func(s int) (Value, error) { return template(v).Entry(s) }, template(v).Nested} {
			if got, err := get(0); err != nil || !got.IsUndefined() {
				t.Errorf("%s stays as %s: %v", v.Repr(), got.Repr(), err)
			}
		}
	}
	if got := show(template(Str("1")).Entry(0, KindStr)); got != "'1'" {
		t.Errorf("a key became %s", got)
	}
	if got := show(template(Str("None")).Entry(0, KindStr)); got != "'None'" {
		t.Errorf("a key became %s", got)
	}
}

func TestTemplateTyped(t *testing.T) {
	for _, c := range []struct {
		v    Value
		kind Kind
		want string
	}{
		{Str("5"), KindInt, "5"}, {Str("5"), KindFloat, "'5'"}, {Int(5), KindStr, "'5'"}, {Str("True"), KindInt, "True"}, {True, KindInt, "True"},
		{Str("5"), KindStr, "'5'"}, {Str("'a'"), KindStr, "'a'"}, {ListOf(Int(1)), KindStr, "'[1]'"}, {ListOf(Int(1)), KindList, "[1]"}, {Value{}, KindInt, "''"},
	} {
		if got := show(template(c.v).Typed(0, c.kind)); got != c.want {
			t.Errorf("%s: %s, not %s", c.v.Repr(), got, c.want)
		}
	}
}

func TestRereadCopies(t *testing.T) {
	v := ListOf(ListOf(Int(1)))
	got, _ := template(v).Text(0)
	inner := got.At(0)
	inner.Append(Int(2))
	if v.Repr() != "[[1]]" {
		t.Error("the result shares a list with the expression")
	}
}

func TestErrorsKeepTheirClass(t *testing.T) {
	_, err := template(Fail(KeyError, "%s", "'a'")).Text(0)
	var e *Error
	if !errors.As(err, &e) || e.Class != KeyError || FailWith(err).Err() != err {
		t.Errorf("%v", err)
	}
	if FailWith(errors.New("x")).failureClass(ValueError) == false {
		t.Error("an error of Go is no ValueError")
	}
}
