package value

import "testing"

func TestSlice(t *testing.T) {
	none := Value{}
	text, numbers := Str("aéb😀c"), ListOf(Int(0), Int(1), Int(2), Int(3))
	for _, c := range []struct {
		v    Value
		want string
	}{
		{text.Slice(Int(1), Int(4), none), "'éb😀'"}, {text.Slice(none, Int(-1), Null), "'aéb😀'"}, {text.Slice(none, none, Int(-1)), "'c😀béa'"},
		{text.Slice(none, none, Int(2)), "'abc'"}, {text.Slice(Int(3), Int(1), none), "''"}, {text.Slice(Int(-99), Int(99), none), "'aéb😀c'"},
		{numbers.Slice(Int(1), none, none), "[1, 2, 3]"}, {numbers.Slice(none, none, Int(-2)), "[3, 1]"}, {numbers.Slice(Int(2), Int(0), Int(-1)), "[2, 1]"},
		{numbers.Slice(Literal("99999999999999999999"), none, Literal("-99999999999999999999")), "[3]"}, {numbers.Slice(True, none, none), "[1, 2, 3]"},
		{TupleOf(Int(1), Int(2)).Slice(Int(1), none, none), "(2,)"}, {BytesOf("abc").Slice(none, none, Int(-1)), "b'cba'"}, {Raw([]byte(`[1,2]`)).Slice(none, Int(1), none), "[1]"},
		{text.Slice(none, none, Int(0)), ValueError}, {text.Slice(Str("a"), none, none), TypeError}, {Int(1).Slice(none, none, none), TypeError},
		{DictOf().Slice(none, none, none), TypeError}, {SetOf().Slice(none, none, none), TypeError}, {text.Slice(DictOf().Item("x"), none, none), TypeError},
	} {
		if got := result(c.v); got != c.want {
			t.Errorf("%s, not %s", got, c.want)
		}
	}
}

func TestIndex(t *testing.T) {
	for _, c := range []struct {
		v    Value
		want string
	}{
		{Str("aéb").Index(Int(1)), "'é'"}, {Str("aé").Index(Int(-1)), "'é'"}, {Str("a").Index(Int(5)), "Undefined"}, {ListOf(Int(5)).Index(True), "Undefined"},
		{ListOf(Int(5), Int(6)).Index(Int(-2)), "5"}, {ListOf(Int(5)).Index(Str("a")), "Undefined"}, {DictOf(Int(1), Str("x")).Index(Float(1)), "'x'"},
		{DictOf(Int(1), Str("x")).Index(ListOf()), "Undefined"}, {TupleOf(Int(5)).Index(Int(0)), "5"}, {BytesOf("a").Index(Int(0)), "97"}, {Int(5).Index(Int(0)), "Undefined"},
		{Raw([]byte(`[1, {"a": 2}]`)).Index(Int(1)).Index(Str("a")), "2"}, {Null.Item("a"), "Undefined"}, {ListOf(Int(1)).At(3), "Undefined"},
	} {
		if got := result(c.v); got != c.want {
			t.Errorf("%s, not %s", got, c.want)
		}
	}
}
