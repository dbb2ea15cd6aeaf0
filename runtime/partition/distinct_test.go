package partition

import (
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
)

// TestDistinct gives pairs of literals that Python takes for one element of a set, or for two, or for none.
func TestDistinct(t *testing.T) {
	tests := []struct {
		pair string
		want string
	}{
		{"['a', 'a']", "one"}, {"['1', 1]", "two"}, {"[1, 1.0]", "one"}, {"[1, True]", "one"}, {"[0, False]", "one"},
		{"[0.0, -0.0]", "one"}, {"[1.5, 1.5]", "one"}, {"[None, None]", "one"}, {"[None, 'None']", "two"}, {"['', 0]", "two"},
		{"[1e22, 10000000000000000000000]", "one"}, {"[9223372036854775808, 9223372036854775807]", "two"},
		{"[(1, 'a'), (1.0, 'a')]", "one"}, {"[(1, 2), (12,)]", "two"}, {"[('1', 2), (1, 2)]", "two"},
		{"[[1], 2]", "none"}, {"[{}, 2]", "none"}, {"[([],), 2]", "none"},
	}
	for _, tt := range tests {
		values, err := config.Fixed(tt.pair).Text()
		if err != nil || values.Len() != 2 {
			t.Fatalf("%s: %v, %v", tt.pair, values, err)
		}
		seen := distinct{}
		got := "none"
		if _, ok := seen.add(values.At(0)); ok {
			if isNew, _ := seen.add(values.At(1)); isNew {
				got = "two"
			} else {
				got = "one"
			}
		}
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.pair, got, tt.want)
		}
	}
}
