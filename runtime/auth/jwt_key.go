package auth

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// key is what the token is signed with: a private key, or the bytes of a shared secret.
func (j JWT) key() (any, error) {
	secret, err := j.SecretKey.Text()
	if err != nil {
		return nil, err
	}
	passphrase, err := j.Passphrase.Text()
	if err != nil {
		return nil, err
	}
	text, ok := secret.AsString()
	switch {
	case !ok && strings.HasPrefix(j.Algorithm, "HS"):
		return nil, typeError("Expected a string or bytes value")
	case !ok:
		return nil, typeError("Expecting a PEM-formatted key.")
	}
	if passphrase.Truthy() {
		return privateKey(text, passphrase.String())
	}
	if j.Base64EncodeSecretKey {
		text = base64.StdEncoding.EncodeToString([]byte(text))
	}
	if strings.HasPrefix(j.Algorithm, "HS") {
		return []byte(text), checkSharedSecret(text)
	}
	key, err := privateKey(text, "")
	if err == errNoKey && (j.Algorithm[0] == 'R' || j.Algorithm[0] == 'P') {
		err = valueError("Could not parse the provided public key.") // what the reference says of any text
	}
	return key, err
}

// checkSharedSecret refuses what is a key of another kind: to sign with its text would give the text away.
func checkSharedSecret(text string) error {
	switch {
	case text == "":
		return valueError("HMAC key must not be empty.")
	case pemBlock.MatchString(text), sshKey.MatchString(text):
		return valueError("The specified key is an asymmetric key or x509 certificate and should not be used as an HMAC secret.")
	}
	if v, err := value.Load([]byte(text)); err == nil && holdsKey(v, "kty") {
		return valueError("The specified key looks like a JWK and should not be used directly as an HMAC secret. Load it via PyJWK / HMACAlgorithm.from_jwk first.")
	}
	return nil
}

var sshKey = regexp.MustCompile(`\A(?:ssh-|ecdsa-sha2-)`)

// holdsKey says that a dict in v has the key.
func holdsKey(v value.Value, key string) bool {
	switch v.Kind() {
	case value.KindDict:
		if _, ok := v.Get(key); ok {
			return true
		}
		for _, item := range v.All() {
			if holdsKey(item, key) {
				return true
			}
		}
	case value.KindList:
		for item := range v.Elements() {
			if holdsKey(item, key) {
				return true
			}
		}
	}
	return false
}

// curves are the curves that the algorithms with elliptic curves need, by the name that Go has for them, and
// how the reference calls them.
var curves = map[string]string{"P-256": "secp256r1", "P-384": "secp384r1", "P-521": "secp521r1", "secp256k1": "secp256k1"}

// checkKey says that a key is of the kind that an algorithm signs with.
func checkKey(a algorithm, key any) error {
	switch k := key.(type) {
	case []byte:
		if a.family == hmacFamily {
			return nil
		}
	case *rsa.PrivateKey:
		if a.family == rsaFamily || a.family == pssFamily {
			return nil
		}
	case *ecdsa.PrivateKey:
		if a.family != ecdsaFamily {
			break
		}
		if has := k.Curve.Params().Name; has != a.curve {
			return valueError(fmt.Sprintf("The key's curve '%s' does not match the expected curve '%s' for this algorithm", curves[has], curves[a.curve]))
		}
		return nil
	case ed25519.PrivateKey:
		if a.family == edFamily {
			return nil
		}
	}
	return valueError(fmt.Sprintf("%s needs %s, the secret key is %s", a.name, a.family, describeKey(key)))
}

func describeKey(key any) string {
	switch k := key.(type) {
	case *rsa.PrivateKey:
		return "an RSA private key"
	case *ecdsa.PrivateKey:
		return "a private key on the curve " + k.Curve.Params().Name
	case ed25519.PrivateKey:
		return "an Ed25519 private key"
	case []byte:
		return fmt.Sprintf("a text of %d bytes", len(bytes.TrimSpace(k)))
	}
	return "of another kind"
}
