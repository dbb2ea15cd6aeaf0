package value

import (
	"testing"
	"time"
)

func TestTimeArithmetic(t *testing.T) {
	march := time.Date(2024, 3, 31, 10, 30, 0, 0, time.UTC)
	at, day, delta, month := DateTimeOf(march), DateOf(march), TimeDeltaOf(1, 3600*1e6), DurationOf(0, 1, 0, 0)
	for _, c := range []struct {
		v    Value
		want string
	}{
		{at.Add(delta), "2024-04-01 11:30:00+00:00"}, {delta.Add(at), "2024-04-01 11:30:00+00:00"}, {at.Sub(delta), "2024-03-30 09:30:00+00:00"}, {day.Add(delta), "2024-04-01"},
		{at.Sub(month), "2024-02-29 10:30:00+00:00"}, {day.Add(month), "2024-04-30"}, {day.Sub(DurationOf(1, 0, 1, 0)), "2023-03-30"}, {at.Add(DurationOf(0.5, 0, 0, 0)), "ValueError"},
		{at.Add(DurationOf(0, -15, 0, 0)), "2022-12-31 10:30:00+00:00"}, {at.Sub(DateTimeOf(march.Add(-36 * time.Hour))), "1 day, 12:00:00"}, {day.Sub(DateOf(march.AddDate(0, 0, 1))), "-1 day, 0:00:00"},
		{delta.Add(delta), "2 days, 2:00:00"}, {delta.Sub(TimeDeltaOf(2, 0)), "-1 day, 1:00:00"}, {delta.Mul(Int(2)), "2 days, 2:00:00"}, {Int(2).Mul(delta), "2 days, 2:00:00"},
		{delta.Mul(Float(0.5)), "12:30:00"}, {delta.Div(Int(2)), "12:30:00"}, {delta.Div(TimeDeltaOf(0, 3600*1e6)), "25.0"}, {delta.FloorDiv(TimeDeltaOf(0, 7200*1e6)), "12"},
		{delta.Mod(TimeDeltaOf(0, 7200*1e6)), "1:00:00"}, {delta.FloorDiv(Int(7)), "3:34:17.142857"}, {delta.Div(Float(3)), "8:20:00"}, {month.Add(delta), "1 month, 1 day, 1:00:00"},
		{month.Mul(Int(3)), "3 months, 0:00:00"}, {month.Add(month), "2 months, 0:00:00"}, {delta.Neg(), "-2 days, 23:00:00"}, {delta.Sub(month), "-1 month, 1 day, 1:00:00"},
		{at.Sub(NaiveDateTimeOf(march)), TypeError}, {at.Add(at), TypeError}, {at.Sub(day), TypeError}, {delta.Sub(at), TypeError}, {at.Add(Int(1)), TypeError}, {delta.Mul(delta), TypeError},
		{delta.Div(Int(0)), ZeroDivisionError}, {at.Add(TimeDeltaOf(maxDays, 0)), OverflowError}, {TimeDeltaOf(maxDays, 0).Mul(Int(2)), OverflowError}, {at.Add(DurationOf(9000, 0, 0, 0)), ValueError},
		{TimeDeltaOf(maxDays+1, 0), OverflowError}, {month.Div(Int(2)), TypeError}, {day.Mod(Int(1)), TypeError},
	} {
		got := c.v.String()
		if c.v.Failed() {
			got = result(c.v)
		}
		if got != c.want {
			t.Errorf("%s, not %s", got, c.want)
		}
	}
}

func TestAsTime(t *testing.T) {
	noon := time.Date(2024, 1, 1, 12, 0, 0, 1500, time.UTC)
	if at, aware, ok := DateTimeOf(noon).AsTime(); !ok || !aware || !at.Equal(noon.Truncate(time.Microsecond)) {
		t.Error(at, aware, ok)
	}
	if at, aware, ok := DateOf(noon).AsTime(); !ok || aware || at.Hour() != 0 {
		t.Error(at, aware, ok)
	}
	if _, _, ok := Str("2024-01-01").AsTime(); ok {
		t.Error("a text is a time")
	}
}
