package retrieve

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// An orchestration runs the jobs of one reading of a stream: as many at a time as
// there are places. Only the goroutine that generates the slices touches it.
type orchestration struct {
	Async
	jobLimits
	places *stream.JobPlaces
	yield  func(*stream.Slice, error) bool

	ahead    lookahead
	open     []*attempt // in the order in which they are looked at
	waiting  bool       // for a place that another stream holds
	failures jobFailures
}

// An attempt is a slice whose results are wanted, and the last job that was started for them.
type attempt struct {
	*job
	number int
	placed bool
	again  bool // another job is to be started
}

// run works on the jobs until none is left. Errors that do not end the work are told at its end.
func (o *orchestration) run(ctx context.Context, slices iter.Seq2[*stream.Slice, error]) {
	var stop func()
	o.ahead.next, stop = iter.Pull2(slices)
	defer stop()
	defer o.leave()
	for {
		more, err := o.round(ctx)
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		if err != nil {
			o.yield(nil, err)
		}
		if err != nil || !more {
			return
		}
	}
}

// round starts, polls and hands over jobs once; more says that there is another one to come.
func (o *orchestration) round(ctx context.Context) (more bool, err error) {
	for _, step := range []func(context.Context) error{o.startAgain, o.start} {
		if err := o.survive(ctx, step(ctx)); err != nil {
			return false, err
		}
	}
	if len(o.open) == 0 && !o.ahead.more() {
		return false, o.conclude(ctx)
	}
	if err := o.survive(ctx, o.pollAll(ctx)); err != nil {
		return false, err
	}
	if !o.settle(ctx) {
		return false, nil
	}
	if len(o.open) == 0 && !o.waiting {
		return true, nil // nothing to wait for
	}
	return true, stream.Wait(ctx, pollEvery)
}

// survive keeps an error that need not end the work. One of the configuration does, and the jobs that run are aborted.
func (o *orchestration) survive(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil {
		return err
	}
	stream.Log(ctx).Warnf("Caught exception that stops the processing of the jobs: %s.", stream.TextOf(err))
	if !breaking(err) {
		o.failures.add(err)
		return nil
	}
	for _, a := range o.open {
		if s := a.status(); s == running || s == timedOut && !a.again {
			o.abandon(ctx, a)
		}
	}
	return err
}

// breaking says that an error is the user's: no other try can mend it.
func breaking(err error) bool {
	traced, ok := stream.Traced(err)
	return ok && traced.FailureType == stream.ConfigError
}

// startAgain starts new jobs for those that failed or took too long.
func (o *orchestration) startAgain(ctx context.Context) error {
	for _, a := range o.open {
		if !a.again {
			continue
		}
		later, err := o.defers(ctx, a)
		if err != nil {
			return err
		}
		if later {
			continue
		}
		j, err := o.try(ctx, a.slice)
		if err != nil {
			return err
		}
		a.job, a.again = j, false
		a.number++
	}
	return nil
}

// defers says that a job which failed at the API is to be left alone for a while.
func (o *orchestration) defers(ctx context.Context, a *attempt) (bool, error) {
	if o.retryWait == 0 || a.status() != failed || a.created == nil {
		return false, nil
	}
	if !a.retryAt.IsZero() {
		return time.Now().Before(a.retryAt), nil
	}
	wait, err := stream.WaitTime(o.retryWait)
	a.retryAt = time.Now().Add(wait)
	stream.Log(ctx).Infof("Job %s failed. Deferring retry for %g seconds.", a.id, o.retryWait)
	return true, err
}

// start starts jobs for new slices while there are places.
func (o *orchestration) start(ctx context.Context) error {
	for o.ahead.more() {
		if !o.places.Take() {
			o.waiting = len(o.open) == 0
			return nil
		}
		a := &attempt{number: 1, placed: true}
		o.open = append(o.open, a)
		slice, err := o.ahead.take()
		if err == nil {
			a.job, err = o.try(ctx, slice)
		}
		if err != nil {
			o.release(a)
			o.open = o.open[:len(o.open)-1]
			return err
		}
	}
	o.waiting = false
	return nil
}

