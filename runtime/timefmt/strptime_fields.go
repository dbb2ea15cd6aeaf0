package timefmt

import "time"

// The fields are what was read for each directive; those that were not in the
// format are empty.
type fields struct {
	text [128]string
}

func (f *fields) set(directive byte, text string) { f.text[directive] = text }

// number is the number read for a directive, or def without one.
func (f *fields) number(directive byte, def int) int {
	text := f.text[directive]
	if text == "" {
		return def
	}
	if text[0] == ' ' {
		text = text[1:]
	}
	return atoi(text)
}

func (f *fields) has(directive byte) bool { return f.text[directive] != "" }

// time puts the fields together. Python goes by the day of the year where it
// can tell it, by month and day elsewhere.
func (f *fields) time() (time.Time, error) {
	if err := f.checkWeeks(); err != nil {
		return time.Time{}, err
	}
	zone, err := f.zone()
	if err != nil {
		return time.Time{}, err
	}
	c := Clock{Year: f.year(), Month: f.month(), Day: f.number('d', 1), Hour: f.hour(), Minute: f.number('M', 0),
		Second: f.number('S', 0), Microsecond: micros(f.text['f'])}
	if ordinal, ok := f.ordinal(c.Year); ok {
		if c.Year < minYear {
			return time.Time{}, fail(ValueError, "year %d is not in 1..9999", c.Year)
		}
		day, err := FromOrdinal(ordinal)
		if err != nil {
			return time.Time{}, err
		}
		c.Year, c.Month, c.Day = day.Year(), int(day.Month()), day.Day()
	}
	return c.In(zone)
}

// checkWeeks refuses the ISO year and week without what makes a day of them.
func (f *fields) checkWeeks() error {
	isoYear := f.has('G') && !f.hasYear()
	switch {
	case isoYear && (!f.has('V') || !f.hasWeekday()):
		return fail(ValueError, "%%G needs %%V and a day of the week")
	case isoYear && f.has('j'):
		return fail(ValueError, "%%G and %%j do not go together")
	case !isoYear && f.has('V') && !f.has('U') && !f.has('W'):
		return fail(ValueError, "%%V needs %%G, not %%Y, and a day of the week")
	}
	return nil
}

func (f *fields) hasYear() bool    { return f.has('y') || f.has('Y') }
func (f *fields) hasWeekday() bool { return f.has('a') || f.has('A') || f.has('w') || f.has('u') }

// year is 1900 where the text has none; two digits are 1969 to 2068.
func (f *fields) year() int {
	switch year := f.number('y', -1); {
	case f.has('Y'):
		return f.number('Y', 0)
	case year < 0:
		return 1900
	case year <= 68:
		return 2000 + year
	default:
		return 1900 + year
	}
}

func (f *fields) month() int {
	switch {
	case f.has('B'):
		return nameAt(names['B'], f.text['B']) + 1
	case f.has('b'):
		return nameAt(names['b'], f.text['b']) + 1
	}
	return f.number('m', 1)
}

// hour is that of %H, or of %I with %p; without %p it is before noon.
func (f *fields) hour() int {
	if !f.has('I') {
		return f.number('H', 0)
	}
	hour := f.number('I', 0) % 12
	if f.has('p') && nameAt(names['p'], f.text['p']) == 1 {
		hour += 12
	}
	return hour
}

// weekday is 0 for Monday.
func (f *fields) weekday() int {
	switch {
	case f.has('A'):
		return nameAt(names['A'], f.text['A'])
	case f.has('a'):
		return nameAt(names['a'], f.text['a'])
	case f.has('w'):
		return (f.number('w', 0) + 6) % 7
	}
	return f.number('u', 0) - 1
}

// ordinal is the day where the fields name it by its year or its week.
func (f *fields) ordinal(year int) (int, bool) {
	first := Ordinal(year, 1, 1)
	switch {
	case f.has('j'):
		return first + f.number('j', 0) - 1, true
	case !f.hasWeekday():
		return 0, false
	case f.has('U'):
		sunday := first - first%7 // the Sunday at or before New Year
		return weekStart(sunday, first, f.number('U', 0)) + (f.weekday()+1)%7, true
	case f.has('W'):
		monday := first - (first+6)%7
		return weekStart(monday, first, f.number('W', 0)) + f.weekday(), true
	case f.has('G') && f.has('V') && !f.hasYear():
		return weekOne(f.number('G', 0)) + (f.number('V', 0)-1)*7 + f.weekday(), true
	}
	return 0, false
}

// weekStart is the first day of a numbered week: week 1 is the first whole
// one, week 0 the days before, or the same days where the year starts with it.
func weekStart(start, first, week int) int {
	if start == first && week > 0 {
		week--
	}
	return start + 7*week
}

// zone is that of %z; the names of %Z make no zone in Python, but name one.
func (f *fields) zone() (*time.Location, error) {
	text := f.text['z']
	switch {
	case text == "":
		return Naive, nil
	case text == "Z":
		return Offset(0, f.text['Z'])
	}
	hours, text := atoi(text[1:3]), text[3:]
	colons := text[0] == ':'
	if colons {
		text = text[1:]
	}
	minutes, text := atoi(text[:2]), text[2:]
	seconds := 0
	if text != "" {
		if (text[0] == ':') != colons {
			return nil, fail(ValueError, "offset %q has colons in some places only", f.text['z'])
		}
		if colons {
			text = text[1:]
		}
		seconds = atoi(text[:2])
	}
	seconds += hours*3600 + minutes*60
	if f.text['z'][0] == '-' {
		seconds = -seconds
	}
	return Offset(seconds, f.text['Z'])
}
