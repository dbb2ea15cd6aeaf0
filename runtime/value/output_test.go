package value

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestAppendRecord(t *testing.T) {
	for text, want := range map[string]string{
		`{}`:                                    `{}`,
		`{"a":null}`:                            `{}`,
		`{"a":null,"b":1}`:                      `{"b":1}`,
		`{"a":1,"b":null}`:                      `{"a":1}`,
		`{"a":1,"b":null,"c":2,"d":null}`:       `{"a":1,"c":2}`,
		`{ "a" : null , "b" : [ 1 , null ] } `:  `{"b":[1,null]}`,
		"{\n\"a\": 1,\n\"b\": null\n}":          `{"a":1}`,
		`{ "a" : 1 }`:                           `{"a":1}`,
		`{"a":{"b":null}}`:                      `{"a":{"b":null}}`,
		`{"a":1,"b":2,"a":3}`:                   `{"a":3,"b":2}`,
		`{"a":1,"b":2,"a":null}`:                `{"b":2}`,
		`{"a":NaN,"b":null,"c":[1e400,1e5]}`:    `{"a":null,"c":[null,1e5]}`,
		`{"a":-Infinity}`:                       `{"a":null}`,
		`{"a":"null , \" x","b":1.10,"c":1E+2}`: `{"a":"null , \" x","b":1.10,"c":1E+2}`,
		`{"a":"\u00e9\/\ud800"}`:                `{"a":"\u00e9\/\ud800"}`,
		`{"n":123456789012345678901234567890}`:  `{"n":123456789012345678901234567890}`,
		`[1, null]`:                             `[1,null]`,
	} {
		data := []byte(text)
		next, _, err := Next(data, 0)
		if err != nil {
			t.Fatal(err)
		}
		for how, v := range map[string]Value{"raw": Raw(data), "next": next, "parsed": parsed(t, text)} {
			if got := string(AppendRecord([]byte("x"), v)); got != "x"+want {
				t.Errorf("%s %s: %s, not %s", how, text, got[1:], want)
			}
		}
		opened := AppendRecord(nil, Raw(data).Open())
		if !Same(Raw(opened), Raw([]byte(want))) {
			t.Errorf("opened %s: %s, not %s", text, opened, want)
		}
	}
}

