package gen

import "testing"

func TestFold(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"plain", "plain"},
		{"two\nlines\r\n and\ttabs ", "two lines and tabs"},
		{"a\u202eb\u200bc\u2028d\x00e\xfff\ufeffg", "a b c d e f g"},
		{"é 日本 🙂", "é 日本 🙂"},
		{"one two three four five six seven", "one two three four …"},
		{"abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrst …"},
	} {
		if got := fold(test.text, 20); got != test.want {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

func TestCommentIsNoConstraint(t *testing.T) {
	if got := comment("+build ignore"); got != `// "+build ignore"` {
		t.Errorf("got %s", got)
	}
}
