package auth

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"math/big"
)

// koblitz is secp256k1 (SEC 2), the curve of ES256K, which the standard library does not have. Its arithmetic
// takes a time that depends on the key. That is for who signs a token of one's own, on one's own machine; nothing
// here reads what others signed.
type koblitz struct{ *elliptic.CurveParams }

var secp256k1 = koblitz{&elliptic.CurveParams{
	Name:    "secp256k1",
	BitSize: 256,
	P:       hexNumber("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f"),
	N:       hexNumber("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"),
	B:       big.NewInt(7),
	Gx:      hexNumber("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
	Gy:      hexNumber("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"),
}}

func hexNumber(digits string) *big.Int {
	n, _ := new(big.Int).SetString(digits, 16)
	return n
}

// Params are the numbers of the curve.
func (c koblitz) Params() *elliptic.CurveParams { return c.CurveParams }

// IsOnCurve says that y² is x³ + 7.
func (c koblitz) IsOnCurve(x, y *big.Int) bool {
	if x.Sign() < 0 || y.Sign() < 0 || x.Cmp(c.P) >= 0 || y.Cmp(c.P) >= 0 {
		return false
	}
	cube := c.mul(c.mul(x, x), x)
	return c.mul(y, y).Cmp(cube.Mod(cube.Add(cube, c.B), c.P)) == 0
}

// Add is the sum of two points; (0, 0) is the neutral one.
func (c koblitz) Add(x1, y1, x2, y2 *big.Int) (x, y *big.Int) {
	return c.affine(c.sum(pointOf(x1, y1), pointOf(x2, y2)))
}

// Double is a point twice.
func (c koblitz) Double(x1, y1 *big.Int) (x, y *big.Int) { return c.affine(c.twice(pointOf(x1, y1))) }

// ScalarMult is a point k times.
func (c koblitz) ScalarMult(x1, y1 *big.Int, k []byte) (x, y *big.Int) {
	point, times := pointOf(x1, y1), new(big.Int).SetBytes(k)
	sum := pointOf(new(big.Int), new(big.Int))
	for i := times.BitLen() - 1; i >= 0; i-- {
		sum = c.twice(sum)
		if times.Bit(i) == 1 {
			sum = c.sum(sum, point)
		}
	}
	return c.affine(sum)
}

// ScalarBaseMult is the base point k times.
func (c koblitz) ScalarBaseMult(k []byte) (x, y *big.Int) { return c.ScalarMult(c.Gx, c.Gy, k) }

// A jacobian is the point (x/z², y/z³), so that sums need no division. With z = 0 it is the neutral one.
type jacobian struct{ x, y, z *big.Int }

func pointOf(x, y *big.Int) jacobian {
	z := big.NewInt(1)
	if x.Sign() == 0 && y.Sign() == 0 {
		z = new(big.Int)
	}
	return jacobian{x, y, z}
}

func (c koblitz) affine(p jacobian) (x, y *big.Int) {
	if p.z.Sign() == 0 {
		return new(big.Int), new(big.Int)
	}
	inverse := new(big.Int).ModInverse(p.z, c.P)
	square := c.mul(inverse, inverse)
	return c.mul(p.x, square), c.mul(p.y, c.mul(square, inverse))
}

// twice is dbl-2009-l of the Explicit-Formulas Database, for curves without a linear term.
func (c koblitz) twice(p jacobian) jacobian {
	a, b := c.mul(p.x, p.x), c.mul(p.y, p.y)
	d := c.mul(p.x, b)
	d.Lsh(d, 2)
	e := a.Mul(a, big.NewInt(3))
	x := c.sub(c.mul(e, e), new(big.Int).Lsh(d, 1))
	eighth := c.mul(b, b)
	return jacobian{
		x: x,
		y: c.sub(c.mul(e, c.sub(d, x)), eighth.Lsh(eighth, 3)),
		z: c.mul(new(big.Int).Lsh(p.y, 1), p.z),
	}
}

// sum is add-1998-cmo-2.
func (c koblitz) sum(p, q jacobian) jacobian {
	switch {
	case p.z.Sign() == 0:
		return q
	case q.z.Sign() == 0:
		return p
	}
	pp, qq := c.mul(p.z, p.z), c.mul(q.z, q.z)
	u, s := c.mul(p.x, qq), c.mul(p.y, c.mul(q.z, qq))
	h := c.sub(c.mul(q.x, pp), u)
	r := c.sub(c.mul(q.y, c.mul(p.z, pp)), s)
	switch {
	case h.Sign() == 0 && r.Sign() == 0:
		return c.twice(p)
	case h.Sign() == 0:
		return pointOf(new(big.Int), new(big.Int))
	}
	square := c.mul(h, h)
	cube, v := c.mul(h, square), c.mul(u, square)
	x := c.sub(c.mul(r, r), new(big.Int).Add(cube, new(big.Int).Lsh(v, 1)))
	return jacobian{
		x: x,
		y: c.sub(c.mul(r, c.sub(v, x)), c.mul(s, cube)),
		z: c.mul(h, c.mul(p.z, q.z)),
	}
}

func (c koblitz) mul(a, b *big.Int) *big.Int {
	product := new(big.Int).Mul(a, b)
	return product.Mod(product, c.P)
}

func (c koblitz) sub(a, b *big.Int) *big.Int {
	difference := new(big.Int).Sub(a, b)
	return difference.Mod(difference, c.P)
}

// The identifiers of keys and of the curve.
var (
	oidPublicKeyEC = asn1.ObjectIdentifier{1, 2, 840, 10045, 2, 1}
	oidSecp256k1   = asn1.ObjectIdentifier{1, 3, 132, 0, 10}
)

// sec1Key is a private key of SEC 1.
type sec1Key struct {
	Version int
	Number  []byte
	Curve   asn1.ObjectIdentifier `asn1:"optional,explicit,tag:0"`
	Public  asn1.BitString        `asn1:"optional,explicit,tag:1"`
}

// koblitzKey is the key of a block when it is one of secp256k1, nil for any other: SEC 1, or that in PKCS#8.
func koblitzKey(block *pem.Block) *ecdsa.PrivateKey {
	var key sec1Key
	der, curve := block.Bytes, asn1.ObjectIdentifier(nil)
	if block.Type == "PRIVATE KEY" {
		var outer struct {
			Version   int
			Algorithm pkix.AlgorithmIdentifier
			Key       []byte
		}
		if _, err := asn1.Unmarshal(der, &outer); err != nil || !outer.Algorithm.Algorithm.Equal(oidPublicKeyEC) {
			return nil
		}
		if _, err := asn1.Unmarshal(outer.Algorithm.Parameters.FullBytes, &curve); err != nil {
			return nil
		}
		der = outer.Key
	}
	if _, err := asn1.Unmarshal(der, &key); err != nil || !curve.Equal(oidSecp256k1) && !key.Curve.Equal(oidSecp256k1) {
		return nil
	}
	d := new(big.Int).SetBytes(key.Number)
	if d.Sign() == 0 || d.Cmp(secp256k1.N) >= 0 {
		return nil
	}
	private := &ecdsa.PrivateKey{D: d}
	private.Curve = secp256k1
	private.X, private.Y = secp256k1.ScalarBaseMult(d.Bytes())
	return private
}
