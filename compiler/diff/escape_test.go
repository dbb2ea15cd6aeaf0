package diff

import (
	"strings"
	"testing"
)

func TestSpan(t *testing.T) {
	for text, want := range map[string]string{
		"plain":              "`plain`",
		"":                   "`\"\"`",
		"  ":                 "`\"  \"`",
		" a ":                "`  a  `",
		"a`b":                "``a`b``",
		"`a``":               "``` `a`` ```",
		"a|b":                "`a\\|b`",
		`a\|b`:               "`a\\x7cb`",
		"<b>@all #1 &amp;":   "`<b>@all #1 &amp;`",
		"a\nb\r\tc":          "`a\\nb\\r\\tc`",
		"\x1b[31m\x7f":       "`\\x1b[31m\\x7f`",
		"\u202e\u2028\u200b": "`\\u202e\\u2028\\u200b`",
		"\xff":               "`\uFFFD`",
		"é日":                 "`é日`",
		"\U000e0041":         "`\\U000e0041`",
	} {
		if got := span(text); got != want {
			t.Errorf("span(%q) is %s, want %s", text, got, want)
		}
	}
}

// TestReports keeps what manifests say within a line, and within code spans.
func TestReports(t *testing.T) {
	name := "@all\n| x | `a` https://x.example \x1b[0m"
	all := Compare(Surface{}, Surface{Streams: []Stream{{Name: name, When: name}}})
	var text, markdown strings.Builder
	if err := WriteText(&text, all); err != nil {
		t.Fatal(err)
	}
	if err := WriteMarkdown(&markdown, all); err != nil {
		t.Fatal(err)
	}
	if want := "safe      stream @all\\n| x | `a` https://x.example \\x1b[0m: the stream is new [stream-added]\n"; text.String() != want {
		t.Errorf("%q", text.String())
	}
	want := "| safe | stream ``@all\\n\\| x \\| `a` https://x.example \\x1b[0m`` | the stream is new | `stream-added` |\n"
	if !strings.HasSuffix(markdown.String(), want) {
		t.Errorf("%s", markdown.String())
	}
}
