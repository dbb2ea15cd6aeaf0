package manifest

import (
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

// The forms of plain scalars that are not text, in YAML 1.1 as PyYAML reads it. 0o17 and 1e3 are text;
// 0b_ has the form of a number and is none, which is an error there too.
var (
	boolForm  = regexp.MustCompile(`^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$`)
	nullForm  = regexp.MustCompile(`^(?:~|null|Null|NULL|)$`)
	intForm   = regexp.MustCompile(`^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$`)
	floatForm = regexp.MustCompile(`^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?` +
		`|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$`)
)

// maxDigits is where Python refuses to read a decimal integer; ours for others too.
const maxDigits = 4300

// A tag is the type of a scalar, written or found by its form.
type tag string

const (
	tagNull  tag = "!!null"
	tagBool  tag = "!!bool"
	tagInt   tag = "!!int"
	tagFloat tag = "!!float"
	tagTime  tag = "!!timestamp"
	tagStr   tag = "!!str"
	tagMerge tag = "!!merge"
	tagValue tag = "!!value"
)

// implicitTag is the type of a plain scalar without a tag.
func implicitTag(text string) tag {
	if text == "" {
		return tagNull
	}
	switch c := text[0]; {
	case strings.IndexByte("yYnNtTfFoO~", c) >= 0:
		if boolForm.MatchString(text) {
			return tagBool
		}
		if nullForm.MatchString(text) {
			return tagNull
		}
	case c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.':
		return numericTag(text)
	case text == "<<":
		return tagMerge
	case text == "=":
		return tagValue
	}
	return tagStr
}

func numericTag(text string) tag {
	switch {
	case floatForm.MatchString(text):
		return tagFloat
	case intForm.MatchString(text):
		return tagInt
	case timeForm.MatchString(text):
		return tagTime
	default:
		return tagStr
	}
}

// scalarValue is the value of a text under a tag; ok is false when the text has no such value
// or the tag is none that a manifest may hold.
func scalarValue(t tag, text string) (value any, ok bool) {
	switch t {
	case tagNull:
		return nil, true
	case tagStr:
		return text, true
	case tagBool:
		return boolValue(text)
	case tagInt:
		return intValue(text)
	case tagFloat:
		return floatValue(text)
	case tagTime:
		return timeValue(text)
	default:
		return nil, false
	}
}

func boolValue(text string) (any, bool) {
	switch strings.ToLower(text) {
	case "yes", "true", "on":
		return true, true
	case "no", "false", "off":
		return false, true
	default:
		return nil, false
	}
}

// intValue reads the integers of YAML 1.1: decimal, 0b, 0x, octal with a leading zero, base sixty.
func intValue(text string) (any, bool) {
	digits, negative := unsigned(text)
	number, ok := new(big.Int), len(digits) <= maxDigits
	switch {
	case !ok:
	case strings.HasPrefix(digits, "0b"):
		number, ok = setDigits(digits[2:], 2)
	case strings.HasPrefix(digits, "0x"):
		number, ok = setDigits(digits[2:], 16)
	case strings.HasPrefix(digits, "0"):
		number, ok = setDigits(digits, 8)
	default:
		for _, part := range strings.Split(digits, ":") {
			var n *big.Int
			if n, ok = setDigits(part, 10); !ok {
				return nil, false
			}
			number.Add(number.Mul(number, big.NewInt(60)), n)
		}
	}
	if !ok {
		return nil, false
	}
	if negative {
		number.Neg(number)
	}
	return reduced(number), true
}

// setDigits reads digits alone: big.Int would take a sign too.
func setDigits(digits string, base int) (*big.Int, bool) {
	if digits == "" || digits[0] == '-' || digits[0] == '+' {
		return nil, false
	}
	return new(big.Int).SetString(digits, base)
}

// reduced is the integer as an int64 where it fits.
func reduced(n *big.Int) any {
	if n.IsInt64() {
		return n.Int64()
	}
	return n
}

func floatValue(text string) (any, bool) {
	digits, negative := unsigned(strings.ToLower(text))
	sum := 0.0
	switch digits {
	case ".inf":
		sum = math.Inf(1)
	case ".nan":
		return math.NaN(), true
	default:
		parts := strings.Split(digits, ":")
		for i, base := len(parts)-1, 1.0; i >= 0; i, base = i-1, base*60 { // in the order of PyYAML, which decides the rounding
			v, ok := parseFloat(parts[i])
			if !ok {
				return nil, false
			}
			sum += v * base
		}
	}
	if negative {
		sum = -sum
	}
	return sum, true
}

// parseFloat reads a decimal float; one too large is infinite, as in Python.
func parseFloat(text string) (float64, bool) {
	if strings.Trim(text, "0123456789.e+-") != "" || text == "" || text[0] == '+' || text[0] == '-' {
		return 0, false
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(v, 0) {
		return 0, false
	}
	return v, true
}

// unsigned takes the sign and the underscores off a number.
func unsigned(text string) (digits string, negative bool) {
	digits = strings.ReplaceAll(text, "_", "")
	if digits != "" && (digits[0] == '-' || digits[0] == '+') {
		return digits[1:], digits[0] == '-'
	}
	return digits, false
}
