package stream

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
)

// prepare makes the schema of a stream known, which comes before the stream starts. Where it cannot be told, the
// stream does not start and nothing is said of its status, as in the reference. There, no other stream goes on either.
func (r *run) prepare(ctx context.Context, s *Stream) (ready bool) {
	err := s.schemaKnown(ctx)
	if err != nil && ctx.Err() == nil { // else it is only the echo of what stopped the run
		r.unready = append(r.unready, err)
	}
	return err == nil
}

func (s *Stream) schemaKnown(ctx context.Context) (err error) {
	defer Recovered(&err)
	_, err = s.Schema(ctx)
	return err
}

// outcome is the error that ends the run: that of the streams that failed, or of one that could not start. What
// is not the last of them is told here.
func (r *run) outcome() error {
	errs := r.unready
	if err := r.failure(); err != nil {
		r.out.Log(protocol.LevelInfo, err.Error())
		errs = append(errs, err)
	}
	if len(errs) == 0 {
		return nil
	}
	last := len(errs) - 1
	for _, err := range errs[:last] {
		lines := protocol.AppendLog(nil, protocol.LevelError, TextOf(err))
		r.out.Write(protocol.AppendError(lines, Uncaught(err)))
	}
	return errs[last]
}
