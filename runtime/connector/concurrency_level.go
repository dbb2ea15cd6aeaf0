package connector

import (
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// defaultWorkers is the level of a manifest that does not say.
const defaultWorkers = 2

// ConcurrencyLevel is how many tasks run side by side (ConcurrencyLevel).
type ConcurrencyLevel struct {
	DefaultConcurrency config.Template
	MaxConcurrency     int
	Exact              bool // a number in the manifest, which MaxConcurrency does not cap
}

// workers evaluates the level.
func (c ConcurrencyLevel) workers() (int, error) {
	if !c.Exact && c.MaxConcurrency == 0 && strings.Contains(c.DefaultConcurrency.Source(), "config") {
		return 0, value.Fail(value.ValueError,
			"ConcurrencyLevel requires that max_concurrency be defined if the default_concurrency can be used-specified").Err()
	}
	v, err := c.DefaultConcurrency.Text()
	if err != nil {
		return 0, err
	}
	level, ok := v.AsInt()
	if !ok || v.Kind() != value.KindInt {
		return 0, value.Fail(value.ValueError, "default_concurrency did not evaluate to an integer").Err()
	}
	if !c.Exact && c.MaxConcurrency != 0 {
		level = min(level, int64(c.MaxConcurrency))
	}
	return int(level), nil
}

// workers is the concurrency level of a run.
func (s Source) workers(cfg config.Config) (int, error) {
	if s.ConcurrencyLevel == nil {
		return defaultWorkers, nil
	}
	return s.ConcurrencyLevel(cfg).workers()
}
