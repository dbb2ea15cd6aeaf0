package connector

import (
	"context"
	"errors"

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
	Source  string // its name
	Config  config.Config
	Streams []*stream.Stream // not constructed yet
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
	problem, err := s.Check.Check(ctx, Inquiry{Source: s.Name, Config: in.config, Streams: s.Streams(in.config)})
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
