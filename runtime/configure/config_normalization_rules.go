package configure

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Rules are what becomes of a configuration before the streams see it (ConfigNormalizationRules).
type Rules struct {
	ConfigMigrations []Migration      // what is kept
	Transformations  []Transformation // for this run only
	Validations      []Validator      // asked each time streams are built
}

// Migrate changes cfg to the form that is kept.
func (r Rules) Migrate(ctx context.Context, cfg value.Value) error {
	for _, migration := range r.ConfigMigrations {
		if err := transform(ctx, migration.Transformations, cfg); err != nil {
			return err
		}
	}
	return nil
}

// Transform changes cfg for this run.
func (r Rules) Transform(ctx context.Context, cfg value.Value) error {
	return transform(ctx, r.Transformations, cfg)
}

// Validate says what is wrong with cfg.
func (r Rules) Validate(ctx context.Context, cfg value.Value) error {
	for _, validator := range r.Validations {
		if err := validator.Check(ctx, cfg); err != nil {
			return err
		}
	}
	return nil
}

func transform(ctx context.Context, by []Transformation, cfg value.Value) error {
	for _, t := range by {
		if err := t.Transform(ctx, cfg); err != nil {
			return err
		}
	}
	return nil
}
