package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/elliptic"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"hash"
	"strings"
	"testing"
)

func TestPrivateKeysInEveryForm(t *testing.T) {
	curve := curveKey(t, elliptic.P256())
	sec1, err := x509.MarshalECPrivateKey(curve)
	if err != nil {
		t.Fatal(err)
	}
	pkcs1 := x509.MarshalPKCS1PrivateKey(rsaKey)
	plain := pkcs8(t, rsaKey)
	block, _ := pem.Decode([]byte(plain))
	legacy := func(c x509.PEMCipher) string {
		//nolint:staticcheck // the form that old tools write is what is tested
		encrypted, err := x509.EncryptPEMBlock(rand.Reader, "RSA PRIVATE KEY", pkcs1, []byte("pass"), c)
		if err != nil {
			t.Fatal(err)
		}
		return string(pem.EncodeToMemory(encrypted))
	}
	lines := strings.Split(strings.TrimSpace(plain), "\n")
	for name, c := range map[string]struct {
		text, passphrase string
		want             any
	}{
		"PKCS#1":              {string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: pkcs1})), "", rsaKey},
		"PKCS#8":              {plain, "", rsaKey},
		"SEC 1":               {string(pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: sec1})), "", curve},
		"curve in PKCS#8":     {pkcs8(t, curve), "", curve},
		"legacy AES":          {legacy(x509.PEMCipherAES256), "pass", rsaKey},
		"legacy 3DES":         {legacy(x509.PEMCipher3DES), "pass", rsaKey},
		"legacy with CR":      {strings.ReplaceAll(legacy(x509.PEMCipherAES128), "\n", "\r\n"), "pass", rsaKey},
		"PBES2":               {encryptedPKCS8(t, block.Bytes, sha256.New, oidSHA256), "pass", rsaKey},
		"PBES2 with SHA-1":    {encryptedPKCS8(t, block.Bytes, sha1.New, nil), "pass", rsaKey},
		"lines lost":          {strings.ReplaceAll(plain, "\n", " "), "", rsaKey},
		"line breaks lost":    {strings.ReplaceAll(plain, "\n", ""), "", rsaKey},
		"lines indented":      {"  " + strings.Join(lines, "\n    "), "", rsaKey},
		"with text before it": {"my key:\n" + plain, "", rsaKey},
	} {
		t.Run(name, func(t *testing.T) {
			key, err := privateKey(c.text, c.passphrase)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := pkcs8(t, key), pkcs8(t, c.want); got != want {
				t.Error("another key was read")
			}
		})
	}
}

func TestPrivateKeysThatCannotBeRead(t *testing.T) {
	plain := pkcs8(t, rsaKey)
	block, _ := pem.Decode([]byte(plain))
	encrypted := encryptedPKCS8(t, block.Bytes, sha256.New, oidSHA256)
	public, err := x509.MarshalPKIXPublicKey(&rsaKey.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	inPEM := func(kind string, der []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
	}
	scrypt := marshal(t, encryptedKey{pbes2With(t, oidOf(t, oidScrypt), nil), []byte("0123456789abcdef")})
	pbes1 := marshal(t, encryptedKey{pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 3}}, []byte("x")})
	for name, c := range map[string]struct{ text, passphrase, want string }{
		"wrong passphrase":  {encrypted, "other", "Incorrect password, could not decrypt key"},
		"no passphrase":     {encrypted, "", "Password was not given but private key is encrypted"},
		"nothing":           {"", "", "Unable to load PEM file"},
		"damaged":           {strings.Replace(plain, "A", "*", 1), "", "Unable to load PEM file"},
		"damaged inside":    {inPEM("PRIVATE KEY", block.Bytes[1:]), "", "reading the secret key"},
		"damaged encrypted": {inPEM("ENCRYPTED PRIVATE KEY", []byte("x")), "p", "Unable to load PEM file"},
		"public":            {inPEM("PUBLIC KEY", public), "", "only the private key can sign"},
		"OpenSSH":           {inPEM("OPENSSH PRIVATE KEY", []byte("x")), "", "ssh-keygen -p -m PKCS8"},
		"another thing":     {inPEM("DH PARAMETERS", []byte("x")), "", "Unable to load PEM file"},
		"scrypt":            {inPEM("ENCRYPTED PRIVATE KEY", scrypt), "p", "encrypted with scrypt, which is not supported"},
		"PBES1":             {inPEM("ENCRYPTED PRIVATE KEY", pbes1), "p", "PBES1"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := privateKey(c.text, c.passphrase); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

var oidSHA256 = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 9}

// encryptedPKCS8 encrypts a PKCS#8 key with the passphrase "pass", as openssl pkcs8 -topk8 does.
func encryptedPKCS8(t *testing.T, der []byte, hashed func() hash.Hash, prf asn1.ObjectIdentifier) string {
	t.Helper()
	salt, iv := []byte("saltsalt"), []byte("0123456789abcdef")
	key, err := pbkdf2.Key(hashed, "pass", salt, 1000, 32)
	if err != nil {
		t.Fatal(err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	padding := aes.BlockSize - len(der)%aes.BlockSize
	padded := append(append([]byte(nil), der...), strings.Repeat(string(rune(padding)), padding)...)
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(padded, padded)
	var parameters []byte
	if prf == nil {
		parameters = marshal(t, struct {
			Salt       []byte
			Iterations int
		}{salt, 1000})
	} else {
		by := pkix.AlgorithmIdentifier{Algorithm: prf, Parameters: asn1.NullRawValue}
		parameters = marshal(t, pbkdf2Parameters{Salt: salt, Iterations: 1000, PRF: by})
	}
	outer := encryptedKey{pbes2With(t, oidOf(t, oidPBKDF2), parameters), padded}
	return string(pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: marshal(t, outer)}))
}

// pbes2With is the identifier of PBES2 with AES-256 and a key derivation.
func pbes2With(t *testing.T, derivation asn1.ObjectIdentifier, parameters []byte) pkix.AlgorithmIdentifier {
	t.Helper()
	if parameters == nil {
		parameters = asn1.NullBytes
	}
	iv := marshal(t, []byte("0123456789abcdef"))
	scheme := marshal(t, pbes2{
		KeyDerivation: pkix.AlgorithmIdentifier{Algorithm: derivation, Parameters: asn1.RawValue{FullBytes: parameters}},
		Encryption:    pkix.AlgorithmIdentifier{Algorithm: oidOf(t, "2.16.840.1.101.3.4.1.42"), Parameters: asn1.RawValue{FullBytes: iv}},
	})
	return pkix.AlgorithmIdentifier{Algorithm: oidOf(t, oidPBES2), Parameters: asn1.RawValue{FullBytes: scheme}}
}

func oidOf(t *testing.T, text string) asn1.ObjectIdentifier {
	t.Helper()
	oid, err := x509.ParseOID(text)
	if err != nil {
		t.Fatal(err)
	}
	var out asn1.ObjectIdentifier
	der, err := oid.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := asn1.Unmarshal(append([]byte{6, byte(len(der))}, der...), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	der, err := asn1.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return der
}
