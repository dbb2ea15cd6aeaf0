package explain

import (
	"go/ast"
	"reflect"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// logins adds the requests that an authenticator makes of its own to a stream, each once.
func (r *reader) logins(s *Stream, authenticator ast.Expr) {
	literal := r.p.Literal(authenticator)
	if literal == nil {
		return
	}
	asked := Stream{Name: s.Name}
	switch typ := printed.Name(literal.Type); typ {
	case "auth.OAuth":
		r.tokenRefresh(&asked, literal)
	case "auth.SessionToken":
		when := "before each request"
		if duration := r.p.Text(printed.Field(literal, "ExpirationDuration")); duration != "" {
			when = "first, and when the token is older than " + duration
		}
		r.add(&asked, "login_requester", when, printed.Field(literal, "LoginRequester"))
	case "auth.LegacySessionToken":
		asked.Requests = r.legacyLogin(literal)
	case "auth.RateLimitedMultipleToken":
		r.add(&asked, "quota_status_source", "for each token, to learn its quotas", printed.Field(literal, "QuotaStatusSource"))
	case "auth.Selective":
		r.choices(literal, func(when string, choice ast.Expr) {
			inner := Stream{Name: s.Name}
			r.logins(&inner, choice)
			asked.adopt(inner.Requests, "", when)
			asked.Notes = append(asked.Notes, inner.Notes...)
		})
	default:
		if !strings.HasPrefix(typ, "auth.") {
			asked.Notes = []string{"authenticator is the class " + typ + " of custom.go: only its code says which requests it makes for credentials"}
		}
	}
	s.take(asked)
}

// take adds what a stream has not yet.
func (s *Stream) take(other Stream) {
	for _, request := range other.Requests {
		if !slices.ContainsFunc(s.Requests, func(r Request) bool { return reflect.DeepEqual(r, request) }) {
			s.Requests = append(s.Requests, request)
		}
	}
	for _, note := range other.Notes {
		if !slices.Contains(s.Notes, note) {
			s.Notes = append(s.Notes, note)
		}
	}
}

// tokenRefresh is the request for an access token.
func (r *reader) tokenRefresh(s *Stream, oauth *ast.CompositeLit) {
	endpoint := r.p.Text(printed.Field(oauth, "TokenRefreshEndpoint"))
	if endpoint == "" {
		return
	}
	request := Request{For: "token_refresh_endpoint", When: "when there is no access token that is still good", Method: "POST", base: endpoint}
	request.Parts = r.mapping("header", "OAuthAuthenticator.refresh_request_headers", printed.Field(oauth, "RefreshRequestHeaders"))
	arguments, in := r.arguments(oauth, request.Parts), "body_data"
	if r.isTrue(printed.Field(oauth, "UseProfileAssertion")) && printed.Field(oauth, "RefreshTokenUpdater") == nil {
		arguments = r.assertion(oauth)
	}
	if r.isTrue(printed.Field(oauth, "SendRefreshRequestAsQueryParams")) {
		in = "parameter"
	}
	for _, part := range arguments {
		part.In = in
		request.Parts = append(request.Parts, part)
	}
	s.Requests = append(s.Requests, request)
}

// arguments are those of a request for tokens: the field of a name, the name by default, the field of the value, the value by default.
var arguments = [][4]string{
	{"GrantTypeName", "grant_type", "GrantType", "refresh_token"},
	{"ClientIDName", "client_id", "ClientID", ""},
	{"ClientSecretName", "client_secret", "ClientSecret", ""},
	{"RefreshTokenName", "refresh_token", "RefreshToken", ""},
}

// arguments are what the request for tokens carries; with an Authorization among the headers, no id and secret.
func (r *reader) arguments(oauth *ast.CompositeLit, headers []Part) (out []Part) {
	inHeader := slices.ContainsFunc(headers, func(p Part) bool { return p.Name == "Authorization" })
	for _, a := range arguments {
		name, value := r.textOr(printed.Field(oauth, a[0]), a[1]), r.textOr(printed.Field(oauth, a[2]), a[3])
		if inHeader && strings.HasPrefix(a[2], "Client") || a[2] == "RefreshToken" && value == "" {
			continue
		}
		out = append(out, Part{Name: name, Value: value, From: "OAuthAuthenticator." + snake(a[2])})
	}
	if scopes := r.p.Texts(printed.Field(oauth, "Scopes")); len(scopes) > 0 {
		out = append(out, Part{Name: "scopes", Value: strings.Join(scopes, ", "), From: "OAuthAuthenticator.scopes", Words: true})
	}
	for _, part := range r.mapping("", "OAuthAuthenticator.refresh_request_body", printed.Field(oauth, "RefreshRequestBody")) {
		if !slices.ContainsFunc(out, func(p Part) bool { return p.Name == part.Name }) {
			out = append(out, part)
		}
	}
	return out
}

// assertion is what is sent in place of id, secret and refresh token.
func (r *reader) assertion(oauth *ast.CompositeLit) []Part {
	return []Part{
		{Name: r.textOr(printed.Field(oauth, "GrantTypeName"), "grant_type"), Value: "urn:ietf:params:oauth:grant-type:jwt-bearer", From: "OAuthAuthenticator.use_profile_assertion"},
		{Name: "assertion", Value: "a token that is signed for this request", From: "OAuthAuthenticator.profile_assertion", Words: true},
	}
}

func (r *reader) textOr(x ast.Expr, otherwise string) string {
	if x == nil {
		return otherwise
	}
	return r.p.Text(x)
}

// legacyLogin are the requests of a LegacySessionTokenAuthenticator.
func (r *reader) legacyLogin(literal *ast.CompositeLit) []Request {
	const typ = "LegacySessionTokenAuthenticator."
	text := func(field string) string { return r.p.Text(printed.Field(literal, field)) }
	base := text("URLBase")
	validate := Request{For: "validate_session_url", When: "if the config has a session token", Method: "GET", base: base + text("ValidateSessionURL")}
	validate.Parts = []Part{{In: "header", Name: text("Header"), Value: text("SessionToken"), From: typ + "session_token"}}
	login := Request{For: "login_url", When: "if the config has no session token that the API takes", Method: "POST", base: base + text("LoginURL")}
	login.Parts = []Part{
		{In: "body_json", Name: "username", Value: text("Username"), From: typ + "username"},
		{In: "body_json", Name: "password", Value: text("Password"), From: typ + "password"},
	}
	return []Request{validate, login}
}
