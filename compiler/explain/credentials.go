package explain

import (
	"go/ast"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// credentials are what an authenticator adds to a request.
func (r *reader) credentials(x ast.Expr) []Part {
	literal := r.p.Literal(x)
	if literal == nil {
		return nil
	}
	typ := printed.Name(literal.Type)
	text := func(field string) string { return r.p.Text(printed.Field(literal, field)) }
	header := func(name, value, field string) []Part {
		return []Part{{In: "header", Name: name, Value: value, From: strings.TrimSuffix(component(typ)+"."+field, ".")}}
	}
	words := func(name, value, field string) []Part {
		return described(header(name, value, field))
	}
	switch typ {
	case "auth.NoAuth":
		return nil
	case "auth.Bearer":
		return header("Authorization", "Bearer "+text("APIToken"), "api_token")
	case "auth.BasicHTTP":
		return words("Authorization", "Basic, the user "+text("Username"), "")
	case "auth.APIKey":
		return r.injectedToken(literal, "InjectInto", text("APIToken"))
	case "auth.OAuth":
		if text("TokenRefreshEndpoint") == "" {
			return header("Authorization", "Bearer "+text("AccessTokenValue"), "access_token_value")
		}
		return words("Authorization", "Bearer, the access token", "")
	case "auth.JWT":
		return r.jwt(literal)
	case "auth.SessionToken":
		return r.session(literal)
	case "auth.LegacySessionToken":
		return words(text("Header"), "the session token", "header")
	case "auth.RateLimitedMultipleToken":
		return words(text("Header"), strings.TrimSpace(text("AuthMethod")+" one of the tokens in turn"), "tokens")
	case "auth.Selective":
		return r.selective(literal)
	}
	return []Part{{In: "credentials", Value: "what the class " + typ + " of custom.go adds", From: typ, Words: true}}
}

// described are parts whose values are words.
func described(parts []Part) []Part {
	for i := range parts {
		parts[i].Words = true
	}
	return parts
}

// injectedToken is a token where a request option says.
func (r *reader) injectedToken(literal *ast.CompositeLit, field, token string) []Part {
	option := r.option(printed.Field(literal, field))
	if option == nil {
		return nil
	}
	option.Value, option.From = token, component(printed.Name(literal.Type))+"."+snake(field)
	return []Part{*option}
}

func (r *reader) jwt(literal *ast.CompositeLit) []Part {
	value := strings.TrimSpace(r.p.Text(printed.Field(literal, "HeaderPrefix")) + " a token that is signed for each request")
	if parts := r.injectedToken(literal, "RequestOption", value); parts != nil {
		return described(parts)
	}
	return []Part{{In: "header", Name: "Authorization", Value: value, From: "JwtAuthenticator", Words: true}}
}

// session is the token of a login.
func (r *reader) session(literal *ast.CompositeLit) []Part {
	how := r.p.Literal(printed.Field(literal, "RequestAuthentication"))
	if how == nil || printed.Name(how.Type) == "auth.SessionTokenRequestBearer" {
		return []Part{{In: "header", Name: "Authorization", Value: "Bearer, the token of the login", From: "SessionTokenAuthenticator.request_authentication", Words: true}}
	}
	if token := r.p.Text(printed.Field(how, "APIToken")); token != "" {
		return r.injectedToken(how, "InjectInto", token)
	}
	return described(r.injectedToken(how, "InjectInto", "the token of the login"))
}

// selective is each of the authenticators that the config chooses from.
func (r *reader) selective(literal *ast.CompositeLit) (out []Part) {
	r.choices(literal, func(when string, authenticator ast.Expr) {
		for _, part := range r.credentials(authenticator) {
			part.When = both(when, part.When)
			out = append(out, part)
		}
	})
	return out
}

// choices calls visit for each authenticator that a config may choose.
func (r *reader) choices(selective *ast.CompositeLit, visit func(when string, authenticator ast.Expr)) {
	path := strings.Join(r.p.Texts(printed.Field(selective, "AuthenticatorSelectionPath")), ".")
	choices := r.p.Literal(printed.Field(selective, "Authenticators"))
	if choices == nil {
		return
	}
	for _, one := range choices.Elts {
		if choice := r.p.Literal(one); choice != nil {
			visit("if "+path+" of the config is "+r.p.Text(printed.Field(choice, "Name")), printed.Field(choice, "Authenticator"))
		}
	}
}

func both(one, other string) string {
	if one == "" || other == "" {
		return one + other
	}
	return one + ", " + other
}
