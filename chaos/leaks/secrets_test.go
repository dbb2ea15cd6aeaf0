package leaks

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// mark is a text that occurs nowhere by chance, different for each name.
func mark(name string) string {
	hash := sha256.Sum256([]byte(name))
	return hex.EncodeToString(hash[:10])
}

// number is the secret that is no text.
const number = 73219846510287

// secrets are those of the configuration, by what the manifest calls them. Some
// hold what encodings change: signs, quotes, line breaks, letters beyond ASCII.
var secrets = map[string]string{
	"start":         mark("start"),
	"key":           mark("key"),
	"bearer":        mark("bearer"),
	"user":          mark("user"),
	"password":      mark("password") + ":" + mark("more of the password"),
	"query":         mark("query"),
	"number":        fmt.Sprint(number),
	"segment":       mark("segment"),
	"cookie":        mark("cookie"),
	"unicode":       "ключ" + mark("unicode") + "schlüssel鍵" + mark("unicode 2"),
	"quotes":        `it's "` + mark("quotes") + `" \ <` + mark("quotes 2") + `>`,
	"signs":         "+" + mark("signs") + "/=&?%" + mark("signs 2") + " #;,",
	"pem":           "-----BEGIN KEY-----\n" + mark("pem 1") + "+" + mark("pem 2") + "\n" + mark("pem 3") + "/" + mark("pem 4") + "==\n-----END KEY-----\n",
	"token 0":       mark("token 0"),
	"token 1":       mark("token 1"),
	"extra":         mark("extra"),
	"client_secret": mark("client_secret"),
	"refresh":       mark("refresh"),
	"rotating":      mark("rotating"),
	"short":         "Zq9",
	// What several kinds of logins take, and tokens that are signed.
	"login_user":     mark("login_user") + "@example.com",
	"login_password": mark("login_password") + `"` + mark("more of login_password"),
	"old_session":    mark("old_session"),
	"jwt_key":        mark("jwt_key") + mark("more of jwt_key"),
	"issuer":         mark("issuer"),
	// What logins give.
	"access":  mark("access"),
	"rotated": mark("rotated"),
	"session": mark("session"),
	"passing": mark("passing"),
	"legacy":  mark("legacy"),
}

// config is the configuration with all secrets; changes are made to it as JSON merges.
func config(url string, changes map[string]any) string {
	all := map[string]any{
		"url": url, "start": "2024-01-01", "number": number,
		"tokens": []string{secrets["token 0"], secrets["token 1"]},
		"extra":  map[string]any{"any": secrets["extra"]},
		"login": map[string]any{
			"kind": "oauth", "client_secret": secrets["client_secret"], "refresh": secrets["refresh"],
			"rotating": map[string]any{"token": secrets["rotating"]},
		},
	}
	for _, name := range []string{"key", "bearer", "user", "password", "query", "segment", "cookie", "unicode", "quotes", "signs", "short", "pem", "login_user", "login_password", "old_session", "jwt_key", "issuer"} {
		all[name] = secrets[name]
	}
	for key, v := range changes {
		all[key] = v
	}
	text, err := json.Marshal(all)
	if err != nil {
		panic(err) // of texts and numbers only
	}
	return string(text)
}

// said are the forms of a text in which an API may repeat it.
func said(text string) []string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	ascii := strconv.QuoteToASCII(text) // \u for what is not ASCII, as in JSON
	forms := []string{
		text, url.QueryEscape(text), url.PathEscape(text), lowerHex(url.QueryEscape(text)),
		string(quoted[1 : len(quoted)-1]), ascii[1 : len(ascii)-1], html.EscapeString(text),
	}
	for _, prefix := range []string{"", "a", "ab", "user:"} {
		forms = append(forms, base64.StdEncoding.EncodeToString([]byte(prefix+text+"z")), base64.RawURLEncoding.EncodeToString([]byte(prefix+text)))
	}
	return forms
}

var escape = regexp.MustCompile(`%[0-9A-F]{2}`)

func lowerHex(escaped string) string { return escape.ReplaceAllStringFunc(escaped, strings.ToLower) }

// width is how many characters of a secret are enough to be a leak.
const width = 9

var markForm = regexp.MustCompile(`[0-9a-f]{20}|\d{14}`)

// needles are all parts of all secrets, as they are and in base64, with the name of the secret.
var needles = sync.OnceValue(func() map[string]string {
	found := map[string]string{}
	for name, secret := range secrets {
		for _, mark := range markForm.FindAllString(secret, -1) {
			texts := []string{mark}
			for offset := range 3 {
				coded := base64.StdEncoding.EncodeToString([]byte("///"[:offset] + mark))
				texts = append(texts, coded[4:len(coded)-4])
			}
			for _, text := range texts {
				for at := 0; at+width <= len(text); at++ {
					found[text[at:at+width]] = name
				}
			}
		}
	}
	return found
})

// signed are the tokens that the connectors have signed, and all their parts.
var signed struct {
	sync.Mutex
	tokens, parts map[string]bool
}

var signedForm = regexp.MustCompile(`eyJ[\w-]+\.[\w-]+\.[\w-]+`)

// findSigned are the signed tokens in a text; from now on any part of one is a leak.
func findSigned(text string) []string {
	found := signedForm.FindAllString(text, -1)
	signed.Lock()
	defer signed.Unlock()
	if signed.tokens == nil {
		signed.tokens, signed.parts = map[string]bool{}, map[string]bool{}
	}
	for _, token := range found {
		for at := 0; !signed.tokens[token] && at+width <= len(token); at++ {
			signed.parts[token[at:at+width]] = true
		}
		signed.tokens[token] = true
	}
	return found
}

var shortWord = regexp.MustCompile(`\bZq9\b`)

// leaked are the names of the secrets of which a part is in a text, each with what is around it.
func leaked(text string) map[string]string {
	found := map[string]string{}
	parts := needles()
	signed.Lock()
	defer signed.Unlock()
	for at := 0; at+width <= len(text); at++ {
		name, ok := parts[text[at:at+width]]
		if !ok && signed.parts[text[at:at+width]] {
			name, ok = "a signed token", true
		}
		if ok && found[name] == "" {
			found[name] = text[max(0, at-120):min(len(text), at+80)]
		}
	}
	if at := shortWord.FindStringIndex(text); at != nil {
		found["short"] = text[max(0, at[0]-120):min(len(text), at[1]+80)]
	}
	return found
}
