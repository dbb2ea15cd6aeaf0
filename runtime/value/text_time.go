package value

import (
	"strconv"

	"github.com/lowcode-dev/lowcode/runtime/timefmt"
)

// appendTimeRepr appends repr() of what has to do with time.
func appendTimeRepr(out []byte, v Value) []byte {
	switch ref := v.ref.(type) {
	case *dateTime:
		return reprDateTime(out, ref)
	case date:
		out = append(out, "datetime.date("...)
		return append(appendNumbers(out, ref.at.Year(), int(ref.at.Month()), ref.at.Day()), ')')
	case timeDelta:
		return reprTimeDelta(out, ref)
	case *duration:
		return reprDuration(out, ref)
	}
	return out
}

func reprDateTime(out []byte, d *dateTime) []byte {
	t := d.at
	parts := []int{t.Year(), int(t.Month()), t.Day(), t.Hour(), t.Minute()}
	micros := t.Nanosecond() / 1000
	if t.Second() != 0 || micros != 0 {
		parts = append(parts, t.Second())
	}
	if micros != 0 {
		parts = append(parts, micros)
	}
	out = appendNumbers(append(out, "datetime.datetime("...), parts...)
	if !d.naive {
		out = append(append(out, ", tzinfo="...), timefmt.ZoneRepr(t)...)
	}
	return append(out, ')')
}

func appendNumbers(out []byte, numbers ...int) []byte {
	for i, n := range numbers {
		if i > 0 {
			out = append(out, ", "...)
		}
		out = strconv.AppendInt(out, int64(n), 10)
	}
	return out
}

func reprTimeDelta(out []byte, d timeDelta) []byte {
	out = append(out, "datetime.timedelta("...)
	start := len(out)
	for _, part := range []struct {
		name string
		n    int64
	}{{"days=", d.days}, {"seconds=", d.micros / 1_000_000}, {"microseconds=", d.micros % 1_000_000}} {
		if part.n == 0 {
			continue
		}
		if len(out) > start {
			out = append(out, ", "...)
		}
		out = strconv.AppendInt(append(out, part.name...), part.n, 10)
	}
	if len(out) == start {
		out = append(out, '0')
	}
	return append(out, ')')
}

func reprDuration(out []byte, d *duration) []byte {
	out = append(out, "isodate.duration.Duration("...)
	out = appendNumbers(out, int(d.exact.days), int(d.exact.micros/1_000_000), int(d.exact.micros%1_000_000))
	out = strconv.AppendInt(append(out, ", years="...), int64(d.years), 10)
	out = strconv.AppendInt(append(out, ", months="...), int64(d.months), 10)
	return append(out, ')')
}