func TestAppendRecordOfManyMembers(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"first":null`)
	for i := range 3000 {
		b.WriteString(`,"k` + string(Int(int64(i)).Repr()) + `":` + []string{"null", "1"}[i%2])
	}
	b.WriteString(`,"k0":2}`)
	got := AppendRecord(nil, Raw([]byte(b.String())))
	if !json.Valid(got) || !strings.HasPrefix(string(got), `{"k0":2,"k1":1,"k3":1`) {
		t.Errorf("%.60s", got)
	}
}

func TestWritingRecordsAllocatesNothing(t *testing.T) {
	data := []byte(`{"id":1,"name":null,"text":"x","tags":[1,2],"o":{"a":null}}`)
	next, _, _ := Next(data, 0)
	dst := make([]byte, 0, 1024)
	for how, v := range map[string]Value{"raw": Raw(data), "next": next} {
		if n := testing.AllocsPerRun(100, func() { AppendRecord(dst, v) }); n > 0 {
			t.Errorf("%s: %v allocations", how, n)
		}
	}
	if n := testing.AllocsPerRun(100, func() { Raw(data) }); n > 0 {
		t.Errorf("Raw: %v allocations", n)
	}
}

func TestAppendJSON(t *testing.T) {
	zone := time.FixedZone("", 2*3600)
	for want, v := range map[string]Value{
		`null`:                        {},
		`true`:                        True,
		`-5`:                          Int(-5),
		`1.0`:                         Float(1),
		`0.00001`:                     Float(1e-5),
		`1.5e-7`:                      Float(1.5e-7),
		`1e+16`:                       Float(1e16),
		`"a\"\\\n\u0001é/<\ud800"`:    Str("a\"\\\n\x01é/<\xed\xa0\x80"),
		`"\ufffd and 日 stay a text"`:  Str("\xff and 日 stay a text"),
		`[1,[]]`:                      TupleOf(Int(1), ListOf()),
		`{"a":null,"1":2,"2.5":[]}`:   DictOf(Str("a"), Null, Int(1), Int(2), Float(2.5), ListOf()),
		`"2024-05-06T07:08:09+02:00"`: DateTimeOf(time.Date(2024, 5, 6, 7, 8, 9, 0, zone)),
		`"2024-05-06"`:                DateOf(time.Date(2024, 5, 6, 7, 8, 9, 0, zone)),
	} {
		if got := string(v.AppendJSON(nil)); got != want {
			t.Errorf("%s: %s", want, got)
		}
	}
}

func TestCheckJSON(t *testing.T) {
	loop := ListOf()
	loop.Append(loop)
	for _, v := range []Value{SetOf(Int(1)), BytesOf("x"), ListOf(Ellipsis), DictOf(Str("a"), TimeDeltaOf(1, 0)), DictOf(TupleOf(), Int(1)), loop, Fail(ValueError, "x")} {
		if v.CheckJSON() == nil {
			t.Errorf("%s can be written", v.Repr())
		}
	}
	for _, v := range []Value{Raw([]byte(`{"a":[1]}`)), DictOf(Int(1), ListOf(Null, Str("x"), Float(1)))} {
		if err := v.CheckJSON(); err != nil {
			t.Errorf("%s: %v", v.Repr(), err)
		}
	}
	if got := loop.AppendJSON(nil); !strings.Contains(string(got), "null") {
		t.Error("a list that holds itself was written to the end")
	}
}

func TestAppendPython(t *testing.T) {
	v := parsed(t, `{"a": [1,2.50,1e-7,null,true], "é😀": "x/\u007f\"\ud800", "n": NaN, "i": -1e400}`)
	want := `{"a": [1, 2.5, 1e-07, null, true], "\u00e9\ud83d\ude00": "x/\u007f\"\ud800", "n": NaN, "i": -Infinity}`
	if got := string(v.AppendPython(nil)); got != want {
		t.Error(got)
	}
}

// FuzzRecord writes a record unopened and opened: both mean the same.
func FuzzRecord(f *testing.F) {
	for _, seed := range []string{`{"a":1,"a":null,"b":null}`, "{ \"a\" :\n[ 1, null ] , \"\\u0061\": 2}", `{"x":NaN,"y":null}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		v, end, err := Next(data, Space(data, 0))
		if err != nil || v.Kind() != KindDict || Space(data, end) < len(data) {
			return
		}
		raw := AppendRecord(nil, v)
		opened := AppendRecord(nil, v.Open())
		if !json.Valid(raw) || !json.Valid(opened) || !Same(Raw(raw), Raw(opened)) {
			t.Fatalf("%s: unopened %s, opened %s", data, raw, opened)
		}
		if unseen := AppendRecord(nil, Raw(data)); string(unseen) != string(raw) {
			t.Fatalf("%s: %s, then %s", data, raw, unseen)
		}
	})
}

func TestCompactJSON(t *testing.T) {
	v := parsed(t, `{"b": [1, {}, [], true], "a": {"é": null}}`)
	for sorted, want := range map[bool]string{
		false: `{"b":[1,{},[],true],"a":{"\u00e9":null}}`,
		true:  `{"a":{"\u00e9":null},"b":[1,{},[],true]}`,
	} {
		if got, err := CompactJSON(v, sorted); err != nil || string(got) != want {
			t.Errorf("got %s, %v, want %s", got, err, want)
		}
	}
	if _, err := CompactJSON(BytesOf("x"), false); err == nil {
		t.Error("bytes are written as JSON")
	}
}
