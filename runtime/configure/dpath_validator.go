package configure

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Dpath checks the value at a path, or with * all that match; what is not there is not checked (DpathValidator).
type Dpath struct {
	FieldPath          []Template
	ValidationStrategy ValidationStrategy
}

// Check validates what the path leads to.
func (d Dpath) Check(ctx context.Context, cfg value.Value) error {
	path, err := d.path()
	if err != nil {
		return err
	}
	var found []value.Value
	if path.Many() {
		found, err = path.Values(cfg)
	} else {
		v, ok, failed := path.One(cfg)
		if found, err = []value.Value{v}, failed; !ok && err == nil {
			stream.Log(ctx).Infof("Validation skipped. Key not found: %s", path)
			return nil
		}
	}
	if err != nil {
		return err
	}
	for _, v := range found {
		if err := d.ValidationStrategy.Validate(ctx, v); err != nil {
			return err
		}
	}
	return nil
}

func (d Dpath) path() (dpath.Path, error) {
	if len(d.FieldPath) == 0 {
		return nil, value.Fail(value.ValueError, "Field path is empty").Err()
	}
	path := make(dpath.Path, len(d.FieldPath))
	for i, segment := range d.FieldPath {
		v, err := segment.Text()
		if err != nil {
			return nil, err
		}
		path[i] = dpath.SegmentOfValue(v)
	}
	return path, nil
}

// PathConfig is a segment of a validator's path: the reference evaluates it with an empty configuration.
func PathConfig(template string, _ config.Config, fn func(config.Config) value.Value) Template {
	return config.Clock(template, config.New(value.DictOf()), fn)
}

// PathClock is PathConfig for a segment that reads the clock.
func PathClock(template string, cfg config.Config, fn func(config.Config) value.Value) Template {
	return PathConfig(template, cfg, fn)
}

// PathFixed is a segment without any expression.
func PathFixed(text string) Template { return config.Fixed(text) }
