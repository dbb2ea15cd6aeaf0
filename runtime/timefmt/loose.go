package timefmt

import "time"

// ParseLoose reads ISO 8601 for now.
func ParseLoose(text string) (time.Time, error) {
	t, err := ISOParse(text)
	if err != nil {
		return t, notParsed(text)
	}
	return t, nil
}
