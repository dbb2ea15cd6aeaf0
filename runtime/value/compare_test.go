package value

import (
	"math"
	"testing"
	"time"
)

func TestEqual(t *testing.T) {
	day := DateOf(time.Unix(0, 0).UTC())
	noon := time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		a, b Value
		want bool
	}{
		{Int(1), Float(1), true}, {Int(1), True, true}, {Float(0), False, true}, {Literal("9007199254740993"), Float(9007199254740992), false},
		{Literal("1e22"), Literal("10000000000000000000000"), true}, {Float(math.NaN()), Float(math.NaN()), false}, {Literal("1e400"), Literal("9" + zeros(400)), false},
		{Str("1"), Int(1), false}, {Str("a"), markup("a"), true}, {Null, Null, true}, {Null, False, false}, {Value{}, Value{}, true}, {Value{}, Null, false},
		{ListOf(Int(1)), ListOf(Float(1)), true}, {ListOf(), TupleOf(), false}, {ListOf(Int(1)), ListOf(Int(1), Int(2)), false},
		{DictOf(Str("a"), Int(1), Str("b"), Int(2)), DictOf(Str("b"), Int(2), Str("a"), Int(1)), true}, {DictOf(Int(1), Null), DictOf(True, Null), true},
		{DictOf(Str("a"), Null), DictOf(Str("b"), Null), false}, {SetOf(Int(1), Int(2)), SetOf(Int(2), Float(1)), true}, {BytesOf("a"), Str("a"), false},
		{Raw([]byte(`{"a":[1, 2.0]}`)), DictOf(Str("a"), ListOf(Int(1), Int(2))), true}, {Fail(TypeError, ""), Fail(TypeError, ""), false},
		{DateTimeOf(noon), DateTimeOf(noon.In(time.FixedZone("", 3600))), true}, {DateTimeOf(noon), NaiveDateTimeOf(noon), false}, {day, DateTimeOf(time.Unix(0, 0)), false},
		{TimeDeltaOf(1, 0), TimeDeltaOf(0, dayMicros), true}, {DurationOf(1, 0, 0, 0), DurationOf(0, 12, 0, 0), true}, {DurationOf(0, 0, 1, 0), TimeDeltaOf(1, 0), true},
	} {
		if Equal(c.a, c.b) != c.want || Equal(c.b, c.a) != c.want {
			t.Errorf("%s == %s is not %v", c.a.Repr(), c.b.Repr(), c.want)
		}
	}
}

func TestSame(t *testing.T) {
	if Same(Int(1), Float(1)) || Same(True, Int(1)) || Same(Raw([]byte(`[1]`)), Raw([]byte(`[1.0]`))) || Same(ListOf(), TupleOf()) {
		t.Error("different values are the same")
	}
	if !Same(Raw([]byte(`{"a":1,"b":[2]}`)), Raw([]byte(`{"b": [2], "a": 1}`))) || !Same(TupleOf(Str("x")), TupleOf(Str("x"))) {
		t.Error("the same values differ")
	}
}

func TestOrder(t *testing.T) {
	noon := time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC)
	nan := Float(math.NaN())
	for _, c := range []struct {
		v    Value
		want string
	}{
		{Int(1).Lt(Float(1.5)), "True"}, {True.Ge(Int(1)), "True"}, {Str("Z").Lt(Str("a")), "True"}, {Str("é").Gt(Str("z")), "True"},
		{ListOf(Int(1), Int(2)).Lt(ListOf(Int(1), Int(3))), "True"}, {ListOf(Int(1)).Lt(ListOf(Int(1), Null)), "True"}, {TupleOf(Int(2)).Gt(TupleOf(Int(1), Str("a"))), "True"},
		{nan.Lt(Int(1)), "False"}, {nan.Ge(nan), "False"}, {Literal("9007199254740993").Gt(Float(9007199254740992)), "True"}, {Literal("-1e400").Lt(Literal("-9" + zeros(400))), "True"},
		{Int(1).Lt(Str("a")), TypeError}, {Null.Lt(Null), TypeError}, {DictOf().Lt(DictOf()), TypeError}, {ListOf(Int(1)).Lt(ListOf(Str("a"))), TypeError},
		{Value{}.Lt(Int(1)), UndefinedError}, {SetOf(Int(1)).Lt(SetOf(Int(1), Int(2))), "True"}, {SetOf(Int(1)).Ge(SetOf(Int(1))), "True"}, {SetOf(Int(1)).Gt(SetOf(Int(2))), "False"},
		{DateTimeOf(noon).Lt(DateTimeOf(noon.Add(1e9))), "True"}, {DateTimeOf(noon).Lt(NaiveDateTimeOf(noon)), TypeError}, {DateOf(noon).Lt(DateTimeOf(noon)), TypeError},
		{TimeDeltaOf(-1, 5).Lt(TimeDeltaOf(0, 0)), "True"}, {DateOf(noon).Le(DateOf(noon)), "True"},
	} {
		if got := result(c.v); got != c.want {
			t.Errorf("%s, not %s", got, c.want)
		}
	}
	if c, err := Compare(Int(2), Int(1)); c != 1 || err != nil {
		t.Errorf("%d, %v", c, err)
	}
	if _, err := Compare(Int(2), Str("a")); err == nil || err.Error() != "TypeError: '<' not supported between instances of 'int' and 'str'" {
		t.Error(err)
	}
}

func TestIn(t *testing.T) {
	for _, c := range []struct {
		v    Value
		want string
	}{
		{Str("b").In(Str("abc")), "True"}, {Int(1).In(Str("1")), TypeError}, {Float(1).In(ListOf(True)), "True"}, {Str("a").In(DictOf(Str("a"), Null)), "True"},
		{ListOf().In(DictOf()), TypeError}, {Int(1).In(Null), TypeError}, {Int(1).In(Int(1)), TypeError}, {Int(97).In(BytesOf("a")), "True"}, {Int(1).NotIn(SetOf(Int(2))), "True"},
		{TupleOf(Int(1)).In(SetOf(TupleOf(Float(1)))), "True"}, {Str("x").In(Raw([]byte(`["x"]`))), "True"},
	} {
		if got := result(c.v); got != c.want {
			t.Errorf("%s, not %s", got, c.want)
		}
	}
}

func TestListThatHoldsItself(t *testing.T) {
	v := ListOf(Int(1))
	v.Append(v)
	w := ListOf(Int(1))
	w.Append(w)
	if v.Repr() != "[1, [...]]" || Equal(v, w) || v.Clone().Len() != 2 {
		t.Error(v.Repr())
	}
}
