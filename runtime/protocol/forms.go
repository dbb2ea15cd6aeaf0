package protocol

import (
	"encoding/base64"
	"net/url"
	"strings"
	"unicode/utf16"
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
	out = append(out,
		url.QueryEscape(secret),
		url.PathEscape(secret),
		lowerHex(url.QueryEscape(secret)),
		strings.ReplaceAll(url.QueryEscape(secret), "+", "%20"),
		jsonEscaped(secret),
		asciiEscaped(secret),
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
