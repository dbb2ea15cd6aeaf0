package value

import "testing"

func TestToText(t *testing.T) {
	for text, want := range map[string]string{
		"0": "0", "-0": "0", "12": "12", "-12": "-12", "12345678901234567890123": "12345678901234567890123",
		"1.5": "1.5", "1.0": "1.0", "1.50": "1.5", "-90.784": "-90.784", "0.5": "0.5", "0.0": "0.0", "-0.0": "-0.0",
		"0.05": "0.05", "0.00001": "1e-05", "1e3": "1000.0", "1.5E2": "150.0", "100.00": "100.0", "12345678901234.5": "12345678901234.5",
		"0.1234567890123456789": "0.12345678901234568", "12345678901234567.5": "1.2345678901234568e+16",
		"NaN": "nan", "-Infinity": "-inf", `"a\nb"`: "a\nb", "null": "None", "[1.50]": "[1.5]",
	} {
		got, ok := Raw([]byte(text)).ToText().AsString()
		if !ok || got != want {
			t.Errorf("%s: %q, not %q", text, got, want)
		}
	}
}

// FuzzToText compares the digits that are copied with those that are printed.
func FuzzToText(f *testing.F) {
	f.Add([]byte("-90.784"))
	f.Fuzz(func(t *testing.T, data []byte) {
		end, err := Scan(data, 0)
		if err != nil || end != len(data) || data[0] == '"' {
			return
		}
		if got, want := Raw(data).ToText().String(), Raw(data).String(); got != want {
			t.Fatalf("%s: %q, not %q", data, got, want)
		}
	})
}
