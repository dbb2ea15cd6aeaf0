package stream

import (
	"context"
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
)

// A Logger writes LOG messages. The zero Logger writes nothing, which is what
// code sees that runs outside of a command.
type Logger struct {
	out   *Writer
	debug bool
}

type loggerKey struct{}

// WithLogger is a context whose code logs to out.
func WithLogger(ctx context.Context, out *Writer, debug bool) context.Context {
	return context.WithValue(ctx, loggerKey{}, Logger{out: out, debug: debug})
}

// Log is the logger of a context.
func Log(ctx context.Context) Logger {
	logger, _ := ctx.Value(loggerKey{}).(Logger)
	return logger
}

// Infof says what a user wants to know about a run.
func (l Logger) Infof(format string, args ...any) { l.log(protocol.LevelInfo, format, args) }

// Warnf says what smells of a mistake.
func (l Logger) Warnf(format string, args ...any) { l.log(protocol.LevelWarn, format, args) }

// Errorf says what went wrong.
func (l Logger) Errorf(format string, args ...any) { l.log(protocol.LevelError, format, args) }

// Debugf says what only --debug shows.
func (l Logger) Debugf(format string, args ...any) {
	if l.debug {
		l.log(protocol.LevelDebug, format, args)
	}
}

// Debugs says whether Debugf writes anything, for messages that cost something to make.
func (l Logger) Debugs() bool { return l.debug && l.out != nil }

func (l Logger) log(level protocol.Level, format string, args []any) {
	if l.out == nil {
		return
	}
	l.out.Log(level, fmt.Sprintf(format, args...))
}

// RateLimited tells the platform that a request waits for the API's rate limit.
func RateLimited(ctx context.Context, name string) {
	if out := Log(ctx).out; out != nil {
		out.Write(protocol.AppendRateLimited(nil, name))
	}
}

type reportsKey struct{}

// withReports is a context of a read, in which failures are reported as they come.
func withReports(ctx context.Context, out *Writer) context.Context {
	return context.WithValue(ctx, reportsKey{}, out)
}

// Report tells the platform of a failure that does not end its stream, or not yet.
// Outside of a read, who asked gets one answer, and nothing is said before it.
func Report(ctx context.Context, err error) {
	if out, ok := ctx.Value(reportsKey{}).(*Writer); ok {
		out.Write(protocol.AppendError(nil, Uncaught(err)))
	}
}
