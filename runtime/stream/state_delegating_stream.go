package stream

import (
	"fmt"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A StateDelegating reads one stream by two others of its name, one for the first
// sync and one that goes on from a state (StateDelegatingStream).
type StateDelegating struct {
	Name              string
	FullRefreshStream *Stream // reads without a state
	IncrementalStream *Stream // reads with one
	// APIRetentionPeriod is a duration of ISO 8601. A state that is older starts anew: the API no longer tells
	// what happened since. Without one, no state is too old.
	APIRetentionPeriod config.Template
}

// Dated is a cursor that finds the time which a state of its stream has reached.
// Without it, a state may be of any age.
type Dated interface {
	StateTime(s *Stream, state value.Value) (at time.Time, ok bool)
}

// Stream is the stream of the catalog. It is the full refresh stream until Delegate says otherwise.
func (d StateDelegating) Stream() *Stream {
	s := d.FullRefreshStream
	return &Stream{
		Name:            d.Name,
		PrimaryKey:      s.PrimaryKey,
		SchemaLoader:    s.SchemaLoader,
		Retriever:       s.Retriever,
		IncrementalSync: s.IncrementalSync,
		Transformations: s.Transformations,
		StateMigrations: s.StateMigrations,
		FileUploader:    s.FileUploader,
		delegating:      &d,
	}
}

// Incremental is the stream that reads s with a state: s itself, but for a StateDelegatingStream.
func (s *Stream) Incremental() *Stream {
	if s.delegating != nil {
		return s.delegating.IncrementalStream
	}
	return s
}

// Delegate is the stream that reads s with a state, Undefined for none. Where that is another stream than s, it
// is constructed. outdated says why s starts anew instead of going on from the state, "" if it does not.
func (s *Stream) Delegate(state value.Value) (reads *Stream, outdated string, err error) {
	if s.delegating == nil || !state.Truthy() {
		return s, "", nil
	}
	reads = s.delegating.IncrementalStream
	if err := reads.Construct(); err != nil {
		return nil, "", err
	}
	if outdated, err = s.delegating.outdated(state); outdated != "" {
		reads = s
	}
	return reads, outdated, err
}

// construct checks what the reference checks whether there is a state or not.
func (d *StateDelegating) construct() error {
	period, err := d.APIRetentionPeriod.Text()
	if err != nil || !period.Truthy() {
		return err
	}
	for _, s := range []*Stream{d.FullRefreshStream, d.IncrementalStream} {
		if _, dated := s.IncrementalSync.(Dated); s.IncrementalSync != nil && !dated {
			return value.Fail(value.ValueError, "Stream '%s' uses IncrementingCountCursor which is not supported "+
				"with api_retention_period. IncrementingCountCursor does not use datetime-based cursors, "+
				"so cursor age validation cannot be performed.", d.Name).Err()
		}
	}
	return nil
}

// outdated says why a state is too old for the API, "" if it is not. A state
// whose age no cursor knows is taken to be too old.
func (d *StateDelegating) outdated(state value.Value) (string, error) {
	period, err := d.APIRetentionPeriod.Text()
	if err != nil || !period.Truthy() {
		return "", err
	}
	if _, err := d.IncrementalStream.Observe(state); err != nil {
		return "", err
	}
	cutoff, err := cutoffOf(period.String())
	if err != nil {
		return "", err
	}
	at, ok := d.reached(state)
	switch {
	case !ok:
		return fmt.Sprintf("stream %q starts anew: how old its state is cannot be told, and the API keeps no more than %s", d.Name, period), nil
	case at.Before(cutoff):
		return fmt.Sprintf("stream %q starts anew: its state has reached %s, and the API keeps no more than %s, since %s",
			d.Name, timefmt.Text(at), period, timefmt.Text(cutoff)), nil
	}
	return "", nil
}

// cutoffOf is the time from which on an API keeps what it tells.
func cutoffOf(period string) (time.Time, error) {
	duration, err := timefmt.ParseDuration(period)
	if err != nil {
		return time.Time{}, fmt.Errorf("reading api_retention_period: %w", err)
	}
	return duration.SubFrom(timefmt.Now())
}

// reached is how far a state has come: to the present, when it says that all was read without a cursor.
func (d *StateDelegating) reached(state value.Value) (time.Time, bool) {
	for _, s := range []*Stream{d.FullRefreshStream, d.IncrementalStream} {
		if s.IncrementalSync == nil {
			if done, _ := state.Get(NoCursorKey); done.Truthy() {
				return timefmt.Now(), true
			}
			continue
		}
		if dated, ok := s.IncrementalSync.(Dated); ok {
			if at, ok := dated.StateTime(s, state); ok {
				return at, true
			}
		}
	}
	return time.Time{}, false
}
