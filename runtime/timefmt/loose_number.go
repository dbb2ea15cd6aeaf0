package timefmt

import (
	"slices"
	"strconv"
	"strings"
)

// number reads a number by its length and by what stands beside it.
func (p *looseParser) number(token string) error {
	whole, _, isFraction := strings.Cut(token, ".")
	n, err := strconv.Atoi(whole)
	next, size := p.token(1), len(token)
	unit, unitAt := p.unit()
	switch {
	case err != nil:
		return errLoose
	case len(p.days.numbers) == 3 && (size == 2 || size == 4) && p.clock.hour == nil && next != ":" && unitOf(next) < 0:
		return p.clock.digits(token, false) // after 19990101T
	case size == 6 && !isFraction && len(p.days.numbers) == 0:
		return p.compact(token, 2)
	case size == 6 || size > 6 && strings.IndexByte(token, '.') == 6:
		return p.clock.digits(token, true)
	case size == 8 || size == 12 || size == 14:
		if err := p.compact(token[:8], 4); err != nil || size == 8 {
			return err
		}
		return p.clock.digits(token[8:], true)
	case unit >= 0:
		p.at = max(p.at, unitAt)
		return p.clock.assign(token, unit)
	case next == ":" && p.token(2) != "":
		return p.time(n)
	case next != "" && strings.Contains("-/.", next):
		return p.separated(token, next)
	case next == "" || isLooseWord(next):
		half := halfOf(p.token(2))
		p.at++
		if half >= 0 {
			p.at++
			p.clock.setHour(halved(n, half))
			return nil
		}
		return p.days.addNumber(n, anyPart)
	case halfOf(next) >= 0 && n < 24:
		p.at++
		p.clock.setHour(halved(n, halfOf(next)))
		return nil
	case p.days.couldBeDay(n):
		return p.days.addNumber(n, anyPart)
	}
	return errLoose
}

// compact reads a date of digits only, whose year has two of them or four.
func (p *looseParser) compact(digits string, year int) error {
	label := anyPart
	if year == 4 {
		label = yearPart
	}
	if err := p.days.add(digits[:year], label); err != nil {
		return err
	}
	if err := p.days.add(digits[year:year+2], anyPart); err != nil {
		return err
	}
	return p.days.add(digits[year+2:], anyPart)
}

// separated reads 01-01, 01-Jan and 01-01-01 with any separator.
func (p *looseParser) separated(token, separator string) error {
	if err := p.days.add(token, anyPart); err != nil {
		return err
	}
	if next := p.token(2); next != "" && !isLooseWord(next) {
		month := indexOfWord(looseMonths, next)
		if month < 0 && !isDigits(next) {
			return errLoose
		}
		if err := p.member(next); err != nil {
			return err
		}
		if p.token(3) == separator {
			if err := p.member(p.token(4)); err != nil {
				return err
			}
			p.at += 2
		}
		p.at++
	}
	p.at++
	return nil
}

// member reads a number of a date, or the name of its month.
func (p *looseParser) member(token string) error {
	if month := indexOfWord(looseMonths, token); month >= 0 {
		return p.days.addNumber(month+1, monthPart)
	}
	return p.days.add(token, anyPart)
}

// time reads 10:36:28.5 from its hour on.
func (p *looseParser) time(hour int) error {
	p.clock.setHour(hour)
	if err := p.clock.minutes(p.token(2)); err != nil {
		return err
	}
	if p.token(3) == ":" && p.token(4) != "" {
		if err := p.clock.seconds(p.token(4)); err != nil {
			return err
		}
		p.at += 2
	}
	p.at += 2
	return nil
}

var looseUnits = []string{"h hour hours", "m minute minutes", "s second seconds"}

func unitOf(token string) int { return indexOfWord(looseUnits, token) }

// unit is the unit of the current number, and where it stands: after the number, or before it, where it is
// that of the number before (12h04). -1 for none.
func (p *looseParser) unit() (unit, at int) {
	switch {
	case unitOf(p.token(1)) >= 0:
		return unitOf(p.token(1)), p.at + 1
	case p.token(1) == " " && unitOf(p.token(2)) >= 0:
		return unitOf(p.token(2)), p.at + 2
	case unitOf(p.token(-1)) >= 0:
		return unitOf(p.token(-1)) + 1, p.at
	case p.at == len(p.tokens)-1 && p.token(-1) == " " && unitOf(p.token(-2)) >= 0:
		return unitOf(p.token(-2)) + 1, p.at
	}
	return -1, p.at
}

var looseHalves = []string{"am a", "pm p"}

// halfOf is 0 for am, 1 for pm, -1 for anything else.
func halfOf(token string) int { return indexOfWord(looseHalves, token) }

func halved(hour, half int) int {
	switch {
	case hour < 12 && half == 1:
		return hour + 12
	case hour == 12 && half == 0:
		return 0
	}
	return hour
}

var utcNames = []string{"UTC", "GMT", "Z", "z"}

func isUTCName(name string) bool {
	return slices.ContainsFunc(utcNames, func(utc string) bool { return strings.EqualFold(utc, name) })
}
