package value

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestScanAccepts(t *testing.T) {
	for _, text := range []string{
		`{}`, `[]`, `0`, `-0.5e+10`, `""`, `true`, `null`, `NaN`, `-Infinity`, `[NaN,Infinity]`,
		`{"a" : [1 , {"b":null}] , "c":"d"}`, "[\n1,\t2\r]", `"\u00e9\n\\\"\/"`, `"\ud800"`, `"é日🚀 and sixteen more bytes"`,
		`{"":{}}`, `[[],[[]],{}]`, `123456789012345678901234567890`, `1e999`,
		strings.Repeat("[", maxDepth) + strings.Repeat("]", maxDepth),
	} {
		for _, rest := range []string{"", " ", ",", "]          "} {
			if end, err := Scan([]byte(text+rest), 0); err != nil || end != len(text) {
				t.Errorf("%.40s%s: ended at %d of %d: %v", text, rest, end, len(text), err)
			}
		}
	}
}

func TestScanRefuses(t *testing.T) {
	for text, offset := range map[string]int{
		`{"a"}`: 4, `{"a":1,}`: 7, `[1,]`: 3, `[1 2]`: 3, `{a:1}`: 1, `01`: 0, `+1`: 0, `.5`: 0, `1.x`: 2, `1ex`: 2, `-x`: 1,
		`"\x"`: 2, `"\u12g4"`: 5, "\"a\nb\"": 2, `nul!`: 0, `]`: 0, `"unfinished \q in a longer text"`: 13, `[1}`: 2, `{"a":1]`: 6,
	} {
		_, err := Scan([]byte(text), 0)
		var wrong *SyntaxError
		if !errors.As(err, &wrong) || wrong.Offset != offset {
			t.Errorf("%s: %v, not a mistake at byte %d", text, err, offset)
		}
	}
	for _, text := range []string{"\"\xff\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"", "\"abcdefgh\xe2\x82\"", "\"\xf4\x90\x80\x80 and more\""} {
		if _, err := Scan([]byte(text), 0); err == nil || !strings.Contains(err.Error(), "UTF-8") {
			t.Errorf("%q: %v", text, err)
		}
	}
	deep := strings.Repeat(`{"a":`, maxDepth+1) + "1" + strings.Repeat("}", maxDepth+1)
	if _, err := Scan([]byte(deep), 0); err == nil || !strings.Contains(err.Error(), "deeper than 1000") {
		t.Errorf("too deep: %v", err)
	}
}

func TestScanOfCutTextIsShort(t *testing.T) {
	whole := `{"name":[1,-2.5e+3,"x\u00e9\\ and sixteen more bytes"],"b":{"c":null,"d":true,"e":-Infinity}}`
	for i := range whole {
		if _, err := Scan([]byte(whole[:i]), 0); err != ErrShort {
			t.Errorf("%s: %v", whole[:i], err)
		}
	}
}

// FuzzScan compares with the standard library, which also knows where JSON ends.
func FuzzScan(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2.5e3,"\u00e9"]}`, `[true,false,null]`, `"🚀日é\\"`, "{ \"a\" :\n1 }", `{"a":1,"a":2}`, "[1,]", `"abcdefghijkl\"`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if strings.Contains(string(data), "NaN") || strings.Contains(string(data), "Infinity") {
			return
		}
		v, err := Parse(data)
		want := json.Valid(data) && utf8.Valid(data)
		if want != (err == nil) {
			t.Fatalf("%q: %v", data, err)
		}
		if err != nil {
			return
		}
		out := v.AppendJSON(nil)
		if !json.Valid(out) {
			t.Fatalf("%q was written as %q", data, out)
		}
		again, err := Load(out)
		if err != nil || !hasInf(v) && !Same(v, again) {
			t.Fatalf("%q was written as %q: %v", data, out, err)
		}
	})
}

func hasInf(v Value) bool { return strings.Contains(v.Repr(), "inf") }

func TestValidUTF8(t *testing.T) {
	for _, r := range []rune{0, 'a', 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, utf8.MaxRune} {
		for pad := range 9 {
			text := []byte(strings.Repeat("x", pad) + string(r) + "1234567"[:7-pad%8])
			if !validUTF8(text) {
				t.Errorf("%q is refused", text)
			}
			for i := range text {
				for _, b := range []byte{0x80, 0xbf, 0xc0, 0xc1, 0xe0, 0xed, 0xf0, 0xf4, 0xf5, 0xff} {
					broken := append([]byte(nil), text...)
					broken[i] = b
					if got := validUTF8(broken); got != utf8.Valid(broken) {
						t.Errorf("%q: %v", broken, got)
					}
				}
			}
		}
	}
}
