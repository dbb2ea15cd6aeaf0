package value

import (
	"strconv"
	"unsafe"
)

// ToText is str(v) as a value. The text of a number that is written as Python
// writes it is those digits, which need not be read for that.
func (v Value) ToText() Value {
	switch ref := v.ref.(type) {
	case rawPtr:
		if data := v.rawBytes(); (isDigit(data[0]) || data[0] == '-') && printsAsWritten(data) {
			return Str(unsafe.String(&data[0], len(data)))
		}
	case Kind:
		if ref == KindInt {
			return Str(strconv.FormatInt(int64(v.num), 10))
		}
	}
	return Str(v.String())
}

// sureDigits is how many digits of a float are certain to come back when it is
// read and printed.
const sureDigits = 15

// printsAsWritten says that reading and printing a number would give its own
// digits: an int, or a float with few digits, none of them too many. When in
// doubt it says no.
func printsAsWritten(data []byte) bool {
	whole := data
	if whole[0] == '-' {
		whole = whole[1:]
	}
	n := 0
	for n < len(whole) && isDigit(whole[n]) {
		n++
	}
	if n == len(whole) {
		return len(data) < 19 && string(data) != "-0"
	}
	if n == 0 || whole[n] != '.' || len(whole)-1 > sureDigits {
		return false
	}
	fraction := whole[n+1:]
	for _, c := range fraction {
		if !isDigit(c) {
			return false
		}
	}
	if whole[0] == '0' { // small ones get an exponent
		return fraction[0] != '0' && fraction[len(fraction)-1] != '0'
	}
	return len(fraction) == 1 || fraction[len(fraction)-1] != '0'
}
