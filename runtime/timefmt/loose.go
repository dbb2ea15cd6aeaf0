package timefmt

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// ParseLoose reads a date, a time of the day or both as people write them, by the rules of Python's dateutil:
// Jan 5 2026, 5/1/26 10pm, 2026-01-15T12:00:00+02:00. Of two numbers that can be the month the first one is.
// What the text does not say is that of today, and midnight. Without a zone that it knows the result is naive.
func ParseLoose(text string) (time.Time, error) {
	p := looseParser{tokens: looseTokens(text)}
	if err := p.parse(); err != nil {
		return time.Time{}, notParsed(text)
	}
	t, err := p.date(Now())
	if err != nil {
		return t, notParsed(text)
	}
	return t, nil
}

// looseWords are words that mean nothing: in times of the day m is part of a.m.
var looseWords = []string{" ", ".", ",", ";", "-", "/", "'", "at", "on", "and", "ad", "m", "t", "of", "st", "nd", "rd", "th"}

var looseMonths = []string{"jan january", "feb february", "mar march", "apr april", "may", "jun june",
	"jul july", "aug august", "sep sept september", "oct october", "nov november", "dec december"}

var looseWeekdays = []string{"mon monday", "tue tuesday", "wed wednesday", "thu thursday", "fri friday", "sat saturday", "sun sunday"}

// indexOfWord is which of the entries has a word, regardless of case; -1 for none.
func indexOfWord(entries []string, word string) int {
	word = strings.ToLower(word)
	return slices.IndexFunc(entries, func(words string) bool { return slices.Contains(strings.Fields(words), word) })
}

func isLooseWord(token string) bool { return slices.Contains(looseWords, strings.ToLower(token)) }

// A looseParser goes through the tokens of a text.
type looseParser struct {
	tokens  []string
	at      int
	days    dayParts
	clock   looseClock
	zone    looseZone
	weekday *time.Weekday
}

// token is a token, counted from the current one; "" beyond the end, which no token is.
func (p *looseParser) token(offset int) string {
	if at := p.at + offset; at >= 0 && at < len(p.tokens) {
		return p.tokens[at]
	}
	return ""
}

func (p *looseParser) parse() error {
	for ; p.at < len(p.tokens); p.at++ {
		if err := p.one(p.token(0)); err != nil {
			return err
		}
	}
	return nil
}

// one reads what begins with the current token and leaves at at its last one.
func (p *looseParser) one(token string) error {
	weekday, half := indexOfWord(looseWeekdays, token), halfOf(token)
	switch {
	case isDigits(strings.Replace(token, ".", "", 1)):
		return p.number(token)
	case weekday >= 0:
		day := time.Weekday((weekday + 1) % 7)
		p.weekday = &day
		return nil
	case indexOfWord(looseMonths, token) >= 0:
		return p.month(indexOfWord(looseMonths, token) + 1)
	case half >= 0:
		return p.clock.halve(half)
	case p.clock.hour != nil && p.zone.takes(token):
		p.zone.named(p)
		return nil
	case p.clock.hour != nil && (token == "+" || token == "-"):
		return p.zone.numbered(p)
	case isLooseWord(token):
		return nil
	}
	return errLoose
}

// month reads a month's name and what belongs to it: Jan-01, Jan/01/99, Jan of 2001.
func (p *looseParser) month(month int) error {
	if err := p.days.addNumber(month, monthPart); err != nil {
		return err
	}
	switch separator := p.token(1); {
	case separator == "-" || separator == "/":
		if err := p.days.add(p.token(2), anyPart); err != nil {
			return err
		}
		if p.token(3) == separator {
			if err := p.days.add(p.token(4), anyPart); err != nil {
				return err
			}
			p.at += 2
		}
		p.at += 2
	case separator == " " && strings.EqualFold(p.token(2), "of") && p.token(3) == " " && p.token(4) != "":
		if year, err := strconv.Atoi(p.token(4)); err == nil {
			if err := p.days.set(fullYear(year, Now().Year()), yearPart); err != nil {
				return err
			}
			p.days.century = true
		}
		p.at += 4
	}
	return nil
}

// fullYear is a year of two digits in the fifty years before this one or the fifty from it on.
func fullYear(year, now int) int {
	if year >= 100 {
		return year
	}
	year += now / 100 * 100
	switch {
	case year >= now+50:
		return year - 100
	case year < now-50:
		return year + 100
	}
	return year
}

// date puts together what was found.
func (p *looseParser) date(now time.Time) (time.Time, error) {
	parts, err := p.days.resolve()
	if err != nil || len(parts) == 0 && p.clock == (looseClock{}) && p.zone == (looseZone{}) && p.weekday == nil {
		return time.Time{}, errLoose
	}
	c := ClockOf(now)
	c.Hour, c.Minute, c.Second, c.Microsecond = p.clock.read()
	if year, ok := parts[yearPart]; ok {
		if c.Year = year; !p.days.century {
			c.Year = fullYear(year, now.Year())
		}
	}
	if month, ok := parts[monthPart]; ok {
		c.Month = month
	}
	day, ok := parts[dayPart]
	if ok {
		c.Day = day
	} else if c.Month >= 1 && c.Month <= 12 {
		c.Day = min(c.Day, daysIn(c.Year, c.Month))
	}
	t, err := c.In(Naive)
	if err != nil {
		return t, err
	}
	if p.weekday != nil && day == 0 {
		if t, err = Add(t, Delta((*p.weekday-t.Weekday()+7)%7)*Day); err != nil {
			return t, err
		}
	}
	return p.zone.apply(t)
}
