package connector

import (
	"bytes"
	"context"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// ConfigRules make the configuration of the user the one that streams see
// (ConfigNormalizationRules). Each is given a dict, which the first two change in place.
type ConfigRules interface {
	// Migrate brings an older form to the one that is kept from then on.
	Migrate(ctx context.Context, cfg value.Value) error
	// Transform makes changes for this run only.
	Transform(ctx context.Context, cfg value.Value) error
	// Validate says what is wrong with the result.
	Validate(ctx context.Context, cfg value.Value) error
}

// normalize applies the rules of the manifest to the configuration. What
// migrations changed is written to the file it came from, and the platform is
// told of it before anything else is said. Without any configuration there is
// nothing to change.
func (s Source) normalize(ctx context.Context, in *input, path string) error {
	if s.ConfigRules == nil {
		return nil
	}
	given := in.config.Value()
	in.config = in.config.With(value.DictOf())
	in.rules = s.ConfigRules(in.config)
	if given.Len() == 0 {
		return nil
	}
	cfg := in.config.Value()
	defer func() { in.learnSecrets(cfg) }()
	if err := in.rules.Migrate(ctx, cfg); err != nil {
		return err
	}
	in.learnSecrets(cfg)
	if changed(given, cfg) {
		keepConfig(ctx, path, cfg)
	}
	in.declared = config.New(cfg.Clone())
	err := in.rules.Transform(ctx, cfg)
	if cfg.Len() > 0 { // the reference takes one that is empty for one that is not there
		in.declared = in.config
	}
	return err
}

// learnSecrets masks what a configuration holds where the spec says that it is secret.
func (in input) learnSecrets(cfg value.Value) {
	for _, secret := range config.Secrets(in.schema, config.New(cfg)) {
		protocol.AddSecret(secret)
	}
}

// changed compares as the reference does, which copies the outermost dict only:
// what a migration changed further inside has changed on both sides.
func changed(given, migrated value.Value) bool {
	if given.Len() != migrated.Len() {
		return true
	}
	for key, before := range given.All() {
		after, ok := migrated.Get(key.String())
		if !ok || !before.Eq(after).Truthy() && !bytes.Equal(before.AppendPython(nil), after.AppendPython(nil)) {
			return true // NaN, which equals nothing, is itself
		}
	}
	return false
}

// keepConfig writes a configuration to its file and tells the platform. A file
// that cannot be written is no reason not to read: the platform has heard, and
// where there is none the migration is made anew the next time.
func keepConfig(ctx context.Context, path string, cfg value.Value) {
	err := replaceFile(path, cfg.AppendPython(nil))
	stream.EmitConfig(ctx, cfg)
	if err != nil {
		stream.Log(ctx).Warnf("the migrated configuration could not be written to its file, so it is migrated again each time: %v", err)
	}
}

// ready checks the configuration by the rules of the manifest and begins to
// count requests: what comes before streams are built for a command.
func ready(ctx context.Context, rules ConfigRules, supplied value.Value, budget func(config.Config) stream.BudgetDeclaration, cfg config.Config) (context.Context, error) {
	if rules != nil {
		if err := rules.Validate(ctx, supplied); err != nil {
			return ctx, err
		}
	}
	return withBudget(ctx, budget, cfg)
}
