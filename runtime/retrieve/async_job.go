package retrieve

import (
	"iter"
	"slices"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// AsyncJobStatusMap are the API's words for the states of a job (AsyncJobStatusMap).
type AsyncJobStatusMap struct {
	Running, Completed, Failed, Timeout, Skipped []string
}

// A jobStatus is the state of a job under the name that the reference prints; "" is none.
type jobStatus string

const (
	running   jobStatus = "RUNNING"
	completed jobStatus = "COMPLETED"
	failed    jobStatus = "FAILED"
	timedOut  jobStatus = "TIMED_OUT"
	skipped   jobStatus = "SKIPPED"
)

// status is what a word of the API means, "" if it means nothing.
func (m AsyncJobStatusMap) status(word string) jobStatus {
	for _, s := range []struct {
		status jobStatus
		words  []string
	}{{running, m.Running}, {completed, m.Completed}, {failed, m.Failed}, {timedOut, m.Timeout}, {skipped, m.Skipped}} {
		if slices.Contains(s.words, word) {
			return s.status
		}
	}
	return ""
}

// repr is how Python prints a status.
func (s jobStatus) repr() string {
	final := "True"
	if s == running {
		final = "False"
	}
	return "<AsyncJobStatus." + string(s) + ": ('" + string(s) + "', " + final + ")>"
}

// A job is one job of the API, or the try to start one.
type job struct {
	id      string // of ours; the API's is in its answer
	slice   *stream.Slice
	limit   time.Duration
	started time.Time
	ended   time.Time // zero while the job runs
	is      jobStatus

	created *stream.Response // nil for a job that could not be started
	polled  *stream.Response // the answer that said that the job was completed

	failedPolls int       // in a row
	retryAt     time.Time // of a job that failed; zero while nothing was decided
}

func newJob(slice *stream.Slice, limit time.Duration, created *stream.Response) *job {
	return &job{id: value.GenerateUUID().String(), slice: slice, limit: limit, started: time.Now(), is: running, created: created}
}

// unstarted is a job that the API did not take. It counts as one that failed.
func unstarted(slice *stream.Slice) *job {
	j := newJob(slice, 0, nil)
	j.id += " - Job that could not start"
	j.is, j.ended = failed, j.started
	return j
}

// status is timedOut, whatever the API says, for a job that took too long.
func (j *job) status() jobStatus {
	ended := j.ended
	if ended.IsZero() {
		ended = time.Now()
	}
	if j.created != nil && ended.Sub(j.started) > j.limit {
		return timedOut
	}
	return j.is
}

// becomes sets the status. Its time stops unless it still runs.
func (j *job) becomes(s jobStatus) {
	j.is = s
	if s != running {
		j.ended = time.Now()
	}
}

// A handle is how a slice carries its job.
type handle struct{ job *job }

// Attr has nothing: jobs are no business of templates.
func (handle) Attr(string) (value.Value, bool) { return value.Value{}, false }

// Mapping is empty.
func (handle) Mapping() value.Value { return value.DictOf() }

// Truth is that of any object.
func (handle) Truth() bool { return true }

// Repr is how a template prints the job.
func (h handle) Repr() string { return "AsyncJob(api_job_id=" + h.job.id + ")" }

// jobsKey is the extra field of a slice that carries its jobs.
const jobsKey = "jobs"

// ready is the slice of a job that has completed: its extra fields are the job, as in the reference.
func (j *job) ready() *stream.Slice {
	jobs := value.DictOf(value.Str(jobsKey), value.ListOf(value.ObjectValue(handle{j})))
	out := stream.NewSlice(j.slice.Partition, j.slice.CursorSlice, jobs)
	out.Window = j.slice.Window
	return out
}

// jobsOf are the jobs that a slice carries.
func jobsOf(slice *stream.Slice) iter.Seq[*job] {
	return func(yield func(*job) bool) {
		jobs, _ := slice.ExtraFields.Get(jobsKey)
		for v := range jobs.Elements() {
			if h, ok := value.ObjectOf(v).(handle); ok && !yield(h.job) {
				return
			}
		}
	}
}
