package value_test

import (
	"regexp"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestMacros(t *testing.T) {
	t.Setenv("LOWCODE_NOW", "2031-05-06T22:08:09.25Z")
	none := value.Value{}
	for _, c := range []struct {
		name string
		got  value.Value
		want string // str() of the result
	}{
		{"now", value.NowUTC(), "2031-05-06 22:08:09.250000+00:00"},
		{"today", value.TodayUTC(), "2031-05-06"},
		{"today in Tokyo", value.TodayWithTimezone(value.Str("Asia/Tokyo")), "2031-05-07"},
		{"today nowhere", value.TodayWithTimezone(value.Str("Mars")), "pytz.exceptions.UnknownTimeZoneError"},
		{"timestamp", value.Timestamp(value.Str("2019-07-08T00:00+02:00")), "1562536800.0"},
		{"timestamp of a number", value.Timestamp(value.Float(5.9)), "5"},
		{"timestamp of infinity", value.Timestamp(read(t, "1e999")), "OverflowError"},
		{"timestamp of nothing", value.Timestamp(value.Null), "TypeError"},
		{"a time", value.StrToDatetime(value.Str("2019-07-08T09-03:30")), "2019-07-08 12:30:00+00:00"},
		{"no time", value.StrToDatetime(value.Str("today")), "ValueError"},
		{"undefined", value.StrToDatetime(none), "UndefinedError"},
		{"format text", value.FormatDatetime(value.Str("2019-07-08T09:10:11.5+02:00"), value.Str("%H:%M %z %_ms"), none), "07:10 +0000 500"},
		{"format by format", value.FormatDatetime(value.Str("8.7.19"), value.Str("%s"), value.Str("%d.%m.%y")), "1562544000"},
		{"format int", value.FormatDatetime(value.Int(1562544000123), value.Str("%F"), value.Str("%ms")), "2019-07-08"},
		{"format datetime", value.FormatDatetime(value.NowUTC(), value.Str("%_ms"), none), " 5s"},
		{"format float", value.FormatDatetime(value.Float(1), value.Str("%Y"), none), "TypeError"},
		{"days ago", value.DayDelta(value.Int(-6), none), "2031-04-30T22:08:09.250000+0000"},
		{"half a day", value.DayDelta(value.Float(0.5), value.Str("%F %T")), "2031-05-07 10:08:09"},
		{"too many days", value.DayDelta(value.Int(1<<40), none), "OverflowError"},
		{"duration", value.MacroDuration(value.Str("P1DT2H")), "1 day, 2:00:00"},
		{"months", value.NowUTC().Add(value.MacroDuration(value.Str("P10M"))), "2032-03-06 22:08:09.250000+00:00"},
		{"no duration", value.MacroDuration(value.Str("1D")), "isodate.isoerror.ISO8601Error"},
		{"max", value.MacroMax(value.Int(1), value.Float(1), value.Int(0)), "1"},
		{"max of a list", value.MacroMax(value.ListOf(value.Str("a"), value.Str("b"))), "b"},
		{"min of nothing", value.MacroMin(value.ListOf()), "ValueError"},
		{"min of kinds", value.MacroMin(value.Int(1), value.Str("a")), "TypeError"},
		{"snake", value.CamelCaseToSnakeCase(value.Str("HTTPStatusÄx")), "h_t_t_p_statusäx"},
		{"url", value.SanitizeURL(value.Str("a b/ü~")), "a+b%2F%C3%BC~"},
		{"url of a number", value.SanitizeURL(value.Int(1)), "TypeError"},
	} {
		got := c.got.String()
		if e, ok := c.got.Err().(*value.Error); ok {
			got = e.Class
		}
		if got != c.want {
			t.Errorf("%s: %s, not %s", c.name, got, c.want)
		}
	}
}

func TestGenerateUUID(t *testing.T) {
	form := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	one, two := value.GenerateUUID().String(), value.GenerateUUID().String()
	if !form.MatchString(one) || one == two {
		t.Error(one, two)
	}
}

func TestGlobals(t *testing.T) {
	kw := []value.Keyword{{Name: "n", Value: value.Int(1)}}
	ns := value.GlobalNamespace(nil, kw)
	value.NamespaceSet(ns, "n", value.Int(2))
	if got := ns.Attr("n"); got.Repr() != "2" {
		t.Error(got)
	}
	if got := value.NamespaceSet(value.DictOf(), "n", value.Null); !got.Failed() {
		t.Error(got)
	}
	if got := value.GlobalDict([]value.Value{value.ListOf(value.TupleOf(value.Str("a"), value.Null))}, kw); got.Repr() != "{'a': None, 'n': 1}" {
		t.Error(got)
	}
	cycler := value.GlobalCycler([]value.Value{value.Int(1), value.Int(2)}, nil)
	got := value.ListOf(cycler.Call("next"), cycler.Call("next"), cycler.Call("next"), cycler.Attr("current"), cycler.Call("reset"), cycler.Call("next"))
	if got.Repr() != "[1, 2, 1, 2, None, 1]" {
		t.Error(got)
	}
	joiner := value.GlobalJoiner(value.Value{})
	if got := value.ListOf(joiner.Invoke(), joiner.Invoke()); got.Repr() != "['', ', ']" {
		t.Error(got)
	}
}
