package auth

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	_ "crypto/sha256" // the hashes of the algorithms
	_ "crypto/sha512"
	"hash"
)

// A family is a kind of algorithm, named after the key that it needs.
type family string

const (
	hmacFamily  family = "a shared secret"
	rsaFamily   family = "an RSA private key"
	pssFamily   family = "an RSA private key (PSS)"
	ecdsaFamily family = "a private key of an elliptic curve"
	edFamily    family = "an Ed25519 private key"
)

// An algorithm is how a token is signed (RFC 7518).
type algorithm struct {
	name   string
	family family
	hash   crypto.Hash
	curve  string
}

// algorithms are those of the language.
var algorithms = []algorithm{
	{"HS256", hmacFamily, crypto.SHA256, ""}, {"HS384", hmacFamily, crypto.SHA384, ""}, {"HS512", hmacFamily, crypto.SHA512, ""},
	{"RS256", rsaFamily, crypto.SHA256, ""}, {"RS384", rsaFamily, crypto.SHA384, ""}, {"RS512", rsaFamily, crypto.SHA512, ""},
	{"PS256", pssFamily, crypto.SHA256, ""}, {"PS384", pssFamily, crypto.SHA384, ""}, {"PS512", pssFamily, crypto.SHA512, ""},
	{"ES256", ecdsaFamily, crypto.SHA256, "P-256"}, {"ES384", ecdsaFamily, crypto.SHA384, "P-384"}, {"ES512", ecdsaFamily, crypto.SHA512, "P-521"},
	{"ES256K", ecdsaFamily, crypto.SHA256, "secp256k1"},
	{"EdDSA", edFamily, 0, ""},
}

// signToken signs what a token says.
func signToken(name string, key any, text []byte) ([]byte, error) {
	for _, a := range algorithms {
		if a.name != name {
			continue
		}
		if err := checkKey(a, key); err != nil {
			return nil, err
		}
		return a.sign(key, text)
	}
	return nil, valueError("the algorithm " + name + " is not supported")
}

// sign signs with a key that checkKey has found to be right.
func (a algorithm) sign(key any, text []byte) ([]byte, error) {
	switch k := key.(type) {
	case []byte:
		mac := hmac.New(func() hash.Hash { return a.hash.New() }, k)
		mac.Write(text)
		return mac.Sum(nil), nil
	case *rsa.PrivateKey:
		if a.family == pssFamily {
			return rsa.SignPSS(rand.Reader, k, a.hash, a.digest(text), &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash})
		}
		return rsa.SignPKCS1v15(rand.Reader, k, a.hash, a.digest(text))
	case *ecdsa.PrivateKey:
		return a.signCurve(k, text)
	}
	return ed25519.Sign(key.(ed25519.PrivateKey), text), nil
}

// signCurve gives the two numbers of the signature side by side, each as long as the curve's numbers are.
func (a algorithm) signCurve(key *ecdsa.PrivateKey, text []byte) ([]byte, error) {
	r, s, err := ecdsa.Sign(rand.Reader, key, a.digest(text))
	if err != nil {
		return nil, err
	}
	size := (key.Curve.Params().BitSize + 7) / 8
	signature := make([]byte, 2*size)
	r.FillBytes(signature[:size])
	s.FillBytes(signature[size:])
	return signature, nil
}

func (a algorithm) digest(text []byte) []byte {
	h := a.hash.New()
	h.Write(text)
	return h.Sum(nil)
}
