package auth

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// secretOf is a template that reads a text of the config, as a key in PEM comes.
func secretOf(text string) config.Template {
	cfg := config.New(value.DictOf(value.Str("key"), value.Str(text)))
	return config.Text("{{ config['key'] }}", cfg, func(c config.Config) value.Value { return c.Item("key") })
}

// pkcs8 is a key in PEM.
func pkcs8(t *testing.T, key any) string {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

// rsaKey is a key for all tests: making one takes long.
var rsaKey = func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
}()

func curveKey(t *testing.T, curve elliptic.Curve) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// split takes a token apart: what is signed, and the signature.
func split(t *testing.T, token string) (signed string, signature []byte) {
	t.Helper()
	i := strings.LastIndexByte(token, '.')
	signature, err := base64.RawURLEncoding.DecodeString(token[i+1:])
	if err != nil {
		t.Fatal(err)
	}
	return token[:i], signature
}

func digestOf(h crypto.Hash, text string) []byte {
	hasher := h.New()
	hasher.Write([]byte(text))
	return hasher.Sum(nil)
}

func TestTokensVerify(t *testing.T) {
	_, ed, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	curveOf := map[string]elliptic.Curve{"ES256": elliptic.P256(), "ES384": elliptic.P384(), "ES512": elliptic.P521()}
	for _, a := range algorithms {
		t.Run(a.name, func(t *testing.T) {
			jwt := JWT{Algorithm: a.name, TokenDuration: 60}
			var verify func(signed string, signature []byte) bool
			switch a.family {
			case hmacFamily:
				jwt.SecretKey = secretOf("s3cret")
				verify = func(signed string, signature []byte) bool {
					mac := hmac.New(a.hash.New, []byte("s3cret"))
					mac.Write([]byte(signed))
					return hmac.Equal(signature, mac.Sum(nil))
				}
			case rsaFamily:
				jwt.SecretKey = secretOf(pkcs8(t, rsaKey))
				verify = func(signed string, signature []byte) bool {
					return rsa.VerifyPKCS1v15(&rsaKey.PublicKey, a.hash, digestOf(a.hash, signed), signature) == nil
				}
			case pssFamily:
				jwt.SecretKey = secretOf(pkcs8(t, rsaKey))
				verify = func(signed string, signature []byte) bool {
					exact := &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash}
					return rsa.VerifyPSS(&rsaKey.PublicKey, a.hash, digestOf(a.hash, signed), signature, exact) == nil
				}
			case ecdsaFamily:
				text := koblitzPKCS8 // which the standard library cannot make
				if curve := curveOf[a.name]; curve != nil {
					text = pkcs8(t, curveKey(t, curve))
				}
				jwt.SecretKey = secretOf(text)
				parsed, err := privateKey(text, "")
				if err != nil {
					t.Fatal(err)
				}
				key := parsed.(*ecdsa.PrivateKey)
				verify = func(signed string, signature []byte) bool {
					half := len(signature) / 2
					r, s := new(big.Int).SetBytes(signature[:half]), new(big.Int).SetBytes(signature[half:])
					return ecdsa.Verify(&key.PublicKey, digestOf(a.hash, signed), r, s) && half == (key.Params().BitSize+7)/8
				}
			case edFamily:
				jwt.SecretKey = secretOf(pkcs8(t, ed))
				verify = func(signed string, signature []byte) bool {
					return ed25519.Verify(ed.Public().(ed25519.PublicKey), []byte(signed), signature)
				}
			}
			token, err := jwt.Token(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			if signed, signature := split(t, token); !verify(signed, signature) {
				t.Errorf("the signature of %s is wrong", token)
			}
			if masked := protocol.Mask("it was " + token); strings.Contains(masked, token) {
				t.Errorf("the token is not masked: %s", masked)
			}
		})
	}
}

func TestTokenSays(t *testing.T) {
	t.Setenv("LOWCODE_NOW", "2026-01-15T12:00:00.9Z")
	jwt := JWT{
		SecretKey: secretOf("k"), Base64EncodeSecretKey: true, Algorithm: "HS512", TokenDuration: 600,
		HeaderPrefix:         config.Fixed("JWT"),
		JWTHeaders:           JWTHeaders{Kid: config.Fixed("key-1"), Cty: config.Fixed("é")},
		AdditionalJWTHeaders: Mapping{{Key: config.Fixed("x"), Value: config.Fixed("1")}, {Key: config.Fixed("none"), Value: config.Fixed("")}},
		JWTPayload:           JWTPayload{Iss: config.Fixed("me"), Sub: config.Fixed("007"), Aud: config.Fixed("['a', 'b']")},
		AdditionalJWTPayload: Mapping{{Key: config.Fixed("deep"), Value: config.Fixed("{'b': 1, 'a': [True]}")}, {Key: config.Fixed("5"), Value: config.Fixed("1e3")}},
		RequestOption:        request.Option{InjectInto: request.Parameter, FieldName: config.Fixed("jwt")},
	}
	var options request.Options
	if err := jwt.Authenticate(context.Background(), &options); err != nil {
		t.Fatal(err)
	}
	got, _ := options.Parameters.Get("jwt")
	token, ok := strings.CutPrefix(got.String(), "JWT ")
	if !ok {
		t.Fatalf("%s has no prefix", got)
	}
	parts := strings.Split(token, ".")
	for i, want := range []string{
		`{"alg":"HS512","cty":"\u00e9","kid":"key-1","none":null,"typ":"JWT","x":1}`,
		`{"deep":{"b":1,"a":[true]},"5":1000.0,"iss":"me","sub":"007","aud":["a","b"],"iat":1768478400,"exp":1768479000,"nbf":1768478400}`,
	} {
		if text, err := base64.RawURLEncoding.DecodeString(parts[i]); err != nil || string(text) != want {
			t.Errorf("part %d is %s, %v, want %s", i, text, err, want)
		}
	}
	mac := hmac.New(sha512.New, []byte(base64.StdEncoding.EncodeToString([]byte("k"))))
	mac.Write([]byte(parts[0] + "." + parts[1]))
	if parts[2] != base64.RawURLEncoding.EncodeToString(mac.Sum(nil)) {
		t.Error("the key is not the base64 of the secret")
	}
}

