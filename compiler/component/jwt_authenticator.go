package component

import (
	"github.com/lowcode-dev/lowcode/compiler/jinja"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { authenticators.add("JwtAuthenticator", jwtAuthenticator) }

// jwtScope is what the templates of a JwtAuthenticator see.
var jwtScope = scope{jinja.JWTScope, "config", ""}

// tokenDuration is for how many seconds a token is good where the manifest does not say.
const tokenDuration = 1200

// jwtAuthenticator lowers JwtAuthenticator, which signs a token for each request.
func jwtAuthenticator(b *Builder, n *manifest.Node) plan.Expr {
	algorithm, _ := text(n.Field("algorithm"))
	duration := plan.Expr(plan.Lit{Value: int64(tokenDuration)})
	if n.Field("token_duration") != nil {
		duration = b.int(n, "token_duration") // null means no time at all
	}
	return plan.New("auth", "JWT",
		plan.F("SecretKey", b.jwtTemplate(n, n, "secret_key")),
		plan.F("Base64EncodeSecretKey", b.bool(n, "base64_encode_secret_key")),
		plan.F("Algorithm", plan.Lit{Value: algorithm}),
		plan.F("TokenDuration", duration),
		plan.F("HeaderPrefix", b.jwtTemplate(n, n, "header_prefix")),
		plan.F("JWTHeaders", b.jwtClaims(n, "jwt_headers", "JWTHeaders", "kid", "Kid", "typ", "Typ", "cty", "Cty")),
		plan.F("AdditionalJWTHeaders", b.jwtMapping(n, "additional_jwt_headers")),
		plan.F("JWTPayload", b.jwtClaims(n, "jwt_payload", "JWTPayload", "iss", "Iss", "sub", "Sub", "aud", "Aud")),
		plan.F("AdditionalJWTPayload", b.jwtMapping(n, "additional_jwt_payload")),
		plan.F("Passphrase", b.jwtTemplate(n, n, "passphrase")),
		plan.F("RequestOption", b.requestOption(present(n, "request_option"), nil)),
	)
}

// jwtTemplate lowers a template in a field of n, which is owner or a part of it; nil where it is empty.
func (b *Builder) jwtTemplate(n, owner *manifest.Node, field string) plan.Expr {
	return b.textOf(given(n, field), owner, owner.Type()+"."+field, jwtScope)
}

// jwtClaims lowers registered names: pairs of a field and its name in Go.
func (b *Builder) jwtClaims(n *manifest.Node, field, typ string, names ...string) plan.Expr {
	claims := present(n, field)
	if claims == nil {
		return nil
	}
	m := plan.New("auth", typ)
	for i := 0; i < len(names); i += 2 {
		m.Fields = appendField(m.Fields, names[i+1], b.jwtTemplate(claims, n, names[i]))
	}
	if m.Fields == nil {
		return nil
	}
	return m
}

// jwtMapping lowers a flat map: its keys and its texts are templates, its other values are data.
func (b *Builder) jwtMapping(n *manifest.Node, field string) plan.Expr {
	f := present(n, field)
	if f == nil || len(f.Fields) == 0 {
		return nil
	}
	out := plan.ListOf("auth", "Mapping")
	for _, entry := range f.Fields {
		place := n.Type() + "." + field
		value := plan.F("Value", nil)
		if _, ok := text(entry.Value); ok {
			value.Value = b.textOf(entry.Value, n, place, jwtScope)
		} else {
			value = plan.F("Data", b.literal(entry.Value, n))
		}
		out.Items = append(out.Items, plan.New("", "", plan.F("Key", b.textOf(entry.Key, n, place, jwtScope)), value))
	}
	return out
}
