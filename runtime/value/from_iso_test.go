package value

import "testing"

func TestFromISO(t *testing.T) {
	for text, want := range map[string]string{
		"2024-01-31":                       "datetime.date(2024, 1, 31)",
		"2024-01-31T12:30:00.000500":       "datetime.datetime(2024, 1, 31, 12, 30, 0, 500)",
		"2024-01-31T12:30:00.250000+02:00": "datetime.datetime(2024, 1, 31, 12, 30, 0, 250000, tzinfo=datetime.timezone(datetime.timedelta(seconds=7200)))",
		"soon":                             "Invalid isoformat string: 'soon'",
	} {
		v := FromISO(text)
		got := v.Repr()
		if err := v.Err(); err != nil {
			got = err.(*Error).Message
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}
