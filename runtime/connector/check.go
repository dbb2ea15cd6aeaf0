package connector

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Checker tries whether the connector can read (CheckStream).
type Checker interface {
	// Check says what is wrong, or nothing. An error is no answer: it fails the command.
	Check(ctx context.Context, in Inquiry) (problem string, err error)
}

// An Inquiry is what a checker may look at.
type Inquiry struct {
	Source  string      // its name
	Schema  value.Value // the connectionSpecification
	Config  config.Config
	Streams func(cfg config.Config) ([]*stream.Stream, error) // not constructed yet
	// DynamicStreams find the streams that are known only now, nil for none.
	DynamicStreams func(cfg config.Config) []stream.DynamicStream
	// APIBudget declares what holds the requests back, nil for nothing.
	APIBudget func(cfg config.Config) stream.BudgetDeclaration

	rules    ConfigRules // nil for none
	supplied value.Value // the configuration that they check, whatever a check overrides
}

// Ready is the context in which streams are built and probed. An error is a reason why they cannot be built.
func (in Inquiry) Ready(ctx context.Context) (context.Context, error) {
	return ready(ctx, in.rules, in.supplied, in.APIBudget, in.Config)
}

// overridden is the inquiry with a configuration in which some keys have other values, which are as secret as
// those of the user; overrides is Undefined for none.
func (in Inquiry) overridden(ctx context.Context, overrides value.Value) Inquiry {
	if overrides.Kind() == value.KindUndefined {
		return in
	}
	var keys []string
	for key := range overrides.All() {
		keys = append(keys, key.String())
	}
	slices.Sort(keys)
	for _, secret := range config.Secrets(in.Schema, config.New(overrides)) {
		protocol.AddSecret(secret)
	}
	stream.Log(ctx).Infof("Overriding config keys for the check operation: %s", strings.Join(keys, ", "))
	in.Config = in.Config.With(overrides)
	return in
}

// check answers whether the configuration works. A wrong configuration is an
// answer, and the command succeeds.
func (s Source) check(ctx context.Context, out *stream.Writer, in input) error {
	err := in.validate(ctx)
	var invalid *stream.Error
	if errors.As(err, &invalid) && invalid.FailureType == stream.ConfigError {
		out.Write(protocol.AppendConnectionStatus(nil, false, invalid.Message))
		return nil
	}
	if err != nil {
		return err
	}
	if s.Check == nil {
		return &value.Error{Class: value.ValueError, Message: "Missing 'check' component definition within the manifest."}
	}
	problem, err := s.Check.Check(ctx, Inquiry{
		Source: s.Name, Schema: in.schema, Config: in.config, Streams: s.Streams, DynamicStreams: s.DynamicStreams, APIBudget: s.APIBudget,
		rules: in.rules, supplied: in.config.Value(),
	})
	if traced, told := stream.Traced(err); told {
		return unanswered(out, traced)
	}
	if err != nil {
		return err
	}
	if problem != "" {
		out.Log(protocol.LevelError, "Check failed")
		// The reference puts the text as Python prints it, with its quotes.
		out.Write(protocol.AppendConnectionStatus(nil, false, value.Str(protocol.Mask(problem)).Repr()))
		return nil
	}
	out.Log(protocol.LevelInfo, "Check succeeded")
	out.Write(protocol.AppendConnectionStatus(nil, true, ""))
	return nil
}

// unanswered says a failure with words for the user. Where it is the configuration's, it is an answer as well.
func unanswered(out *stream.Writer, err *stream.Error) error {
	out.Write(protocol.AppendError(nil, stream.Uncaught(err)))
	if err.FailureType != stream.ConfigError {
		return err
	}
	out.Write(protocol.AppendConnectionStatus(nil, false, protocol.Mask(err.Message)))
	return nil
}
