package auth

import (
	"context"
	"net/http"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// assertionGrant is the grant type of a signed assertion (RFC 7523).
const assertionGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer"

// A client is what the manifest says about a request for tokens, evaluated.
type client struct {
	endpoint                       string
	grantTypeName, grantType       value.Value
	idName, id, secretName, secret value.Value // not set when the headers have them
	credentialsInHeader            bool
	refreshTokenName, refreshToken value.Value // the token is Undefined when there is none
	body, headers                  value.Value // dicts

	accessTokenName, expiresInName string // keys of the answer
}

// An evaluation evaluates templates until one of them fails.
type evaluation struct{ err error }

func (e *evaluation) textOr(t config.Template, otherwise string) value.Value {
	if e.err != nil {
		return value.Value{}
	}
	var v value.Value
	v, e.err = textOr(t, otherwise)
	return v
}

func (e *evaluation) mapping(m Mapping) value.Value {
	if e.err != nil {
		return value.Value{}
	}
	var v value.Value
	v, e.err = m.eval()
	return v
}

// evaluate evaluates all but the refresh token.
func (o *OAuth) evaluate() (client, error) {
	e := new(evaluation)
	c := client{
		headers:          e.mapping(o.RefreshRequestHeaders),
		body:             e.mapping(o.RefreshRequestBody),
		endpoint:         e.textOr(o.TokenRefreshEndpoint, "").String(),
		grantTypeName:    e.textOr(o.GrantTypeName, "grant_type"),
		grantType:        value.Str(assertionGrant),
		refreshTokenName: e.textOr(o.RefreshTokenName, refreshTokenGrant),
		accessTokenName:  e.textOr(o.AccessTokenName, "access_token").String(),
		expiresInName:    e.textOr(o.ExpiresInName, "expires_in").String(),
	}
	if !o.asserts() {
		c.grantType = e.textOr(o.GrantType, refreshTokenGrant)
	}
	_, c.credentialsInHeader = c.headers.Get("Authorization")
	if !c.credentialsInHeader {
		c.idName, c.id = e.textOr(o.ClientIDName, "client_id"), e.textOr(o.ClientID, "")
		c.secretName, c.secret = e.textOr(o.ClientSecretName, "client_secret"), e.textOr(o.ClientSecret, "")
	}
	return c, e.err
}

// asserts says that a signed assertion is sent in place of everything else. An updater never does.
func (o *OAuth) asserts() bool { return o.UseProfileAssertion && o.RefreshTokenUpdater == nil }

// evaluated is the client of tokens that are kept in memory, evaluated for each request.
func (o *OAuth) evaluated(ctx context.Context) (client, error) {
	c, err := o.evaluate()
	if err != nil {
		return c, err
	}
	if !o.RefreshToken.IsZero() {
		token, err := o.RefreshToken.Text()
		if err != nil {
			return c, err
		}
		c.refreshToken = value.Str(token.String())
	}
	if c.credentialsInHeader || o.asserts() && !o.SendRefreshRequestAsQueryParams {
		return c, nil
	}
	if !c.id.Truthy() {
		return c, value.Fail(value.ValueError, "OAuthAuthenticator was unable to evaluate client_id parameter").Err()
	}
	if !c.secret.Truthy() {
		stream.Log(ctx).Warnf("OAuthAuthenticator was unable to evaluate client_secret parameter hence it'll be empty")
	}
	return c, nil
}

// arguments are the keys of a request for tokens, in the order of the reference. Null values are not sent.
func (c client) arguments(scopes []string) value.Value {
	out := value.DictOf(c.grantTypeName, c.grantType)
	if !c.credentialsInHeader {
		out.SetKey(c.idName, c.id)
		out.SetKey(c.secretName, c.secret)
	}
	if !c.refreshToken.IsUndefined() {
		out.SetKey(c.refreshTokenName, c.refreshToken)
	}
	if len(scopes) > 0 {
		list := value.ListOf()
		for _, scope := range scopes {
			list.Append(value.Str(scope))
		}
		out.Set("scopes", list)
	}
	for key, v := range c.body.All() {
		if _, there := out.Get(key.String()); !there {
			out.SetKey(key, v)
		}
	}
	return out
}

// exchange is the request for tokens.
func (o *OAuth) exchange(ctx context.Context, c client) (stream.Exchange, error) {
	remember(c.secret)
	remember(c.refreshToken)
	e := stream.Exchange{Method: http.MethodPost, URL: c.endpoint}
	for name, text := range c.headers.All() {
		e.Headers = append(e.Headers, [2]string{name.String(), text.String()})
	}
	if o.SendRefreshRequestAsQueryParams {
		e.Query = c.arguments(o.Scopes)
	}
	switch {
	case o.asserts():
		token, err := o.ProfileAssertion.Token(ctx)
		if err != nil {
			return e, err
		}
		e.Form = value.DictOf(c.grantTypeName, c.grantType, value.Str("assertion"), value.Str(token))
	case e.Query.IsUndefined():
		e.Form = c.arguments(o.Scopes)
	}
	return e, nil
}
