package value_test

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Each line is a method, its operand and arguments in JSON, repr() of the
// result, and what the operand is afterwards if it changes.
func TestMethods(t *testing.T) {
	for _, c := range []struct {
		operand, name string
		args          []string
		want, after   string
	}{
		{`"a, b"`, "split", []string{`", "`}, `['a', 'b']`, ""},
		{`" a  b "`, "split", nil, `['a', 'b']`, ""},
		{`" a  b "`, "split", []string{`null`, `1`}, `['a', 'b ']`, ""},
		{`"a b c"`, "rsplit", []string{`null`, `1`}, `['a b', 'c']`, ""},
		{`"a"`, "split", []string{`""`}, `ValueError`, ""},
		{`"a"`, "split", []string{`1`}, `TypeError`, ""},
		{`"a"`, "upper", []string{`1`}, `TypeError`, ""},
		{`"a\r\nb\u2028"`, "splitlines", nil, `['a', 'b']`, ""},
		{`"a=b=c"`, "partition", []string{`"="`}, `('a', '=', 'b=c')`, ""},
		{`"日本日"`, "find", []string{`"日"`, `1`}, `2`, ""},
		{`"abc"`, "index", []string{`"z"`}, `ValueError`, ""},
		{`"aaaa"`, "count", []string{`"aa"`}, `2`, ""},
		{`"abc"`, "endswith", []string{`"b"`, `0`, `-1`}, `True`, ""},
		{`"aXb"`, "replace", []string{`"X"`, `""`}, `'ab'`, ""},
		{`""`, "replace", []string{`""`, `"-"`}, `'-'`, ""},
		{`"-"`, "join", []string{`["a", 1]`}, `TypeError`, ""},
		{`"7"`, "zfill", []string{`3`}, `'007'`, ""},
		{`"x"`, "ljust", []string{`99999999999`}, `MemoryError`, ""},
		{`"it's {0[k]} {0[k]:>3}"`, "format", []string{`{"k": 5}`}, `"it's 5   5"`, ""},
		{`"{} {0}"`, "format", []string{`1`}, `ValueError`, ""},
		{`"{:{}}|"`, "format", []string{`1`, `4`}, `'   1|'`, ""},
		{`"{x}"`, "format", nil, `KeyError`, ""},
		{`"{:,.1f}"`, "format", []string{`12345.67`}, `'12,345.7'`, ""},
		{`"{:#06x}"`, "format", []string{`31`}, `'0x001f'`, ""},
		{`"{:9999999999}"`, "format", []string{`1`}, `MemoryError`, ""},
		{`"aé"`, "encode", nil, `b'a\xc3\xa9'`, ""},
		{`"é"`, "encode", []string{`"ascii"`}, `UnicodeEncodeError`, ""},
		{`"Ünder_1"`, "isidentifier", nil, `True`, ""},
		{`"Ab Cd"`, "istitle", nil, `True`, ""},
		{`"x"`, "nothing", nil, `UndefinedError`, ""},
		{`{"a": 1}`, "get", []string{`"b"`, `2`}, `2`, ""},
		{`{"a": 1}`, "get", []string{`[]`}, `TypeError`, ""},
		{`{"a": 1}`, "items", nil, `dict_items([('a', 1)])`, ""},
		{`{"a": 1}`, "pop", []string{`"a"`}, `1`, `{}`},
		{`{"a": 1}`, "pop", []string{`"b"`}, `KeyError`, `{'a': 1}`},
		{`{"a": 1}`, "update", []string{`[["b", 2]]`}, `None`, `{'a': 1, 'b': 2}`},
		{`{"a": 1}`, "update", []string{`[["b"]]`}, `ValueError`, ""},
		{`{"a": 1}`, "setdefault", []string{`"b"`, `2`}, `2`, `{'a': 1, 'b': 2}`},
		{`[3, 1]`, "append", []string{`2`}, `None`, `[3, 1, 2]`},
		{`[3, 1]`, "sort", nil, `None`, `[1, 3]`},
		{`[3, "a"]`, "sort", nil, `TypeError`, `[3, 'a']`},
		{`[3, 1]`, "pop", nil, `1`, `[3]`},
		{`[]`, "pop", nil, `IndexError`, ""},
		{`[3, 1]`, "insert", []string{`-9`, `0`}, `None`, `[0, 3, 1]`},
		{`[3, 1]`, "index", []string{`1.0`}, `1`, ""},
		{`2.0`, "is_integer", nil, `True`, ""},
		{`255`, "bit_length", nil, `8`, ""},
	} {
		v := read(t, c.operand)
		if got := shown(v.CallWith(c.name, readAll(t, c.args))); got != c.want {
			t.Errorf("%s.%s(%s): %s, not %s", c.operand, c.name, strings.Join(c.args, ", "), got, c.want)
		}
		if c.after != "" && v.Repr() != c.after {
			t.Errorf("%s.%s(%s) leaves %s, not %s", c.operand, c.name, strings.Join(c.args, ", "), v.Repr(), c.after)
		}
	}
}

