package manifest

import (
	"math"
	"math/big"
	"reflect"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/compiler/source"
)

// parse reads a manifest that has no errors.
func parse(t *testing.T, text string) *Node {
	t.Helper()
	n, diags := Parse(source.NewFile("manifest.yaml", text))
	if diags.HasErrors() {
		t.Fatalf("%q: %s", text, diags.Text())
	}
	return n
}

func huge(digits string) *big.Int {
	n, ok := new(big.Int).SetString(digits, 10)
	if !ok {
		panic(digits)
	}
	return n
}

func utc(year, month, day, hour, minute, second, micro int) time.Time {
	return time.Date(year, time.Month(month), day, hour, minute, second, micro*1000, time.UTC)
}

// What PyYAML makes of plain scalars; recorded by running it.
func TestScalars(t *testing.T) {
	type table map[string]any
	for name, scalars := range map[string]table{
		"null":    {"": nil, "~": nil, "null": nil, "Null": nil, "NULL": nil, "nUll": "nUll", "None": "None"},
		"boolean": {"yes": true, "Yes": true, "ON": true, "true": true, "no": false, "Off": false, "FALSE": false, "y": "y", "n": "n", "yEs": "yEs"},
		"integer": {"0": int64(0), "-0": int64(0), "+7": int64(7), "1_000": int64(1000), "017": int64(15), "-017": int64(-15), "0_": int64(0),
			"08": "08", "0o17": "0o17", "0x1F": int64(31), "0b101": int64(5), "-0b1_1": int64(-3), "_1": "_1",
			"1:30": int64(90), "190:20:30": int64(685230), "-1:30": int64(-90), "01:30": "01:30", "1:60": "1:60",
			"9223372036854775807": int64(math.MaxInt64), "9223372036854775808": huge("9223372036854775808"),
			"-9223372036854775808": int64(math.MinInt64), "123456789012345678901234567890": huge("123456789012345678901234567890")},
		"float": {"1.0": 1.0, "1.": 1.0, ".5": 0.5, "-.5": "-.5", "+.5": "+.5", "1e3": "1e3", "1.0e3": "1.0e3", "1.0e+3": 1000.0, "1_0.5_0": 10.5,
			"1:30.5": 90.5, "0:30.5": 30.5, ".inf": math.Inf(1), "-.INF": math.Inf(-1), ".Nan": ".Nan", "inf": "inf", "1.0e+400": math.Inf(1), "1.1.1": "1.1.1", ".": "."},
		"time": {"2024-01-02": Date{utc(2024, 1, 2, 0, 0, 0, 0)}, "2024-1-2": "2024-1-2", "2024-01-02T03:04": "2024-01-02T03:04",
			"2024-01-02T03:04:05":        DateTime{utc(2024, 1, 2, 3, 4, 5, 0), false},
			"2024-1-2 3:04:05.1234567":   DateTime{utc(2024, 1, 2, 3, 4, 5, 123456), false},
			"2024-01-02t03:04:05Z":       DateTime{utc(2024, 1, 2, 3, 4, 5, 0), true},
			"2024-01-02 03:04:05 -00:00": DateTime{utc(2024, 1, 2, 3, 4, 5, 0), true}},
		"tagged": {"!!str 12": "12", "!!str": "", "!!int \"12\"": int64(12), "!!float 1": 1.0, "!!bool 'on'": true, "!!null x": nil, "! x": "x",
			"!!timestamp 2024-1-2": Date{utc(2024, 1, 2, 0, 0, 0, 0)}, "&a !!str 1": "1", "!!str &a 1": "1"},
		"quoted": {"'12'": "12", "\"yes\"": "yes", "'it''s'": "it's", `"a\tb\x41\u00e9\U0001F600\/\\"`: "a\tbA\u00e9\U0001F600/\\"},
		"text":   {"a b": "a b", "a #b": "a", "a#b": "a#b", "x:y": "x:y", "<": "<", "=a": "=a", "https://a.b/c?d=e": "https://a.b/c?d=e"},
	} {
		for text, want := range scalars {
			got := parse(t, "k: "+text+"\n").Field("k").Value
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s %q: got %#v, want %#v", name, text, got, want)
			}
		}
	}
	if v, ok := parse(t, "k: .nan").Field("k").Value.(float64); !ok || !math.IsNaN(v) {
		t.Errorf("got %v, want NaN", v)
	}
}

// TestBadScalars has what looks like a value and is none: PyYAML fails as well.
func TestBadScalars(t *testing.T) {
	for _, text := range []string{"0b_", "0x_", "2024-13-01", "2024-02-30", "2023-02-29", "2024-01-02T24:00:00", "2024-01-02T03:04:05+24:00",
		"0000-01-01", "=", "<<", "[<<]", "!!int x", "!!int ''", "!!float x", "!!bool x", "!!timestamp x", "!foo x", "!!binary aGk=", "!!python/tuple []",
		"!!set {a}", "!!omap []", "!!map []", "!!seq {}", "!!str []"} {
		if _, diags := Parse(source.NewFile("m.yaml", "k: "+text)); !diags.HasErrors() {
			t.Errorf("%q is taken", text)
		}
	}
}

func TestTimes(t *testing.T) {
	for text, want := range map[string]string{
		"2024-01-02":                       "2024-01-02",
		"2024-01-02 03:04:05":              "2024-01-02T03:04:05",
		"2024-01-02 03:04:05.120":          "2024-01-02T03:04:05.120000",
		"2024-01-02T03:04:05Z":             "2024-01-02T03:04:05+00:00",
		"2024-01-02 03:04:05.000001 +5:30": "2024-01-02T03:04:05.000001+05:30",
		"2024-01-02T03:04:05-11":           "2024-01-02T03:04:05-11:00",
	} {
		if got := string(parse(t, "k: "+text).Field("k").AppendJSON(nil)); got != `"`+want+`"` {
			t.Errorf("%q: got %s, want %q", text, got, want)
		}
	}
}

func TestTruthy(t *testing.T) {
	n := parse(t, "yes: [1, -0.5, x, [0], {a: }, true, 2024-01-01, 99999999999999999999]\nno: [0, 0.0, '', [], {}, false, ~, ]")
	for _, want := range []bool{true, false} {
		for _, item := range n.Fields[map[bool]int{true: 0, false: 1}[want]].Value.Items {
			if item.Truthy() != want {
				t.Errorf("%s: got %v", item.AppendJSON(nil), !want)
			}
		}
	}
	if (*Node)(nil).Truthy() {
		t.Error("nothing is true")
	}
}
