package timefmt

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// A looseClock is what a text says of the time of the day. Pointers tell what it says.
type looseClock struct {
	hour, minute, second, microsecond *int
}

func (c *looseClock) setHour(hour int) { c.hour = &hour }

// read is the time, with midnight for what is not said.
func (c *looseClock) read() (hour, minute, second, microsecond int) {
	or := func(n *int) int {
		if n == nil {
			return 0
		}
		return *n
	}
	return or(c.hour), or(c.minute), or(c.second), or(c.microsecond)
}

// halve applies an am or pm that follows the time.
func (c *looseClock) halve(half int) error {
	if c.hour == nil || *c.hour < 0 || *c.hour > 12 {
		return errLoose
	}
	c.setHour(halved(*c.hour, half))
	return nil
}

// digits reads HH, HHMM or, if seconds may follow, HHMMSS.ff.
func (c *looseClock) digits(text string, seconds bool) error {
	for _, field := range []**int{&c.hour, &c.minute} {
		if len(text) < 2 {
			break
		}
		n, err := strconv.Atoi(text[:2])
		if err != nil {
			return errLoose
		}
		*field = &n
		text = text[2:]
	}
	if text == "" || !seconds {
		return nil
	}
	return c.seconds(text)
}

// seconds reads SS or SS.ff; digits after the sixth are cut.
func (c *looseClock) seconds(text string) error {
	whole, fraction, _ := strings.Cut(text, ".")
	second, err := strconv.Atoi(whole)
	if err != nil || fraction != "" && !isDigits(fraction) || fraction == "" && strings.Contains(text, ".") {
		return errLoose
	}
	microsecond := micros(fraction)
	c.second, c.microsecond = &second, &microsecond
	return nil
}

// minutes reads minutes, whose fraction is seconds.
func (c *looseClock) minutes(text string) error {
	minute, second, err := sixtieths(text)
	if err != nil {
		return err
	}
	c.minute, c.second = &minute, second
	return nil
}

// assign reads a number with a unit: 0 for hours, 1 for minutes, 2 for seconds.
func (c *looseClock) assign(text string, unit int) error {
	switch unit {
	case 0:
		hour, minute, err := sixtieths(text)
		if err != nil {
			return err
		}
		c.setHour(hour)
		if minute != nil {
			c.minute = minute
		}
	case 1:
		return c.minutes(text)
	case 2:
		return c.seconds(text)
	}
	return nil
}

// sixtieths is a number and, if it has a fraction, how many sixtieths that is.
func sixtieths(text string) (whole int, rest *int, err error) {
	before, fraction, _ := strings.Cut(text, ".")
	if whole, err = strconv.Atoi(before); err != nil {
		return 0, nil, errLoose
	}
	fraction = strings.TrimRight(fraction, "0")
	if fraction == "" {
		return whole, nil, nil
	}
	n, scale := 0, 1
	for _, digit := range []byte(fraction[:min(len(fraction), 15)]) {
		if !isDigit(digit) {
			return 0, nil, errLoose
		}
		n, scale = n*10+int(digit-'0'), scale*10
	}
	n = n * 60 / scale
	return whole, &n, nil
}

// A looseZone is what a text says of the zone.
type looseZone struct {
	name   string
	offset *int // seconds
}

// takes says whether a word can be the name of the zone.
func (z *looseZone) takes(token string) bool {
	if z.name != "" || z.offset != nil || len(token) > 5 {
		return false
	}
	upper := strings.IndexFunc(token, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
	return upper || slices.Contains(utcNames, token)
}

// named reads a name. In GMT+3 the sign is that of the way back to UTC.
func (z *looseZone) named(p *looseParser) {
	z.name = p.token(0)
	sign := p.token(1)
	if sign != "+" && sign != "-" {
		return
	}
	p.tokens[p.at+1] = map[string]string{"+": "-", "-": "+"}[sign]
	if isUTCName(z.name) {
		z.name = ""
	}
}

// numbered reads -0300, -03:00 or -3, with a name behind it in parentheses.
func (z *looseZone) numbered(p *looseParser) error {
	digits := p.token(1)
	minutes := "0"
	switch {
	case len(digits) == 4:
		digits, minutes = digits[:2], digits[2:]
	case p.token(2) == ":":
		minutes = p.token(3)
	case len(digits) > 2:
		return errLoose
	}
	hour, err := strconv.Atoi(digits)
	minute, wrong := strconv.Atoi(minutes)
	if err != nil || wrong != nil {
		return errLoose
	}
	offset := (hour*60 + minute) * 60
	if p.token(0) == "-" {
		offset = -offset
	}
	if p.token(2) == ":" && len(p.token(1)) != 4 {
		p.at += 2
	}
	z.offset = &offset
	if name := p.token(4); isLooseWord(p.token(2)) && p.token(3) == "(" && p.token(5) == ")" && len(name) >= 3 && (&looseZone{name: z.name}).takes(name) {
		z.name = name
		p.at += 4
	}
	p.at++
	return nil
}

// apply is a naive time in the zone; a name that is not UTC's says nothing.
func (z *looseZone) apply(t time.Time) (time.Time, error) {
	switch {
	case isUTCName(z.name):
		return Replace(t, time.UTC), nil
	case z.offset == nil:
		return t, nil
	}
	zone, err := Offset(*z.offset, "")
	if err != nil {
		return t, err
	}
	return Replace(t, zone), nil
}
