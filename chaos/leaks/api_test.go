package leaks

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"slices"
	"strings"
	"testing"
)

// A mood is how the API answers.
type mood struct {
	name   string
	answer http.HandlerFunc
	login  http.HandlerFunc // nil for tokens as they should be
}

const good = `{"items":[{"id":1,"at":"2024-01-01"}]}`

// moods are all ways in which the API says secrets back.
var moods = []mood{
	{"well", text(200, "application/json", good), nil},
	{"refuses in JSON", refuse(400, inJSON), nil},
	{"refuses in JSON that is not understood", refuse(401, inOtherJSON), nil},
	{"refuses in HTML", refuse(403, inHTML), nil},
	{"refuses at length", refuse(404, atLength), nil},
	{"refuses for now", refuse(503, inJSON), nil},
	{"limits", refuse(429, inHTML), nil},
	{"refuses in a way that nobody knows", refuse(418, inHTML), nil},
	{"answers in HTML", refuse(200, inHTML), nil},
	{"breaks off", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "100000")
		io.WriteString(w, `{"items":["`+echo(r))
	}, nil},
	{"redirects to another host", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "http://localhost:1/"+sent(r)+"?"+r.URL.RawQuery+"#"+secrets["query"])
		w.WriteHeader(307)
	}, nil},
	{"redirects in a circle", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", r.RequestURI+"?"+secrets["bearer"]+sent(r))
		w.WriteHeader(302)
	}, nil},
	{"redirects to nowhere", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "gopher://"+secrets["key"]+"/"+secrets["query"]+"/"+sent(r))
		w.WriteHeader(302)
	}, nil},
	{"redirects to what is no URL", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "http://[::"+secrets["key"]+"/"+secrets["query"]+"/"+sent(r))
		w.WriteHeader(302)
	}, nil},
	{"lets nobody log in", text(200, "application/json", good), refuse(400, inJSON)},
	{"answers logins in HTML", text(200, "application/json", good), refuse(200, inHTML)},
	{"answers logins with something else", text(200, "application/json", good), refuse(200, inOtherJSON)},
	{"fails at logins", text(200, "application/json", good), refuse(500, inHTML)},
	{"gives tokens elsewhere", text(200, "application/json", good), text(200, "application/json", `{"result":`+tokens("")+`}`)},
	{"gives tokens that no header takes", text(400, "application/json", `{"error":"no"}`), text(200, "application/json", tokens(`\r\nX-Evil: 1`))},
	{"gives tokens that are no text", refuse(400, inJSON), text(200, "application/json", fmt.Sprintf(`{"access_token":[%[1]q],"id":[%[1]q],"session":{"token":{"value":%[1]q},"passing":[%[1]q]}}`, secrets["access"]))},
	{"refuses the tokens that it gave", refuse(401, inJSON), nil},
}

func text(status int, kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// login gives tokens, the second of which is new each time for a refresh token that rotates.
var login = text(200, "application/json", tokens(""))

// tokens are those of all kinds of logins, with more behind them.
func tokens(more string) string {
	return fmt.Sprintf(`{"access_token":"%s","refresh_token":"%s","expires_in":3600,"session":{"token":"%s","passing":"%s"},"id":"%s"}`,
		secrets["access"]+more, secrets["rotated"]+more, secrets["session"]+more, secrets["passing"]+more, secrets["legacy"]+more)
}

// refuse answers with an echo, and with secrets in its headers.
func refuse(status int, form func(string) (kind, body string)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		kind, body := form(echo(r))
		w.Header().Set("Content-Type", kind)
		w.Header().Set("X-Token", secrets["bearer"]+","+secrets["password"]+","+sent(r))
		w.Header().Set("Www-Authenticate", `Bearer realm="`+secrets["key"]+`"`)
		http.SetCookie(w, &http.Cookie{Name: "session", Value: secrets["cookie"]})
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// given are the secrets that a connector does not know unless it has sent them: those that logins give, and one that few configurations have.
var given = map[string]bool{"access": true, "rotated": true, "start": true, "session": true, "passing": true, "legacy": true}

// sent are the tokens of a request that are made for it.
func sent(r *http.Request) string {
	found := findSigned(r.Header.Get("Authorization") + " " + r.URL.RawQuery)
	for name, secret := range secrets {
		if given[name] && strings.Contains(r.Header.Get("Authorization")+r.Header.Get("X-Session")+r.URL.RawQuery, secret) {
			found = append(found, secret)
		}
	}
	slices.Sort(found)
	return strings.Join(slices.Compact(found), ",") // once each, or a URL doubles with each redirect
}

// echo is the request as it came, and all secrets in all forms.
func echo(r *http.Request) string {
	request, err := httputil.DumpRequest(r, true)
	if err != nil {
		return err.Error()
	}
	all := []string{string(request), r.URL.Path, r.URL.RawQuery}
	for _, name := range slices.Sorted(maps.Keys(secrets)) {
		if secret := secrets[name]; !given[name] || strings.Contains(string(request), secret) {
			all = append(all, said(secret)...)
		}
	}
	for _, token := range findSigned(string(request)) {
		all = append(all, said(token)...)
	}
	return strings.Join(all, " ")
}

func inJSON(echo string) (kind, body string) {
	words, err := json.Marshal(map[string]any{"error": map[string]any{"message": echo}, "request": echo})
	if err != nil {
		return "text/plain", err.Error()
	}
	return "application/json", string(words)
}

// inOtherJSON has no words for what went wrong where anybody looks for them.
func inOtherJSON(echo string) (kind, body string) {
	_, body = inJSON(echo)
	return "application/json; charset=utf-8", `{"something":` + body + `,"numbers":[` + secrets["number"] + `]}`
}

func inHTML(echo string) (kind, body string) {
	return "text/html", "<html><body>" + echo + "</body></html>"
}

// atLength repeats secrets until any place where a message is cut is within one.
func atLength(echo string) (kind, body string) {
	all := secrets["bearer"] + secrets["pem"] + secrets["unicode"] + secrets["number"]
	if tokens := findSigned(echo); len(tokens) > 0 {
		all += tokens[0]
	}
	return "text/plain", strings.Repeat(all, 300)
}

func serve(t *testing.T, m mood) *httptest.Server {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !strings.HasPrefix(r.URL.Path, "/login"):
			m.answer(w, r)
		case m.login != nil:
			m.login(w, r)
		default:
			login(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}
