package auth

import (
	"context"
	"encoding/base64"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// JWT signs a JSON Web Token for each request (JwtAuthenticator).
type JWT struct {
	SecretKey             config.Template
	Base64EncodeSecretKey bool // the text of the key in base64 is the key
	Algorithm             string
	TokenDuration         int64 // seconds
	HeaderPrefix          config.Template
	JWTHeaders            JWTHeaders
	AdditionalJWTHeaders  Mapping
	JWTPayload            JWTPayload
	AdditionalJWTPayload  Mapping
	Passphrase            config.Template
	RequestOption         request.Option // the zero Option is the header Authorization
}

// JWTHeaders are registered headers of a token (JwtHeaders).
type JWTHeaders struct{ Kid, Typ, Cty config.Template }

// JWTPayload are registered claims of a token (JwtPayload).
type JWTPayload struct{ Iss, Sub, Aud config.Template }

// Construct has nothing to check: all of it is evaluated when a token is needed.
func (JWT) Construct(*stream.Stream) error { return nil }

// Authenticate signs a token and sets it.
func (j JWT) Authenticate(ctx context.Context, options *request.Options) error {
	token, err := j.Token(ctx)
	if err != nil {
		return err
	}
	option := j.RequestOption
	if option.IsZero() {
		option = request.Option{InjectInto: request.Header, FieldName: config.Fixed("Authorization")}
	}
	return inject(option, options, token)
}

// Token is a new signed token behind its prefix: also what an OAuth profile assertion is.
func (j JWT) Token(context.Context) (string, error) {
	prefix, err := j.HeaderPrefix.Text()
	if err != nil {
		return "", err
	}
	token, err := j.sign()
	if err != nil {
		return "", &value.Error{Class: value.ValueError, Message: "Failed to sign token: " + stream.TextOf(err)}
	}
	protocol.AddPassingSecret(token)
	if prefix.Truthy() {
		return prefix.String() + " " + token, nil
	}
	return token, nil
}

// sign puts the token together: payload, key and header are evaluated in this order.
func (j JWT) sign() (string, error) {
	payload, err := j.payload()
	if err != nil {
		return "", err
	}
	key, err := j.key()
	if err != nil {
		return "", err
	}
	header, err := j.header()
	if err != nil {
		return "", err
	}
	parts := [2][]byte{}
	if parts[1], err = value.CompactJSON(payload, false); err != nil {
		return "", err
	}
	if parts[0], err = value.CompactJSON(header, true); err != nil {
		return "", err
	}
	signed := base64.RawURLEncoding.EncodeToString(parts[0]) + "." + base64.RawURLEncoding.EncodeToString(parts[1])
	signature, err := signToken(j.Algorithm, key, []byte(signed))
	if err != nil {
		return "", err
	}
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

// A claim is one name of a token and what it says.
type claim struct {
	name string
	text config.Template
}

func (j JWT) payload() (value.Value, error) {
	issued := timefmt.Now().Unix()
	payload, err := claimsOf(j.AdditionalJWTPayload)
	if err != nil {
		return payload, err
	}
	for _, name := range []string{"iss", "sub", "aud", "iat", "exp", "nbf"} {
		if _, reserved := payload.Get(name); reserved {
			return payload, valueError("'iss', 'sub', 'aud', 'iat', 'exp', 'nbf' are reserved properties and should not be set as part of 'additional_jwt_payload'")
		}
	}
	if err := setClaims(payload, claim{"iss", j.JWTPayload.Iss}, claim{"sub", j.JWTPayload.Sub}, claim{"aud", j.JWTPayload.Aud}); err != nil {
		return payload, err
	}
	if issuer, ok := payload.Get("iss"); ok && issuer.Kind() != value.KindStr {
		return payload, typeError("Issuer (iss) must be a string.")
	}
	payload.Set("iat", value.Int(issued))
	payload.Set("exp", value.Int(issued+j.TokenDuration))
	payload.Set("nbf", value.Int(issued))
	return payload, nil
}

func (j JWT) header() (value.Value, error) {
	header, err := claimsOf(j.AdditionalJWTHeaders)
	if err != nil {
		return header, err
	}
	for _, name := range []string{"kid", "alg", "typ", "cty"} {
		if _, reserved := header.Get(name); reserved {
			return header, valueError("'kid', 'alg', 'typ', 'cty' are reserved headers and should not be set as part of 'additional_jwt_headers'")
		}
	}
	if encoded, ok := header.Get("b64"); ok && !encoded.Truthy() {
		return header, valueError("a token whose payload is not encoded (the header b64) cannot be sent")
	}
	header.Delete("b64")
	header.Set("typ", value.Str("JWT"))
	if err := setClaims(header, claim{"kid", j.JWTHeaders.Kid}, claim{"typ", j.JWTHeaders.Typ}, claim{"cty", j.JWTHeaders.Cty}); err != nil {
		return header, err
	}
	if kid, ok := header.Get("kid"); ok && kid.Kind() != value.KindStr {
		return header, valueError("Key ID header parameter must be a string")
	}
	if typ, _ := header.Get("typ"); !typ.Truthy() {
		header.Delete("typ")
	}
	header.Set("alg", value.Str(j.Algorithm))
	return header, nil
}

// claimsOf evaluates a mapping. What evaluates to nothing is null.
func claimsOf(m Mapping) (value.Value, error) {
	out, err := m.entries()
	for key, item := range out.All() {
		if item.IsUndefined() {
			out.SetKey(key, value.Null)
		}
	}
	return out, err
}

// setClaims sets those that the manifest has.
func setClaims(in value.Value, claims ...claim) error {
	for _, c := range claims {
		if c.text.IsZero() {
			continue
		}
		v, err := c.text.Text()
		if err != nil {
			return err
		}
		in.Set(c.name, v)
	}
	return nil
}

// valueError and typeError are failures of the classes that the reference has for them.
func valueError(message string) error { return &value.Error{Class: value.ValueError, Message: message} }

func typeError(message string) error { return &value.Error{Class: value.TypeError, Message: message} }
