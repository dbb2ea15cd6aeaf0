package protocol

import (
	"encoding/base64"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
	"unsafe"
)

// forget makes the test start without secrets and leave none.
func forget(t *testing.T) {
	t.Helper()
	reset := func() {
		secrets.Lock()
		defer secrets.Unlock()
		secrets.texts = nil
		secrets.masker.Store(nil)
	}
	reset()
	t.Cleanup(reset)
}

func TestMaskForms(t *testing.T) {
	const secret = "p@ss/wörd \"1\""
	forget(t)
	AddSecret(secret)
	header := base64.StdEncoding.EncodeToString([]byte("user:" + secret))
	tests := map[string]string{
		"misread":     "key p@ss/wÃ¶rd \"1\" refused",
		"raw":         "key " + secret + " refused",
		"query":       "GET /?key=" + url.QueryEscape(secret),
		"path":        "GET /" + url.PathEscape(secret),
		"lower hex":   "GET /?key=" + lowerHex(url.QueryEscape(secret)),
		"base64":      base64.StdEncoding.EncodeToString([]byte(secret)),
		"basic":       "Basic " + header,
		"JSON":        `{"key":"p@ss/wörd \"1\""}`,
		"ASCII JSON":  `{"key": "p@ss/w\u00f6rd \"1\""}`,
		"twice":       secret + secret,
		"among words": "x" + secret + "x",
	}
	for name, text := range tests {
		got := Mask(text)
		if !strings.Contains(got, masked) {
			t.Errorf("%s: %q is not masked: %q", name, text, got)
		}
		for _, left := range []string{"p@ss", "w%C3%B6rd", "rd \\\"1", base64.StdEncoding.EncodeToString([]byte(secret))[:8]} {
			if strings.Contains(got, left) {
				t.Errorf("%s: %q still holds %q", name, got, left)
			}
		}
	}
}

func TestMaskPrefersTheLongest(t *testing.T) {
	forget(t)
	AddSecret("abcd")
	AddSecret("abcdef")
	if got, want := Mask("abcdef abcd"), "**** ****"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMaskShort(t *testing.T) {
	forget(t)
	AddSecret("s")
	for text, want := range map[string]string{
		"no streams were found": "no streams were found",
		"key=s&page=1":          "key=****&page=1",
		"s":                     "****",
		"'s' s.s":               "'****' ****.****",
		"ss s_ ":                "ss s_ ",
	} {
		if got := Mask(text); got != want {
			t.Errorf("Mask(%q) = %q, want %q", text, got, want)
		}
	}
}

// What Python prints of a request, and what pages of HTML say, is quoted in ways of its own.
func TestMaskQuoted(t *testing.T) {
	forget(t)
	AddSecret("it's \"é\n<\\")
	for _, text := range []string{
		`'it\'s "é\n<\\'`, `"it's \"é\n<\\"`, `b'it\'s "\xc3\xa9\n<\\'`, // as itself
		`'it\'s \\"é\\n<\\\\'`, `b'it\'s \\"\\u00e9\\n<\\\\'`, // in JSON
		"<b>it&#39;s &#34;é\n&lt;\\</b>", "<b>it&#x27;s &quot;é\n&lt;\\</b>",
	} {
		if got := Mask(text); !strings.Contains(got, masked) || strings.ContainsAny(strings.ReplaceAll(got, "\\n", ""), "éus") {
			t.Errorf("%s is masked as %s", text, got)
		}
	}
}

// A token lies in the body that it came in, whose buffer serves other responses later.
func TestMaskOutlivesTheBody(t *testing.T) {
	for _, add := range []func(string){AddSecret, AddPassingSecret} {
		forget(t)
		body := []byte("a-long-token")
		add(unsafe.String(&body[0], len(body)))
		copy(body, "something el")
		AddSecret("another")
		if got := Mask("a-long-token something el"); got != "**** something el" {
			t.Errorf("got %q", got)
		}
	}
}

func TestMaskLinesOfAKey(t *testing.T) {
	forget(t)
	AddSecret("-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG\nx\n-----END KEY-----")
	if got := Mask("line MIIEvQIBADANBgkqhkiG of the key"); got != "line **** of the key" {
		t.Errorf("got %q", got)
	}
}

func TestMaskIgnoresNothing(t *testing.T) {
	forget(t)
	AddSecret("")
	AddSecret("  ")
	if got := Mask("a  b"); got != "a  b" {
		t.Errorf("got %q", got)
	}
}

func TestMaskCut(t *testing.T) {
	forget(t)
	if got := MaskCut("no secrets"); got != "no secrets" {
		t.Errorf("got %q", got)
	}
	AddSecret("0123456789")
	for cut := range 10 {
		text := strings.Repeat("é", 40) + "0123456789é0123456789"[:12+cut]
		if got := MaskCut(text); strings.Contains(got, "0") || !strings.HasPrefix(text, got[:60]) || !utf8.ValidString(got) {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}
