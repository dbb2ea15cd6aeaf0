package timefmt

import (
	"errors"
	"strconv"
	"strings"
)

// errLoose is why a text is no date: the caller says it in words that fit the text.
var errLoose = errors.New("not a date")

// A part is what a number of a date is.
type part int

const (
	anyPart part = iota
	yearPart
	monthPart
	dayPart
)

// dayParts are the numbers of a date in the order in which they stand in the text.
type dayParts struct {
	numbers []int
	place   map[part]int // of the parts that are certain
	century bool         // the year is written in full
}

// add adds a number of the text, which is a year if it is long.
func (d *dayParts) add(digits string, is part) error {
	if len(digits) > 2 && isDigits(digits) {
		d.century = true
		if is != anyPart && is != yearPart {
			return errLoose
		}
		is = yearPart
	}
	n, err := strconv.Atoi(strings.TrimSpace(digits))
	if err != nil {
		return errLoose
	}
	return d.set(n, is)
}

// addNumber adds a number that was read as one already.
func (d *dayParts) addNumber(n int, is part) error {
	if n > 100 {
		d.century = true
		if is != anyPart && is != yearPart {
			return errLoose
		}
		is = yearPart
	}
	return d.set(n, is)
}

func (d *dayParts) set(n int, is part) error {
	d.numbers = append(d.numbers, n)
	if is == anyPart {
		return nil
	}
	if _, twice := d.place[is]; twice {
		return errLoose
	}
	if d.place == nil {
		d.place = map[part]int{}
	}
	d.place[is] = len(d.numbers) - 1
	return nil
}

// couldBeDay says whether a number can be the day of what is known of the date.
func (d *dayParts) couldBeDay(n int) bool {
	month, hasMonth := d.place[monthPart]
	year, hasYear := d.place[yearPart]
	_, hasDay := d.place[dayPart]
	switch {
	case hasDay || n < 1:
		return false
	case !hasMonth:
		return n <= 31
	case !hasYear:
		return n <= daysIn(2000, d.numbers[month])
	}
	return n <= daysIn(d.numbers[year], d.numbers[month])
}

// resolve says which number is what: what is certain, then what is too large for anything else, then month
// before day. What the text does not have is not in found.
func (d *dayParts) resolve() (found map[part]int, err error) {
	if len(d.numbers) > 0 && len(d.place) == len(d.numbers) || len(d.numbers) == 3 && len(d.place) == 2 {
		return d.certain(), nil
	}
	month, named := d.place[monthPart]
	switch n := d.numbers; {
	case len(n) == 0:
		return nil, nil
	case len(n) > 3:
		return nil, errLoose
	case len(n) == 1 && named:
		return d.as(monthPart), nil
	case len(n) == 1 && n[0] > 31:
		return d.as(yearPart), nil
	case len(n) == 1:
		return d.as(dayPart), nil
	case len(n) == 2 && named:
		return d.besideMonth(month), nil
	case len(n) == 2:
		return d.two(), nil
	case named:
		return d.aroundMonth(month), nil
	}
	return d.three(), nil
}

// as names the numbers in their order.
func (d *dayParts) as(parts ...part) map[part]int {
	found := map[part]int{}
	for i, is := range parts {
		found[is] = d.numbers[i]
	}
	return found
}

// certain are the parts whose places are known; of three, two tell the third.
func (d *dayParts) certain() map[part]int {
	found := map[part]int{}
	rest := 0
	for _, n := range d.place {
		rest += n
	}
	for _, is := range []part{yearPart, monthPart, dayPart} {
		at, ok := d.place[is]
		switch {
		case ok:
			found[is] = d.numbers[at]
		case len(d.numbers) == 3:
			found[is] = d.numbers[3-rest]
		}
	}
	return found
}

// besideMonth is a date of a named month and another number.
func (d *dayParts) besideMonth(month int) map[part]int {
	other := dayPart
	if d.numbers[1-month] > 31 {
		other = yearPart
	}
	return map[part]int{monthPart: d.numbers[month], other: d.numbers[1-month]}
}

func (d *dayParts) two() map[part]int {
	switch {
	case d.numbers[0] > 31:
		return d.as(yearPart, monthPart)
	case d.numbers[1] > 31:
		return d.as(monthPart, yearPart)
	}
	return d.as(monthPart, dayPart)
}

// aroundMonth is a date of a named month and two other numbers.
func (d *dayParts) aroundMonth(month int) map[part]int {
	switch n := d.numbers; {
	case month == 0 && n[1] > 31:
		return d.as(monthPart, yearPart, dayPart)
	case month == 0:
		return d.as(monthPart, dayPart, yearPart)
	case month == 1 && n[0] > 31:
		return d.as(yearPart, monthPart, dayPart)
	case month == 1:
		return d.as(dayPart, monthPart, yearPart)
	case n[1] > 31:
		return d.as(dayPart, yearPart, monthPart)
	}
	return d.as(yearPart, dayPart, monthPart)
}

func (d *dayParts) three() map[part]int {
	year, certain := d.place[yearPart]
	switch {
	case d.numbers[0] > 31 || certain && year == 0:
		return d.as(yearPart, monthPart, dayPart)
	case d.numbers[0] > 12:
		return d.as(dayPart, monthPart, yearPart)
	}
	return d.as(monthPart, dayPart, yearPart)
}
