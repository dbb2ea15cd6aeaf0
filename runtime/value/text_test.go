package value

import (
	"math"
	"testing"
	"time"
)

func TestStrAndRepr(t *testing.T) {
	for _, c := range []struct {
		v         Value
		str, repr string
	}{
		{Null, "None", "None"}, {True, "True", "True"}, {Int(-5), "-5", "-5"}, {Value{}, "", "Undefined"}, {Ellipsis, "Ellipsis", "Ellipsis"},
		{Str("a'b"), "a'b", `"a'b"`}, {Str(`a'b"c`), `a'b"c`, `'a\'b"c'`}, {Str("\t\n\r\\\x00\x7f"), "\t\n\r\\\x00\x7f", `'\t\n\r\\\x00\x7f'`},
		{Str("é日😀\u00a0\u200b\u2028\U000e0001"), "é日😀\u00a0\u200b\u2028\U000e0001", `'é日😀\xa0\u200b\u2028\U000e0001'`}, {Str("\xed\xa0\x80"), "\xed\xa0\x80", `'\ud800'`},
		{BytesOf("a'\xff\n"), `b"a'\xff\n"`, `b"a'\xff\n"`}, {ListOf(Str("a"), ListOf()), "['a', []]", "['a', []]"}, {TupleOf(Int(1)), "(1,)", "(1,)"}, {SetOf(), "set()", "set()"},
		{DictOf(Str("a"), Null, Int(1), Value{}), "{'a': None, 1: Undefined}", "{'a': None, 1: Undefined}"}, {markup("<"), "<", "Markup('<')"},
		{Fail(KeyError, "gone"), "KeyError: gone", "KeyError: gone"}, {FuncOf("f", nil), "<function f>", "<function f>"}, {Value{ref: 1 - 2i}, "(1-2j)", "(1-2j)"}, {Value{ref: 2i}, "2j", "2j"},
	} {
		if c.v.String() != c.str || c.v.Repr() != c.repr {
			t.Errorf("%q and %q, not %q and %q", c.v.String(), c.v.Repr(), c.str, c.repr)
		}
	}
}

func TestFloats(t *testing.T) {
	for want, f := range map[string]float64{
		"0.0": 0, "-0.0": math.Copysign(0, -1), "1.0": 1, "0.1": 0.1, "1e+16": 1e16, "9999999999999998.0": 9999999999999998, "1e-05": 1e-5, "0.0001": 1e-4,
		"1.5e-07": 1.5e-7, "5e-324": 5e-324, "1.7976931348623157e+308": math.MaxFloat64, "123456.789": 123456.789, "inf": math.Inf(1), "-inf": math.Inf(-1), "nan": math.NaN(),
		"1e+100": 1e100, "12345678901234.5": 12345678901234.5,
	} {
		if got := Float(f).String(); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

func TestTimesAsText(t *testing.T) {
	at := time.Date(2024, 2, 3, 4, 5, 6, 7000, time.UTC)
	for _, c := range []struct {
		v         Value
		str, repr string
	}{
		{DateTimeOf(at), "2024-02-03 04:05:06.000007+00:00", "datetime.datetime(2024, 2, 3, 4, 5, 6, 7, tzinfo=datetime.timezone.utc)"},
		{NaiveDateTimeOf(at.Truncate(time.Hour)), "2024-02-03 04:00:00", "datetime.datetime(2024, 2, 3, 4, 0)"},
		{DateTimeOf(at.In(time.FixedZone("", -90*60)).Truncate(time.Second)), "2024-02-03 02:35:06-01:30", "datetime.datetime(2024, 2, 3, 2, 35, 6, tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=81000)))"},
		{DateOf(at), "2024-02-03", "datetime.date(2024, 2, 3)"}, {DateOf(time.Date(99, 1, 2, 0, 0, 0, 0, time.UTC)), "0099-01-02", "datetime.date(99, 1, 2)"},
		{TimeDeltaOf(1, 0), "1 day, 0:00:00", "datetime.timedelta(days=1)"}, {TimeDeltaOf(-1, 0), "-1 day, 0:00:00", "datetime.timedelta(days=-1)"}, {TimeDeltaOf(0, 0), "0:00:00", "datetime.timedelta(0)"},
		{TimeDeltaOf(0, -1), "-1 day, 23:59:59.999999", "datetime.timedelta(days=-1, seconds=86399, microseconds=999999)"}, {TimeDeltaOf(0, 5400*1e6), "1:30:00", "datetime.timedelta(seconds=5400)"},
		{DurationOf(1, 1, 0, 0), "1 years, 1 month, 0:00:00", "isodate.duration.Duration(0, 0, 0, years=1, months=1)"}, {DurationOf(0, 2, 3, 0), "2 months, 3 days, 0:00:00", "isodate.duration.Duration(3, 0, 0, years=0, months=2)"},
	} {
		if c.v.String() != c.str || c.v.Repr() != c.repr {
			t.Errorf("%s and %s, not %s and %s", c.v.String(), c.v.Repr(), c.str, c.repr)
		}
	}
}

func TestConcat(t *testing.T) {
	got := Concat(Str("a"), Int(1), Value{}, Null, ListOf(Str("x")), Raw([]byte(`"y\n"`)), Float(2), markup("<"))
	if got.String() != "a1None['x']y\n2.0<" || got.isMarkup() {
		t.Error(got.Repr())
	}
	if got := Concat(ListOf(Int(10).Pow(Int(5000)))); !got.failureClass(ValueError) {
		t.Error("an int of 5001 digits was printed")
	}
}
