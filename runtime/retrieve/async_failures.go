package retrieve

import (
	"fmt"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// listedFailures is how many failures of jobs a message names.
const listedFailures = 100

// jobFailures are the errors that did not end the work on the jobs.
type jobFailures struct {
	texts []string
	more  int
}

func (f *jobFailures) add(err error) {
	if len(f.texts) == listedFailures {
		f.more++
		return
	}
	f.texts = append(f.texts, stream.ReprOf(err))
}

// list is what the log says of them.
func (f *jobFailures) list() string { return "[" + strings.Join(f.lines(), ", ") + "]" }

func (f *jobFailures) lines() []string {
	if f.more == 0 {
		return f.texts
	}
	return append(f.texts[:len(f.texts):len(f.texts)], fmt.Sprintf("%d more failures", f.more))
}

// err is the failure of the stream, nil when nothing went wrong.
func (f *jobFailures) err() error {
	if len(f.texts) == 0 {
		return nil
	}
	return &stream.Error{
		Message:     "One or more async jobs failed after exhausting all retry attempts.",
		Internal:    strings.Join(f.lines(), "\n"),
		FailureType: stream.SystemError,
	}
}
