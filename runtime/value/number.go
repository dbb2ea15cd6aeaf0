package value

import (
	"math"
	"strconv"
)

// appendFloat appends repr() of a float: the shortest digits that read back,
// with an exponent from 1e16 and below 1e-4.
func appendFloat(out []byte, f float64) []byte {
	return appendShortest(out, f, -4, 2)
}

// appendShortest is appendFloat with the exponent from which a small number has
// one, and with the least number of digits of that exponent.
func appendShortest(out []byte, f float64, least, width int) []byte {
	switch {
	case math.IsInf(f, 1):
		return append(out, "inf"...)
	case math.IsInf(f, -1):
		return append(out, "-inf"...)
	case f != f:
		return append(out, "nan"...)
	}
	var buffer [32]byte
	text := strconv.AppendFloat(buffer[:0], f, 'e', -1, 64)
	mark := len(text) - 1
	for text[mark] != 'e' {
		mark--
	}
	exponent, _ := strconv.Atoi(string(text[mark+1:])) // what AppendFloat wrote
	if exponent >= least && exponent < 16 {
		out = strconv.AppendFloat(out, f, 'f', -1, 64)
		if f == math.Trunc(f) {
			return append(out, ".0"...)
		}
		return out
	}
	out = append(out, text[:mark]...)
	if exponent < 0 {
		out, exponent = append(out, 'e', '-'), -exponent
	} else {
		out = append(out, 'e', '+')
	}
	return appendPadded(out, int64(exponent), width)
}

// appendComplex appends repr() of a complex number.
func appendComplex(out []byte, c complex128) []byte {
	if real(c) == 0 && !math.Signbit(real(c)) {
		return append(appendComplexPart(out, imag(c)), 'j')
	}
	out = appendComplexPart(append(out, '('), real(c))
	if !math.Signbit(imag(c)) || imag(c) != imag(c) {
		out = append(out, '+')
	}
	return append(appendComplexPart(out, imag(c)), 'j', ')')
}

// appendComplexPart is appendFloat without the ".0" of a whole number.
func appendComplexPart(out []byte, f float64) []byte {
	start := len(out)
	out = appendFloat(out, f)
	if n := len(out); n-start > 2 && string(out[n-2:]) == ".0" {
		return out[:n-2]
	}
	return out
}
