package value_test

import (
	"crypto/md5"
	"encoding/hex"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

func md5Of(s string) string {
	sum := md5.Sum([]byte(s))
	return hex.EncodeToString(sum[:])
}

// Each test is tried on all of these; want has a mark for each that passes.
func TestTests(t *testing.T) {
	operands := []value.Value{
		{}, value.Null, value.True, value.Int(0), value.Int(3), value.Float(1.5), value.Str("ab"), value.Str("AB"),
		value.ListOf(), value.TupleOf(), value.DictOf(), value.SetOf(), value.FilterEscape(value.Str("<")), value.NowUTC(),
	}
	for _, c := range []struct {
		name string
		is   func(value.Value) value.Value
		want string // u None True 0 3 1.5 ab AB [] () {} set() escaped time
	}{
		{"defined", value.IsDefined, ".xxxxxxxxxxxxx"},
		{"undefined", value.IsUndefined, "x............."},
		{"none", value.IsNone, ".x............"},
		{"boolean", value.IsBoolean, "..x..........."},
		{"true", value.IsTrue, "..x..........."},
		{"false", value.IsFalse, ".............."},
		{"integer", value.IsInteger, "...xx........."},
		{"float", value.IsFloat, ".....x........"},
		{"number", value.IsNumber, "..xxxx........"},
		{"string", value.IsString, "......xx....x."},
		{"mapping", value.IsMapping, "..........x..."},
		{"sequence", value.IsSequence, "x.....xxxxx.x."},
		{"iterable", value.IsIterable, "x.....xxxxxxx."},
		{"callable", value.IsCallable, "x............."},
		{"escaped", value.IsEscaped, "............x."},
		{"lower", value.IsLower, "......x....xx."},
		{"upper", value.IsUpper, ".......x......"},
	} {
		got := ""
		for _, v := range operands {
			mark := "."
			if c.is(v).Truthy() {
				mark = "x"
			}
			got += mark
		}
		if got != c.want {
			t.Errorf("%s: %s, not %s", c.name, got, c.want)
		}
	}
}

func TestTestsWithOperands(t *testing.T) {
	list := value.ListOf()
	for _, c := range []struct {
		got  value.Value
		want string
	}{
		{value.IsEven(value.Int(-2)), "True"},
		{value.IsOdd(value.Float(3)), "True"},
		{value.IsOdd(value.Str("x")), "TypeError"},
		{value.IsEven(value.Value{}), "UndefinedError"},
		{value.IsDivisibleby(value.Int(9), value.Int(0)), "ZeroDivisionError"},
		{value.IsIn(value.Str("a"), value.Str("cat")), "True"},
		{value.IsIn(value.Int(1), value.Null), "TypeError"},
		{value.IsSameas(list, list), "True"},
		{value.IsSameas(list, value.ListOf()), "False"},
		{value.IsSameas(value.Int(1), value.True), "False"},
		{value.IsLt(value.Int(1), value.Float(1.5)), "True"},
		{value.IsFilter(value.Str("upper")), "True"},
		{value.IsFilter(value.Str("nothing")), "False"},
		{value.IsTest(value.Str("greaterthan")), "True"},
	} {
		if got := shown(c.got); got != c.want {
			t.Errorf("%s, not %s", got, c.want)
		}
	}
}
