package retrieve

import (
	"math"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

const (
	// defaultTimeout is how many minutes a job may take.
	defaultTimeout = 60
	// maxAttempts is how many jobs are started for one slice.
	maxAttempts = 3
	// maxFailedPolls is how often in a row a job cannot be polled until it is given up like one that takes too long.
	maxFailedPolls = 3
	// pollEvery is how many seconds are between two polls of a job.
	pollEvery = 5
)

// jobLimits are how long jobs may take and when they are started again.
type jobLimits struct {
	timeout   time.Duration
	retryWait float64 // seconds, 0 for none
}

// limits evaluates the limits of the manifest.
func (r Async) limits() (jobLimits, error) {
	minutes, err := whole(r.PollingJobTimeout)
	if err != nil {
		return jobLimits{}, err
	}
	if minutes == 0 {
		minutes = defaultTimeout
	}
	wait, err := whole(r.FailedRetryWaitTimeInSeconds)
	return jobLimits{timeout: minutesLong(minutes), retryWait: wait}, err
}

// whole is Python's int() of a template, 0 for one that the manifest has not.
func whole(t config.Template) (float64, error) {
	if t.IsZero() {
		return 0, nil
	}
	v, err := t.Text()
	if err != nil {
		return 0, err
	}
	n, err := value.ToInt(v)
	if err != nil {
		return 0, err
	}
	f, _ := n.Float64()
	return f, nil
}

// minutesLong is so many minutes, as far as a duration can hold them.
func minutesLong(n float64) time.Duration {
	if n >= math.MaxInt64/float64(time.Minute) {
		return math.MaxInt64
	}
	return time.Duration(n * float64(time.Minute))
}