func TestTokenInTheAuthorizationHeader(t *testing.T) {
	var options request.Options
	jwt := JWT{SecretKey: secretOf("k"), Algorithm: "HS256", JWTHeaders: JWTHeaders{Typ: config.Fixed("''")}}
	if err := jwt.Authenticate(context.Background(), &options); err != nil {
		t.Fatal(err)
	}
	token, _ := options.Headers.Get("Authorization")
	header, _, _ := strings.Cut(token.String(), ".")
	if text, _ := base64.RawURLEncoding.DecodeString(header); string(text) != `{"alg":"HS256"}` {
		t.Errorf("the header of a token without a type is %s", text)
	}
}

func TestTokensThatCannotBeSigned(t *testing.T) {
	rsaPEM := pkcs8(t, rsaKey)
	p384 := pkcs8(t, curveKey(t, elliptic.P384()))
	reserved := Mapping{{Key: config.Fixed("iss"), Value: config.Fixed("x")}}
	for name, c := range map[string]struct {
		jwt  JWT
		want string
	}{
		"garbage for RSA":     {JWT{SecretKey: secretOf("nope"), Algorithm: "RS256"}, "Could not parse the provided public key."},
		"garbage for a curve": {JWT{SecretKey: secretOf("nope"), Algorithm: "ES256"}, "Unable to load PEM file"},
		"another curve":       {JWT{SecretKey: secretOf(p384), Algorithm: "ES256"}, "The key's curve 'secp384r1' does not match the expected curve 'secp256r1' for this algorithm"},
		"RSA key for a curve": {JWT{SecretKey: secretOf(rsaPEM), Algorithm: "ES256"}, "ES256 needs a private key of an elliptic curve, the secret key is an RSA private key"},
		"curve for RSA":       {JWT{SecretKey: secretOf(p384), Algorithm: "PS256"}, "PS256 needs an RSA private key (PSS), the secret key is a private key on the curve P-384"},
		"key as a secret":     {JWT{SecretKey: secretOf(rsaPEM), Algorithm: "HS256"}, "should not be used as an HMAC secret"},
		"JWK as a secret":     {JWT{SecretKey: secretOf(`[{"kty": null}]`), Algorithm: "HS256"}, "looks like a JWK"},
		"no secret":           {JWT{SecretKey: secretOf(""), Algorithm: "HS256"}, "HMAC key must not be empty."},
		"number as a secret":  {JWT{SecretKey: secretOf("5"), Algorithm: "HS256"}, "Expected a string or bytes value"},
		"number as a key":     {JWT{SecretKey: secretOf("5"), Algorithm: "RS256"}, "Expecting a PEM-formatted key."},
		"plain with password": {JWT{SecretKey: secretOf(rsaPEM), Algorithm: "RS256", Passphrase: config.Fixed("x")}, "Password was given but private key is not encrypted."},
		"reserved claim":      {JWT{SecretKey: secretOf("k"), Algorithm: "HS256", AdditionalJWTPayload: reserved}, "are reserved properties"},
		"reserved header": {JWT{SecretKey: secretOf("k"), Algorithm: "HS256", AdditionalJWTHeaders: Mapping{{Key: config.Fixed("alg"), Value: config.Fixed("x")}}},
			"are reserved headers"},
		"number as issuer": {JWT{SecretKey: secretOf("k"), Algorithm: "HS256", JWTPayload: JWTPayload{Iss: config.Fixed("5")}}, "Issuer (iss) must be a string."},
		"number as kid":    {JWT{SecretKey: secretOf("k"), Algorithm: "HS256", JWTHeaders: JWTHeaders{Kid: config.Fixed("5")}}, "Key ID header parameter must be a string"},
		"unencoded payload": {JWT{SecretKey: secretOf("k"), Algorithm: "HS256", AdditionalJWTHeaders: Mapping{{Key: config.Fixed("b64"), Value: config.Fixed("False")}}},
			"cannot be sent"},
		"other algorithm":     {JWT{SecretKey: secretOf(p384), Algorithm: "ES128"}, "ES128 is not supported"},
		"not the Koblitz key": {JWT{SecretKey: secretOf(p384), Algorithm: "ES256K"}, "The key's curve 'secp384r1' does not match the expected curve 'secp256k1' for this algorithm"},
		"a Koblitz key":       {JWT{SecretKey: secretOf(koblitzPKCS8), Algorithm: "ES256"}, "The key's curve 'secp256k1' does not match the expected curve 'secp256r1' for this algorithm"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := c.jwt.Token(context.Background())
			if err == nil {
				t.Fatal("a token was signed")
			}
			text := stream.TextOf(err)
			if !strings.HasPrefix(text, "Failed to sign token: ") || !strings.Contains(text, c.want) || stream.ClassOf(err) != value.ValueError {
				t.Errorf("got %s, want %s", err, c.want)
			}
		})
	}
}