func TestMethodsTakeNames(t *testing.T) {
	v := value.Str("a-b-c")
	kw := []value.Keyword{{Name: "maxsplit", Value: value.Int(1)}, {Name: "sep", Value: value.Str("-")}}
	if got := v.CallWith("split", nil, kw...); got.Repr() != "['a', 'b-c']" {
		t.Error(got)
	}
	if got := v.CallWith("strip", nil, value.Keyword{Name: "chars", Value: value.Null}); shown(got) != value.TypeError {
		t.Error(got)
	}
	if got := v.CallWith("split", []value.Value{value.Str("-")}, kw[1]); shown(got) != value.TypeError {
		t.Error(got)
	}
}

func TestTimesHaveMethods(t *testing.T) {
	at := value.StrToDatetime(value.Str("2019-07-08T09:10:11.25Z"))
	for _, c := range []struct {
		got  value.Value
		want string
	}{
		{at.Attr("year"), "2019"},
		{at.Attr("microsecond"), "250000"},
		{at.Attr("tzinfo"), "UTC"},
		{at.Call("weekday"), "0"},
		{at.Call("strftime", value.Str("%d.%m.")), "08.07."},
		{at.Call("isoformat", value.Str(" "), value.Str("minutes")), "2019-07-08 09:10+00:00"},
		{at.Call("isoformat", value.Str("T"), value.Str("years")), "ValueError"},
		{at.Call("timestamp"), "1562577011.25"},
		{at.Call("date"), "2019-07-08"},
		{at.Call("date").Attr("hour"), ""},
		{at.Call("time"), "09:10:11.250000"},
		{at.Call("isocalendar").Attr("week"), "28"},
		{at.Call("isocalendar"), "datetime.IsoCalendarDate(year=2019, week=28, weekday=1)"},
		{at.CallWith("replace", nil, value.Keyword{Name: "day", Value: value.Int(31)}), "2019-07-31 09:10:11.250000+00:00"},
		{at.CallWith("replace", nil, value.Keyword{Name: "month", Value: value.Int(13)}), "ValueError"},
		{at.CallWith("replace", nil, value.Keyword{Name: "tzinfo", Value: value.Null}), "2019-07-08 09:10:11.250000"},
		{at.Call("date").Call("replace", value.Int(2020)), "2020-07-08"},
		{at.Call("strptime", value.Str("1.2.03"), value.Str("%d.%m.%y")), "2003-02-01 00:00:00"},
		{at.Sub(value.StrToDatetime(value.Str("2019-07-07"))).Attr("days"), "1"},
		{at.Sub(value.StrToDatetime(value.Str("2019-07-07"))).Call("total_seconds"), "119411.25"},
		{value.MacroDuration(value.Str("P1Y2M")).Attr("months"), "2"},
	} {
		got := c.got.String()
		if e, ok := c.got.Err().(*value.Error); ok {
			got = e.Class
		}
		if got != c.want {
			t.Errorf("%s, not %s", got, c.want)
		}
	}
}

func BenchmarkGet(b *testing.B) {
	record, err := value.Load([]byte(`{"id": 1, "name": "x", "updated_at": "2019-07-08"}`))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if record.Call("get", value.Str("updated_at")).Failed() {
			b.Fatal("failed")
		}
	}
}
