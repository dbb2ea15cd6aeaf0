// Package connector is the command line of a compiled connector: spec, check,
// discover and read, as the Airbyte protocol has them.
//
// In go the arguments of the process and what a generated package declares, out
// come protocol messages on stdout and an exit code. The package knows streams,
// and no component that they are made of, so that a binary holds only what its
// manifest names.
package connector

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Source is what a generated package declares.
type Source struct {
	Name             string
	Manifest         string // "sha256:" and the digest of the manifest in hexadecimal, "" when it is not known
	Spec             []byte // the connector specification of the protocol, as JSON
	Check            Checker
	ConfigRules      func(cfg config.Config) ConfigRules              // nil for none
	ConcurrencyLevel func(cfg config.Config) ConcurrencyLevel         // nil for the default
	APIBudget        func(cfg config.Config) stream.BudgetDeclaration // nil for none
	// MaxConcurrentAsyncJobCount is how many jobs of AsyncRetrievers the API works on at a time, nil for one.
	MaxConcurrentAsyncJobCount func(cfg config.Config) config.Template
	// Streams builds the streams that the source has for cfg; its error is one of the reference's constructions.
	Streams        func(cfg config.Config) ([]*stream.Stream, error)
	DynamicStreams func(cfg config.Config) []stream.DynamicStream // nil for none
	StreamGroups   []stream.Group                                 // streams that are not read at the same time
}

// The exit codes of the reference.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// Main runs the command that the arguments name and ends the process.
func Main(source Source) {
	limitMemory()
	ctx, interrupted := watchSignals(context.Background())
	code := source.run(ctx, os.Args, os.Stdout, os.Stderr)
	interrupted.reraise()
	os.Exit(code)
}

// run is Main without the process: the first of args is the program's name.
func (s Source) run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) > 1 && args[1] == "version" {
		return s.version(filepath.Base(args[0]), args[2:], stdout, stderr)
	}
	line, err := parseArgs(args[0], args[1:])
	var usage *usageError
	switch {
	case errors.As(err, &usage):
		fmt.Fprint(stderr, usage.text)
		return exitUsage
	case line.help != "":
		fmt.Fprint(stdout, line.help)
		return exitDone
	}
	ctx, out := stream.NewWriter(ctx, stdout)
	debug := line.debug || strings.EqualFold(os.Getenv("LOG_LEVEL"), "debug")
	ctx = stream.WithLogger(ctx, out, debug)
	value.OnTypeError(func(template, place, reason string) {
		stream.Log(ctx).Warnf("the template %q (%s) fails with a type error, so its own text is used: %s", template, place, reason)
	})
	err = s.command(ctx, out, line)
	if err != nil && context.Cause(ctx) == nil {
		report(out, err)
	}
	if broken := out.Close(); broken != nil {
		fmt.Fprintln(stderr, broken)
		return exitFailed
	}
	if err != nil {
		return exitFailed
	}
	return exitDone
}

// A startError is found before a command begins. The reference says it in one
// message without a failure type, for which platforms blame the connector: in
// what the user gave it, it is the user's.
type startError struct {
	err         error
	failureType stream.FailureType
}

func (e *startError) Error() string { return stream.TextOf(e.err) }

func (e *startError) Unwrap() error { return e.err }

// report says what ended the process.
func report(out *stream.Writer, err error) {
	var start *startError
	if errors.As(err, &start) {
		out.Write(protocol.AppendError(nil, protocol.Error{
			Message: "Error starting the sync. This could be due to an invalid configuration or catalog. " +
				"Please contact Support for assistance. Error: " + start.Error(),
			StackTrace:  start.Error(),
			FailureType: string(start.failureType),
		}))
		return
	}
	lines := protocol.AppendLog(nil, protocol.LevelFatal, stream.TextOf(err))
	out.Write(protocol.AppendError(lines, stream.Uncaught(err)))
}

// command runs one command. A panic of a component is an error like any other.
func (s Source) command(ctx context.Context, out *stream.Writer, line commandLine) (err error) {
	defer stream.Recovered(&err)
	spareCollections(line.command)
	switch line.command {
	case "":
		return errors.New("No command passed") //nolint:staticcheck // the reference's words
	case "spec":
		return s.spec(out)
	}
	in, err := s.open(ctx, line)
	if err != nil {
		return err
	}
	ctx = stream.WithJobPlaces(ctx, stream.NewJobPlaces(s.asyncJobs(ctx)))
	switch line.command {
	case "check":
		return s.check(ctx, out, in)
	case "discover":
		return s.discover(ctx, out, in)
	}
	return s.read(ctx, out, in)
}

// input is what the files of the command line hold.
type input struct {
	schema value.Value // the connectionSpecification
	config config.Config
	rules  ConfigRules // nil for none
	// declared is the configuration that the spec describes: the same one, unless rules left nothing of it.
	declared config.Config
	catalog  []configured
	states   map[string]value.Value // of streams
	workers  int
}

// open reads the files, and learns the secrets before anything can be said about them.
func (s Source) open(ctx context.Context, line commandLine) (in input, err error) {
	if in.schema, err = s.connectionSpecification(); err != nil {
		return in, err
	}
	if in.config, err = readConfig(line.config); err != nil {
		return in, &startError{err, stream.ConfigError}
	}
	in.declared = in.config
	in.learnSecrets(in.config.Value())
	if line.command == "read" {
		if in.catalog, err = readCatalog(line.catalog); err != nil {
			return in, &startError{err, stream.ConfigError}
		}
		if in.states, err = readState(line.state); err != nil {
			return in, &startError{err, stream.ConfigError}
		}
	}
	if err = s.normalize(ctx, &in, line.config); err != nil {
		return in, &startError{err: err}
	}
	if in.workers, err = s.workers(in.config); err != nil {
		return in, &startError{err: err}
	}
	return in, ctx.Err()
}

// validate checks the configuration against the spec.
func (in input) validate(ctx context.Context) error {
	problem, skipped, err := config.Validate(in.schema, in.declared)
	for _, pattern := range skipped {
		stream.Log(ctx).Warnf("the configuration is not checked against the pattern %q of the spec, which this connector cannot match", pattern)
	}
	if err != nil || problem == "" {
		return err
	}
	return &stream.Error{Message: "Config validation error: " + problem, Internal: problem, FailureType: stream.ConfigError}
}

// ready is the context in which the streams of the source are built and read.
func (s Source) ready(ctx context.Context, in input) (context.Context, error) {
	return ready(ctx, in.rules, in.config.Value(), s.APIBudget, in.config)
}

// construct builds all streams of the source, and the context in which they are read.
func (s Source) construct(ctx context.Context, in input) (context.Context, []*stream.Stream, error) {
	ctx, err := s.ready(ctx, in)
	if err != nil {
		return ctx, nil, err
	}
	all, err := gather(ctx, s.Streams, s.DynamicStreams, in.config)
	if err != nil {
		return ctx, nil, err
	}
	return ctx, all.streams, constructAll(all.streams)
}

func constructAll(streams []*stream.Stream) error {
	for _, one := range streams {
		if err := one.Construct(); err != nil {
			return err
		}
	}
	return nil
}
