package timefmt

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// designators are the parts of an ISO 8601 duration in their order; each may
// be missing and each may have a fraction.
var designators = sync.OnceValue(func() *regexp.Regexp {
	part := func(letter string) string { return `(?:([0-9]+(?:[.,][0-9]+)?)` + letter + `)?` }
	return regexp.MustCompile(`^([+-])?P` + part("Y") + part("M") + part("W") + part("D") +
		`(?:T` + part("H") + part("M") + part("S") + `)?$`)
})

// ParseDuration reads an ISO 8601 duration: P1Y2M3W4DT5H6M7.5S, with a sign in
// front or none, or the form of a datetime, P0001-02-03T04:05:06.
func ParseDuration(text string) (Duration, error) {
	body := strings.TrimSuffix(text, "\n")
	match := designators().FindStringSubmatch(body)
	if match == nil || strings.HasSuffix(match[0], "P") {
		return parseDatetimeDuration(text)
	}
	var n [7]float64
	for i := range n {
		n[i] = decimal(match[i+2])
	}
	delta, err := Parts{Weeks: n[2], Days: n[3], Hours: n[4], Minutes: n[5], Seconds: n[6]}.Delta()
	d := Duration{Years: n[0], Months: n[1], Delta: delta}
	if match[1] == "-" {
		d = d.Neg()
	}
	return d, err
}

// decimal is a number of the pattern above; a missing one is 0.
func decimal(text string) float64 {
	n, _ := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64) // digits only; too many are infinite
	return n
}

// alternative is a duration written like a datetime, basic or extended.
var alternative = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^P(\d{4})(?:-(\d\d)-(\d\d)|(\d\d)(\d\d))T(?:(\d\d):(\d\d):(\d\d)|(\d\d)(\d\d)(\d\d))(?:[.,](\d+))?`)
})

// parseDatetimeDuration reads PYYYY-MM-DDThh:mm:ss or PYYYYMMDDThhmmss. As no
// datetime has a month 0 or a day 0, such a duration has months and days.
func parseDatetimeDuration(text string) (Duration, error) {
	match := alternative().FindStringSubmatch(text)
	if match == nil {
		return Duration{}, fail(DurationError, "%q is no duration of ISO 8601", text)
	}
	number := func(extended, basic string) int {
		n, _ := strconv.Atoi(extended + basic) // one of the two is digits, the other empty
		return n
	}
	c := Clock{Year: number(match[1], ""), Month: number(match[2], match[4]), Day: number(match[3], match[5]),
		Hour: number(match[6], match[9]), Minute: number(match[7], match[10]), Second: number(match[8], match[11]),
		Microsecond: micros(match[12])}
	if err := c.check(); err != nil {
		return Duration{}, err
	}
	delta := Delta(c.Day)*Day + Delta(c.Hour)*Hour + Delta(c.Minute)*Minute + Delta(c.Second)*Second + Delta(c.Microsecond)
	return Duration{Years: float64(c.Year), Months: float64(c.Month), Delta: delta}, nil
}