// try starts a job. One that the API does not take counts as a job that failed.
func (o *orchestration) try(ctx context.Context, slice *stream.Slice) (*job, error) {
	j, err := o.create(ctx, slice, o.jobLimits)
	if err == nil || ctx.Err() != nil {
		return j, err
	}
	stream.Log(ctx).Warnf("Exception has occurred during job creation: %s", stream.TextOf(err))
	if breaking(err) {
		return nil, err
	}
	stream.Log(ctx).Warnf("Could not start job for slice %s. Job will be flagged as failed and retried if max number of attempts not reached.",
		slice.Mapping().Repr())
	stream.Report(ctx, err)
	return unstarted(slice), nil
}

// pollAll asks for the status of each job that runs.
func (o *orchestration) pollAll(ctx context.Context) error {
	for _, a := range o.open {
		if a.status() != running {
			continue
		}
		switch err := o.poll(ctx, a.job); {
		case err == nil:
			a.failedPolls = 0
		case ctx.Err() != nil || breaking(err):
			return err
		default:
			o.unpolled(ctx, a, err)
		}
	}
	return nil
}

// unpolled is a job whose status cannot be told. The reference asks again without a
// wait, until the job took too long; here it is given up after a few tries.
func (o *orchestration) unpolled(ctx context.Context, a *attempt, err error) {
	stream.Log(ctx).Warnf("The status of job %s cannot be told: %s", a.id, stream.TextOf(err))
	o.failures.add(err)
	if a.failedPolls++; a.failedPolls == maxFailedPolls {
		a.becomes(timedOut)
	}
}

// settle does what the statuses of the jobs ask for; not true when nobody wants more slices.
func (o *orchestration) settle(ctx context.Context) bool {
	var again, still []*attempt
	for _, a := range o.open {
		switch s := a.status(); {
		case s == completed:
			if !o.hand(ctx, a) {
				return false
			}
		case s == skipped:
			o.release(a)
			o.say(ctx, a, "skipped (no data to return)")
		case s == running:
			still = append(still, a)
		case a.again:
			again = append(again, a)
		case a.number >= maxAttempts:
			o.giveUp(ctx, a, s)
		default:
			if s == timedOut {
				o.abandon(ctx, a)
			}
			a.again = true
			again = append(again, a)
		}
	}
	slices.Reverse(again) // as in the reference: the last one is the first to be started again
	o.open = append(again, still...)
	return true
}

// hand hands the slice of a job over that has completed. The time until it is taken is not counted as time of
// the jobs that run: nobody asks how they are.
func (o *orchestration) hand(ctx context.Context, done *attempt) bool {
	o.release(done) // so that who takes the slice finds a place
	o.say(ctx, done, "completed")
	start := time.Now()
	wanted := o.yield(done.ready(), nil)
	for _, a := range o.open {
		if a.ended.IsZero() {
			a.started = a.started.Add(time.Since(start))
		}
	}
	return wanted
}

func (o *orchestration) say(ctx context.Context, a *attempt, what string) {
	stream.Log(ctx).Infof("The following jobs for stream slice %s have been %s: ['%s'].", a.slice.Mapping().Repr(), what, a.id)
}

// giveUp ends the last attempt for a slice.
func (o *orchestration) giveUp(ctx context.Context, a *attempt, s jobStatus) {
	if s == timedOut {
		o.abandon(ctx, a)
	}
	o.release(a)
	o.failures.add(&stream.Error{
		Message: "Async job failed after exhausting all retry attempts.",
		Internal: "At least one job could not be completed for slice " + a.slice.Mapping().Repr() +
			". Job statuses were: {'" + a.id + "': " + s.repr() + "}. See warning logs for more information.",
		FailureType: stream.SystemError,
	})
}

// abandon aborts a job that may still run at the API.
func (o *orchestration) abandon(ctx context.Context, a *attempt) {
	if err := o.abort(ctx, a.job); err != nil {
		stream.Log(ctx).Warnf("Could not free budget for job %s: %s", a.id, stream.TextOf(err))
	}
}

// release gives the place of an attempt back.
func (o *orchestration) release(a *attempt) {
	if a.placed {
		o.places.Give()
	}
	a.placed = false
}

// leave gives all places back.
func (o *orchestration) leave() {
	for _, a := range o.open {
		o.release(a)
	}
}

// conclude tells what went wrong on the way.
func (o *orchestration) conclude(ctx context.Context) error {
	stream.Log(ctx).Infof("JobOrchestrator loop completed! Errors during creation were %s", o.failures.list())
	return o.failures.err()
}
