package connector

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	// flushTime is how long finished lines may take to leave after a signal; a
	// reader that does not read must not keep the process.
	flushTime = 2 * time.Second
	// deathTime is how long a signal may take to end the process. The first
	// process of a container is not ended by it.
	deathTime = time.Second
)

// An interruption is the signal that ended a run, if one did.
type interruption struct{ caught atomic.Pointer[os.Signal] }

// watchSignals gives a context that ends with the first SIGTERM or SIGINT. From
// then on the signals do what they do to every process: a second one ends it at once.
func watchSignals(ctx context.Context) (context.Context, *interruption) {
	ctx, cancel := context.WithCancelCause(ctx)
	i := new(interruption)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		caught := <-signals
		signal.Reset(syscall.SIGTERM, syscall.SIGINT)
		i.caught.Store(&caught)
		cancel(fmt.Errorf("stopped by signal: %v", caught))
		time.Sleep(flushTime)
		raise(caught)
	}()
	return ctx, i
}

// reraise ends the process by the signal that was caught, so that whoever
// started it sees what happened; without one it returns.
func (i *interruption) reraise() {
	if caught := i.caught.Load(); caught != nil {
		raise(*caught)
	}
}

func raise(s os.Signal) {
	if self, err := os.FindProcess(os.Getpid()); err == nil && self.Signal(s) == nil {
		time.Sleep(deathTime)
	}
	number, _ := s.(syscall.Signal)
	os.Exit(128 + int(number))
}
