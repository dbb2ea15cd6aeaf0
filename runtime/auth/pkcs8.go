package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509/pkix"
	"encoding/asn1"
	"hash"
)

// maxIterations is how often a passphrase may be hashed: a damaged key could ask for hours of it.
const maxIterations = 10_000_000

// An encryptedKey is a PKCS#8 key under a passphrase (RFC 5958).
type encryptedKey struct {
	Algorithm pkix.AlgorithmIdentifier
	Data      []byte
}

// pbes2 are the parameters of PBES2 (RFC 8018): how the passphrase becomes a key, and what is encrypted with that.
type pbes2 struct{ KeyDerivation, Encryption pkix.AlgorithmIdentifier }

// pbkdf2Parameters are those of PBKDF2; SHA-1 unless PRF says otherwise.
type pbkdf2Parameters struct {
	Salt       []byte
	Iterations int
	KeyLength  int                      `asn1:"optional"`
	PRF        pkix.AlgorithmIdentifier `asn1:"optional"`
}

// The identifiers of what is supported.
const (
	oidPBES2  = "1.2.840.113549.1.5.13"
	oidPBKDF2 = "1.2.840.113549.1.5.12"
	oidScrypt = "1.3.6.1.4.1.11591.4.11"
)

var hashes = map[string]func() hash.Hash{
	"1.2.840.113549.2.7":  sha1.New,
	"1.2.840.113549.2.8":  sha256.New224,
	"1.2.840.113549.2.9":  sha256.New,
	"1.2.840.113549.2.10": sha512.New384,
	"1.2.840.113549.2.11": sha512.New,
}

// A blockCipher is a cipher in the mode CBC with the length of its keys.
type blockCipher struct {
	keyLength int
	open      func(key []byte) (cipher.Block, error)
}

var ciphers = map[string]blockCipher{
	"2.16.840.1.101.3.4.1.2":  {16, aes.NewCipher},
	"2.16.840.1.101.3.4.1.22": {24, aes.NewCipher},
	"2.16.840.1.101.3.4.1.42": {32, aes.NewCipher},
	"1.2.840.113549.3.7":      {24, des.NewTripleDESCipher},
}

// decryptPKCS8 is the plain PKCS#8 key in an encrypted one. PBES2 with PBKDF2 is what tools have written for
// decades; scrypt and the older PBES1 would need more than the standard library has.
func decryptPKCS8(der []byte, passphrase string) ([]byte, error) {
	var outer encryptedKey
	if _, err := asn1.Unmarshal(der, &outer); err != nil {
		return nil, errNoKey
	}
	if outer.Algorithm.Algorithm.String() != oidPBES2 {
		return nil, unsupportedEncryption("PBES1 or another scheme before PBES2")
	}
	var scheme pbes2
	if _, err := asn1.Unmarshal(outer.Algorithm.Parameters.FullBytes, &scheme); err != nil {
		return nil, errNoKey
	}
	with, ok := ciphers[scheme.Encryption.Algorithm.String()]
	if !ok {
		return nil, unsupportedEncryption("the cipher " + scheme.Encryption.Algorithm.String())
	}
	key, err := deriveKey(scheme.KeyDerivation, passphrase, with.keyLength)
	if err != nil {
		return nil, err
	}
	var iv []byte
	if _, err := asn1.Unmarshal(scheme.Encryption.Parameters.FullBytes, &iv); err != nil {
		return nil, errNoKey
	}
	return with.decrypt(key, iv, outer.Data)
}

// deriveKey makes the key of the cipher of the passphrase.
func deriveKey(by pkix.AlgorithmIdentifier, passphrase string, length int) ([]byte, error) {
	switch by.Algorithm.String() {
	case oidPBKDF2:
	case oidScrypt:
		return nil, unsupportedEncryption("scrypt")
	default:
		return nil, unsupportedEncryption("the key derivation " + by.Algorithm.String())
	}
	var p pbkdf2Parameters
	if _, err := asn1.Unmarshal(by.Parameters.FullBytes, &p); err != nil {
		return nil, errNoKey
	}
	hashed := hashes["1.2.840.113549.2.7"]
	if len(p.PRF.Algorithm) > 0 {
		if hashed = hashes[p.PRF.Algorithm.String()]; hashed == nil {
			return nil, unsupportedEncryption("the hash " + p.PRF.Algorithm.String())
		}
	}
	if p.Iterations < 1 || p.Iterations > maxIterations {
		return nil, errNoKey
	}
	return pbkdf2.Key(hashed, passphrase, p.Salt, p.Iterations, length)
}

// decrypt undoes CBC and takes the padding off.
func (b blockCipher) decrypt(key, iv, data []byte) ([]byte, error) {
	block, err := b.open(key)
	if err != nil {
		return nil, err
	}
	size := block.BlockSize()
	if len(iv) != size || len(data) == 0 || len(data)%size != 0 {
		return nil, errNoKey
	}
	plain := make([]byte, len(data))
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(plain, data)
	padding := int(plain[len(plain)-1])
	if padding == 0 || padding > size {
		return nil, errPassword
	}
	return plain[:len(plain)-padding], nil
}

func unsupportedEncryption(what string) error {
	return valueError("the secret key is encrypted with " + what +
		", which is not supported: encrypt it anew with openssl pkcs8 -topk8 -v2 aes-256-cbc, which is PBES2 with PBKDF2")
}
