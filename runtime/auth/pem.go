package auth

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"regexp"
	"strings"
)

// pemBlock finds a block of PEM. Its lines may have been lost or indented on the way through a form, which the
// reference allows; encoding/pem does not.
var pemBlock = regexp.MustCompile(`(?s)-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END ([A-Z0-9 ]+)-----`)

// errNoKey says that a text holds no key at all.
var errNoKey = valueError("Unable to load PEM file: the secret key is no private key in PEM (-----BEGIN PRIVATE KEY-----)")

// readPEM is the first block of a text.
func readPEM(text string) (*pem.Block, error) {
	m := pemBlock.FindStringSubmatch(text)
	if m == nil || m[1] != m[3] {
		return nil, errNoKey
	}
	block := &pem.Block{Type: m[1], Headers: map[string]string{}}
	body := strings.TrimSpace(m[2])
	if strings.Contains(body, ":") {
		var fields string
		fields, body, _ = strings.Cut(strings.ReplaceAll(body, "\r\n", "\n"), "\n\n")
		for field := range strings.SplitSeq(fields, "\n") {
			name, text, _ := strings.Cut(field, ":")
			block.Headers[strings.TrimSpace(name)] = strings.TrimSpace(text)
		}
	}
	var err error
	block.Bytes, err = base64.StdEncoding.DecodeString(strings.Join(strings.Fields(body), ""))
	if err != nil {
		return nil, errNoKey
	}
	return block, nil
}

// privateKey reads a private key: PKCS#1, PKCS#8 or SEC 1, encrypted if there is a passphrase.
func privateKey(text, passphrase string) (any, error) {
	block, err := readPEM(text)
	if err != nil {
		return nil, err
	}
	encrypted := block.Type == "ENCRYPTED PRIVATE KEY" || strings.Contains(block.Headers["Proc-Type"], "ENCRYPTED")
	switch {
	case encrypted && passphrase == "":
		return nil, typeError("Password was not given but private key is encrypted")
	case !encrypted && passphrase != "":
		return nil, typeError("Password was given but private key is not encrypted.")
	case block.Type == "ENCRYPTED PRIVATE KEY":
		if block.Bytes, err = decryptPKCS8(block.Bytes, passphrase); err != nil {
			return nil, err
		}
		block.Type = "PRIVATE KEY"
	case encrypted:
		// The standard library calls this form insecure, which is for the owner of the key to judge.
		if block.Bytes, err = x509.DecryptPEMBlock(block, []byte(passphrase)); err != nil {
			return nil, errPassword
		}
	}
	key, err := parseKey(block)
	if err != nil && encrypted {
		return nil, errPassword // a wrong password can look right until here
	}
	return key, err
}

// errPassword is in the words of the reference.
var errPassword = valueError("Incorrect password, could not decrypt key")

// parseKey reads the plain key of a block.
func parseKey(block *pem.Block) (any, error) {
	if key := koblitzKey(block); key != nil {
		return key, nil
	}
	var key any
	var err error
	switch block.Type {
	case "RSA PRIVATE KEY":
		key, err = x509.ParsePKCS1PrivateKey(block.Bytes)
	case "EC PRIVATE KEY":
		key, err = x509.ParseECPrivateKey(block.Bytes)
	case "PRIVATE KEY":
		key, err = x509.ParsePKCS8PrivateKey(block.Bytes)
	case "OPENSSH PRIVATE KEY":
		return nil, valueError("the secret key is in the format of OpenSSH: convert it with ssh-keygen -p -m PKCS8")
	case "PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE":
		return nil, valueError("the secret key is a " + strings.ToLower(block.Type) + ": only the private key can sign")
	default:
		return nil, errNoKey
	}
	if err != nil {
		return nil, valueError("reading the secret key: " + err.Error())
	}
	return key, nil
}
