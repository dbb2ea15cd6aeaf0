package auth

import (
	"bytes"
	"crypto/ecdsa"
	"math/big"
	"testing"
)

// Three forms of one key that openssl made for these tests; the last one has the password pw.
const (
	koblitzSEC1 = `-----BEGIN EC PRIVATE KEY-----
MHQCAQEEIJJzhMTOhMOW0ZRPHgWHYJ+cMnQLNW57GB5kwX65GYsxoAcGBSuBBAAK
oUQDQgAECNdAH4NPenYahcwt1EiLAFwgbT1XJslQVvXfdmTpoMCQIvOAxdFc/IQm
4+dKWgx48kNbgxJb029X92pWCR9e9Q==
-----END EC PRIVATE KEY-----
`
	koblitzPKCS8 = `-----BEGIN PRIVATE KEY-----
MIGEAgEAMBAGByqGSM49AgEGBSuBBAAKBG0wawIBAQQgknOExM6Ew5bRlE8eBYdg
n5wydAs1bnsYHmTBfrkZizGhRANCAAQI10Afg096dhqFzC3USIsAXCBtPVcmyVBW
9d92ZOmgwJAi84DF0Vz8hCbj50paDHjyQ1uDElvTb1f3alYJH171
-----END PRIVATE KEY-----
`
	koblitzEncrypted = `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAj0CT5SkV9YnAICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEAVq1GZd4we2TfZrCzoICp8EgZAp
JcasVdr2ZeljgxpOhTaXGc06Ntfp2S+ttURyzBsWe0K+/o/Zety6Et7pWranh3Oh
9PJ1F0+xcg7b2/chvAyuV1MKCKKo9up+r2ZT9kvrsx80MEu/QDfTn5xi7sB7Q922
L6IiB4xSQPm28ok3KkXpjjDFUzh4dV3zvQJ61QMD/wykg00pEfPpzhqrHo1LYOk=
-----END ENCRYPTED PRIVATE KEY-----
`
)

func TestKoblitzKeys(t *testing.T) {
	const x = "8d7401f834f7a761a85cc2dd4488b005c206d3d5726c95056f5df7664e9a0c0"
	for name, c := range map[string]struct{ text, passphrase string }{
		"SEC 1":     {koblitzSEC1, ""},
		"PKCS#8":    {koblitzPKCS8, ""},
		"encrypted": {koblitzEncrypted, "pw"},
	} {
		key, err := privateKey(c.text, c.passphrase)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		k := key.(*ecdsa.PrivateKey)
		if got := k.X.Text(16); got != x || !k.Curve.IsOnCurve(k.X, k.Y) { //nolint:staticcheck // no other way to ask for this curve
			t.Errorf("%s: the public key is at %s, openssl says %s", name, got, x)
		}
	}
	if _, err := privateKey(koblitzEncrypted, "no"); err != errPassword {
		t.Errorf("another password: got %v", err)
	}
}

// The multiples of the base point are those of SEC 2's test vectors.
func TestKoblitzPoints(t *testing.T) {
	c := secp256k1
	for k, want := range map[int64]string{
		1: "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
		2: "c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5",
		3: "f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9",
		7: "5cbdf0646e5db4eaa398f365f2ea7a0e3d419b7e0330e39ce92bddedcac4f9bc",
	} {
		x, y := c.ScalarBaseMult(big.NewInt(k).Bytes())
		if got := x.Text(16); got != want || !c.IsOnCurve(x, y) {
			t.Errorf("%d times the base point: got %s, want %s", k, got, want)
		}
	}
	x2, y2 := c.Double(c.Gx, c.Gy)
	sx, sy := c.Add(c.Gx, c.Gy, c.Gx, c.Gy)
	if x2.Cmp(sx) != 0 || y2.Cmp(sy) != 0 {
		t.Error("a point and itself are not the point twice")
	}
	if x, y := c.ScalarBaseMult(c.N.Bytes()); x.Sign() != 0 || y.Sign() != 0 {
		t.Errorf("the base point as often as the curve has points: got %s, %s", x, y)
	}
	if x, y := c.Add(c.Gx, c.Gy, new(big.Int), new(big.Int)); !bytes.Equal(x.Bytes(), c.Gx.Bytes()) || y.Cmp(c.Gy) != 0 {
		t.Error("nothing more than a point is another one")
	}
	if c.IsOnCurve(c.Gx, c.Gx) || c.IsOnCurve(big.NewInt(-1), c.Gy) || c.IsOnCurve(c.P, c.Gy) {
		t.Error("a point beside the curve is on it")
	}
}
