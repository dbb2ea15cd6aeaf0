package cursor

import (
	"slices"
	"sort"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/timefmt"
)

// An interval is a stretch of the cursor field that was read, and the newest
// value that was seen in it, the zero time for none.
type interval struct {
	start, end, recent time.Time
}

func (i interval) compare(j interval) int {
	if c := i.start.Compare(j.start); c != 0 {
		return c
	}
	return i.end.Compare(j.end)
}

// mark is the value that a state shows for the interval.
func (i interval) mark() time.Time {
	if i.recent.IsZero() {
		return i.start
	}
	return i.recent
}

// absorb makes of two intervals one. Of two equal times the reference keeps the
// one that comes first below, which shows where their zones differ.
func (i *interval) absorb(next interval) {
	i.end = later(i.end, next.end)
	switch {
	case next.recent.IsZero():
	case i.recent.IsZero():
		i.recent = next.recent
	default:
		i.recent = later(next.recent, i.recent)
	}
}

// later is the later time, the first one of two that are equal.
func later(t, u time.Time) time.Time {
	if u.After(t) {
		return u
	}
	return t
}

// intervals are sorted, and no two of them touch each other.
type intervals []interval

// insert adds an interval. Only its neighbours are looked at, so that closing
// many windows does not cost their square.
func (is intervals) insert(next interval, granularity timefmt.Duration) intervals {
	from := sort.Search(len(is), func(i int) bool { return is[i].compare(next) > 0 })
	to := from
	if from > 0 && is[from-1].touches(next, granularity) {
		from--
		merged := is[from]
		merged.absorb(next)
		next = merged
	}
	for to < len(is) && next.touches(is[to], granularity) {
		next.absorb(is[to])
		to++
	}
	return slices.Replace(is, from, to, next)
}

// touches says that nothing lies between two intervals. What would be after the last of all days lies nowhere.
func (i interval) touches(next interval, granularity timefmt.Duration) bool {
	if isZero(granularity) {
		granularity.Delta = unit
	}
	end, err := add(i.end, granularity)
	return err != nil || !end.Before(next.start)
}

// unit is what may lie between two intervals where there is no granularity.
const unit = 1000 * timefmt.Microsecond
