package component

import (
	"math/big"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
)

// TestTemplateText: a number or a boolean in a template's place is the text that Python prints of it.
func TestTemplateText(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
		ok    bool
	}{
		{"{{ x }}", "{{ x }}", true},
		{true, "True", true},
		{int64(-7), "-7", true},
		{5.0, "5.0", true},
		{1e16, "1e+16", true},
		{0.00001, "1e-05", true},
		{new(big.Int).Lsh(big.NewInt(1), 70), "1180591620717411303424", true},
		{manifest.Date{}, "", false},
		{nil, "", false},
	} {
		if got, ok := templateText(&manifest.Node{Value: c.value}); got != c.want || ok != c.ok {
			t.Errorf("%v: %q, %v; want %q, %v", c.value, got, ok, c.want, c.ok)
		}
	}
}
