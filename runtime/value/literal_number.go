package value

import (
	"math/big"
	"strconv"
	"strings"
)

// number reads a number without a sign, or the three dots of Ellipsis.
func (p *literalParser) number() (term, bool) {
	if strings.HasPrefix(p.src[p.at:], "...") {
		p.at += 3
		return term{v: Ellipsis}, true
	}
	if v, ok, based := p.basedInt(); based {
		return term{v: v, plain: true, whole: true}, ok
	}
	start, isFloat := p.at, false
	ok := p.digits() || p.peek() == '.'
	if p.peek() == '.' {
		isFloat = true
		p.at++
		if isDigit(p.peek()) {
			ok = p.digits() && ok
		} else if p.at == start+1 {
			return term{}, false // a dot alone
		}
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		isFloat = true
		ok = p.exponent() && ok
	}
	text := p.src[start:p.at]
	imaginary := p.peek() == 'j' || p.peek() == 'J'
	if imaginary {
		p.at++
	}
	if !ok || isNameByte(p.peek()) {
		return term{}, false
	}
	v, ok := decimal(text, isFloat, imaginary)
	return term{v: v, plain: true, whole: true}, ok
}

// digits reads digits, between which single underscores may stand.
func (p *literalParser) digits() bool {
	if !isDigit(p.peek()) {
		return false
	}
	for isDigit(p.peek()) {
		p.at++
		if p.peek() == '_' && p.at+1 < len(p.src) && isDigit(p.src[p.at+1]) {
			p.at++
		}
	}
	return true
}

func (p *literalParser) exponent() bool {
	p.at++
	if c := p.peek(); c == '+' || c == '-' {
		p.at++
	}
	return p.digits()
}

// decimal is the number that digits spell.
func decimal(text string, isFloat, imaginary bool) (Value, bool) {
	text = strings.ReplaceAll(text, "_", "")
	if isFloat || imaginary {
		f, _ := strconv.ParseFloat(text, 64) // its only error is overflow, and then f is the infinity
		if imaginary {
			return Value{ref: complex(0, f)}, true
		}
		return Float(f), true
	}
	if text[0] == '0' {
		return Int(0), strings.Trim(text, "0") == ""
	}
	if len(text) < 19 {
		n, err := strconv.ParseInt(text, 10, 64)
		return Int(n), err == nil
	}
	if len(text) > maxDigits {
		return Value{}, false
	}
	n, ok := new(big.Int).SetString(text, 10)
	return BigInt(n), ok
}

// basedInt reads 0x1f, 0o17 and 0b1; based tells whether it is one of them.
func (p *literalParser) basedInt() (v Value, ok, based bool) {
	if p.at+1 >= len(p.src) || p.src[p.at] != '0' {
		return Value{}, false, false
	}
	base := 0
	switch p.src[p.at+1] | 0x20 {
	case 'x':
		base = 16
	case 'o':
		base = 8
	case 'b':
		base = 2
	default:
		return Value{}, false, false
	}
	start := p.at + 2
	p.at = start
	for isNameByte(p.peek()) {
		p.at++
	}
	text := strings.TrimPrefix(p.src[start:p.at], "_")
	if text == "" || text[0] == '_' || strings.HasSuffix(text, "_") || strings.Contains(text, "__") {
		return Value{}, false, true
	}
	n, ok := new(big.Int).SetString(strings.ReplaceAll(text, "_", ""), base)
	if !ok {
		return Value{}, false, true
	}
	return BigInt(n), true, true
}
