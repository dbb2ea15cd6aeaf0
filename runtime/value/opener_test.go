package value

import "testing"

func TestOpener(t *testing.T) {
	var o Opener
	for _, text := range []string{
		`{}`, `{"a":1,"b":{"c":null},"d":null}`, `{"a":2,"b":[{"c":"]"}],"d":null,"e":"x\\\"\\"}`, `{"b":1,"a":-1.5e3}`,
		`{"a":1,"b":2,"a":3}`, `{ "a" : 1 , "b":2}`, `{"a\n":1,"b":true}`, `{"ab":1,"b":true}`, `{"n":-1e400}`, `[1]`, `5`,
		`{"a":"a longer text that \"quotes\" something, and 日本","b":"\\"}`,
	} {
		next, _, err := Next([]byte(text), 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range []Value{next, Raw([]byte(text))} {
			got, want := o.Open(v), v.Open()
			if !Same(got, want) || got.Len() != want.Len() {
				t.Errorf("%s opened as %s", text, got)
			}
		}
	}
}

func TestOpenerKeepsOne(t *testing.T) {
	var o Opener
	open := func(text string) Value {
		v, _, _ := Next([]byte(text), 0)
		return o.Open(v)
	}
	kept := open(`{"a":1}`)
	o.Keep()
	open(`{"a":2}`)
	open(`{"b":{"c":3}}`)
	if got := kept.String(); got != "{'a': 1}" {
		t.Error(got)
	}
}

// FuzzOpener opens a record as one like the one before, and on its own.
func FuzzOpener(f *testing.F) {
	f.Add([]byte(`{"a":1,"b":{"c":null}}`), []byte(`{"a":"\"","c":[[],{}]}`))
	f.Fuzz(func(t *testing.T, first, second []byte) {
		var o Opener
		for _, data := range [][]byte{first, second} {
			v, _, err := Next(data, Space(data, 0))
			if err != nil || v.Kind() != KindDict {
				return
			}
			if got, want := o.Open(v).AppendPython(nil), v.Open().AppendPython(nil); string(got) != string(want) {
				t.Fatalf("%s opened as %s, not %s", data, got, want)
			}
		}
	})
}

// FuzzScanner scans a value after another one, and on its own.
func FuzzScanner(f *testing.F) {
	f.Add([]byte(`{"a":1,"b":{"c":null},"d":null}`), []byte(`{"a":1,"b" :2,"a":null,"e":3}`))
	f.Add([]byte(`{"a":1,"b":2}`), []byte(`{"a":1,"b":2,"a":3}`))
	f.Fuzz(func(t *testing.T, first, second []byte) {
		var s Scanner
		for _, data := range [][]byte{first, second, first, second} {
			got, end, err := s.Next(data, 0)
			want, wantEnd, wantErr := Next(data, 0)
			if end != wantEnd || (err == nil) != (wantErr == nil) {
				t.Fatalf("%s: %d, %v, not %d, %v", data, end, err, wantEnd, wantErr)
			}
			if a, b := AppendRecord(nil, got), AppendRecord(nil, want); string(a) != string(b) || got.rawFlags() != want.rawFlags() {
				t.Fatalf("%s: %s, %b, not %s, %b", data, a, got.rawFlags(), b, want.rawFlags())
			}
		}
	})
}
