package protocol

import (
	"encoding/base64"
	"html"
	"net/url"
	"strings"
	"unicode/utf16"

	"github.com/lowcode-dev/lowcode/runtime/jsontext"
)

// innerLength is how much of a base64 text must be certain before it is masked:
// a few characters would be found by chance in any identifier.
const innerLength = 8

// lineLength is the length from which one line of a secret of several, such as
// a private key, is a secret of its own.
const lineLength = 16

// forms are the texts in which a secret may appear.
func forms(secret string) []string {
	out := []string{secret}
	if len(secret) < wordLength {
		return out
	}
	for _, text := range append(markupForms(secret), secret) {
		for _, quoted := range []string{text, jsonEscaped(text), asciiEscaped(text), markupSafe.Replace(jsonEscaped(text))} {
			out = append(append(out, quoted), pythonForms(quoted)...)
		}
	}
	out = append(out,
		url.QueryEscape(secret),
		url.PathEscape(secret),
		lowerHex(url.QueryEscape(secret)),
		strings.ReplaceAll(url.QueryEscape(secret), "+", "%20"),
		misread(secret),
	)
	out = append(out, base64Forms(secret)...)
	if lines := strings.Split(secret, "\n"); len(lines) > 1 {
		for _, line := range lines {
			if line = strings.TrimSpace(line); len(line) >= lineLength {
				out = append(out, line)
			}
		}
	}
	return out
}

// misread is what UTF-8 looks like where it was taken for ISO-8859-1, as the HTTP
// library of the reference takes every text/* without a charset.
func misread(secret string) string {
	runes := make([]rune, len(secret))
	for i := range len(secret) {
		runes[i] = rune(secret[i])
	}
	return string(runes)
}

// lowerHex writes the digits of %2F as %2f, as some servers do.
func lowerHex(escaped string) string {
	out := []byte(escaped)
	for at := 0; at+2 < len(out); at++ {
		if out[at] == '%' {
			copy(out[at+1:at+3], strings.ToLower(string(out[at+1:at+3])))
		}
	}
	return string(out)
}

func jsonEscaped(secret string) string {
	quoted := AppendString(nil, secret)
	return string(quoted[1 : len(quoted)-1])
}

// asciiEscaped is how Python's json writes the secret.
func asciiEscaped(secret string) string {
	var out []byte
	for _, r := range secret {
		if r < 0x80 {
			quoted := AppendString(nil, string(r))
			out = append(out, quoted[1:len(quoted)-1]...)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			out = append(out, '\\', 'u', hexDigits[unit>>12], hexDigits[unit>>8&15], hexDigits[unit>>4&15], hexDigits[unit&15])
		}
	}
	return string(out)
}

// markupSafe writes JSON as those do who put it into pages.
var markupSafe = strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`)

// markupForms are how pages of HTML and XML have the secret.
func markupForms(secret string) []string {
	text := html.EscapeString(secret)
	return []string{text, strings.NewReplacer("&#34;", "&quot;", "&#39;", "&#x27;").Replace(text)}
}

// pythonForms are how Python prints a text that holds the secret: as text, between either kind of quotes, and as
// bytes. The reference's messages quote requests and responses so, and ours do.
func pythonForms(text string) []string {
	var out []string
	for _, quote := range []byte{'\'', '"'} {
		var chars, bytes []byte
		for i := range len(text) {
			switch c := text[i]; {
			case c == '\\' || c == quote:
				chars, bytes = append(chars, '\\', c), append(bytes, '\\', c)
			case c == '\n' || c == '\r' || c == '\t':
				escape := jsontext.AppendEscape(nil, c)
				chars, bytes = append(chars, escape...), append(bytes, escape...)
			case c < ' ' || c == 0x7f:
				chars, bytes = appendHex(chars, c), appendHex(bytes, c)
			case c > 0x7f:
				chars, bytes = append(chars, c), appendHex(bytes, c)
			default:
				chars, bytes = append(chars, c), append(bytes, c)
			}
		}
		out = append(out, string(chars), string(bytes))
	}
	return out
}

func appendHex(dst []byte, c byte) []byte {
	return append(dst, '\\', 'x', hexDigits[c>>4], hexDigits[c&15])
}

// base64Forms are the characters that the secret alone decides, for each place
// that it may have in a longer text; the first is the whole one.
func base64Forms(secret string) []string {
	var out []string
	for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		for offset := range 3 {
			text := encoding.EncodeToString(append(make([]byte, offset), secret...))
			// A character holds six bits; those that also hold bits of a neighbour go.
			from := (offset*8 + 5) / 6
			to := (offset + len(secret)) * 8 / 6
			if to-from >= innerLength {
				out = append(out, text[from:to])
			}
		}
	}
	return out
}
