package component

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// directives are what a format may have after % to be read, and the texts that each takes.
var directives = map[byte]string{
	'a': `[a-z]{3}`, 'A': `[a-z]+`, 'b': `[a-z]{3}`, 'B': `[a-z]+`, 'p': `[ap]m`, 'Z': `[a-z]+`,
	'd': `(?:3[01]|[12]\d|0?[1-9]| [1-9])`, 'm': `(?:1[0-2]|0?[1-9])`, 'Y': `\d{4}`, 'y': `\d\d`, 'G': `\d{4}`,
	'H': `(?:2[0-3]|[01]?\d)`, 'I': `(?:1[0-2]|0?[1-9])`, 'M': `[0-5]?\d`, 'S': `(?:6[01]|[0-5]?\d)`, 'f': `\d{1,6}`,
	'j': `\d{1,3}`, 'U': `\d\d?`, 'V': `\d\d?`, 'W': `\d\d?`, 'u': `[1-7]`, 'w': `[0-6]`,
	'z': `(?:z|[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?)`, '%': `%`,
}

// longDirectives are those that stand for several others.
var longDirectives = strings.NewReplacer("%c", "%a %b %d %H:%M:%S %Y", "%x", "%m/%d/%y", "%X", "%H:%M:%S")

// epochFormats are the formats of numbers, which count as such only when they are the whole format.
var epochFormats = map[string]func(string) bool{
	"%s": isWhole, "%ms": isWhole, "%epoch_microseconds": isWhole, "%s_as_float": isNumber,
}

var wholeNumber = regexp.MustCompile(`^\s*[+-]?\d+(?:_\d+)*\s*$`)

func isWhole(text string) bool { return wholeNumber.MatchString(text) }

func isNumber(text string) bool {
	_, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(text), "_", ""), 64)
	return err == nil
}

// datePattern says which texts have a format; the error says why no text can be read by it.
func datePattern(format string) (func(text string) bool, error) {
	if epoch, ok := epochFormats[format]; ok {
		return epoch, nil
	}
	var pattern strings.Builder
	format = longDirectives.Replace(strings.ReplaceAll(format, "%_ms", "%f"))
	var seen []byte
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			pattern.WriteString(literalPattern(format[i]))
			continue
		}
		i++
		if i == len(format) {
			return nil, errors.New("it ends with %")
		}
		letter := format[i]
		texts, ok := directives[letter]
		switch {
		case !ok:
			return nil, fmt.Errorf("%%%s is no directive that can be read", format[i:i+1])
		case letter != '%' && slices.Contains(seen, letter):
			return nil, fmt.Errorf("it has %%%c twice", letter)
		}
		seen = append(seen, letter)
		pattern.WriteString(texts)
	}
	matcher, err := regexp.Compile(`(?is)^` + pattern.String() + `$`)
	if err != nil {
		return nil, err
	}
	return matcher.MatchString, nil
}

// literalPattern is one byte of the text between directives; a blank stands for any number of them.
func literalPattern(c byte) string {
	if strings.IndexByte(" \t\n\r\f\v", c) >= 0 {
		return `\s+`
	}
	return regexp.QuoteMeta(string([]byte{c}))
}
