package timefmt_test

import (
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/timefmt"
)

func TestNowIsPinnedByTheEnvironment(t *testing.T) {
	t.Setenv("LOWCODE_NOW", "2031-05-06T07:08:09.25+02:00")
	if err := timefmt.Check(); err != nil {
		t.Fatal(err)
	}
	if got := timefmt.Text(timefmt.Now()); got != "2031-05-06 05:08:09.250000+00:00" {
		t.Error(got)
	}
}

func TestNowWithoutTheEnvironment(t *testing.T) {
	t.Setenv("LOWCODE_NOW", "")
	now := timefmt.Now()
	if time.Since(now) > time.Minute || now.Location() != time.UTC || now.Nanosecond()%1000 != 0 {
		t.Error(now)
	}
}

func TestCheckNamesTheVariable(t *testing.T) {
	t.Setenv("LOWCODE_NOW", "soon")
	err := timefmt.Check()
	if err == nil || err.Error()[:19] != "reading LOWCODE_NOW" {
		t.Error(err)
	}
}
