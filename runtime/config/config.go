// Package config is the user's configuration: a JSON value that is checked
// against the spec and read by templates, key by key.
//
// In go the bytes of a file and of the spec, out come values and sentences
// about what is wrong. The package knows no component; a template that sees
// only the configuration is evaluated here at most once.
package config

import (
	"sync/atomic"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Config is the configuration of one run. It stays a JSON value: a missing
// key, null, "" and an undeclared key are four different things to a template.
// Its value is fully opened, so that goroutines may read it side by side.
//
// Copies of a Config are the same configuration: when one of them is changed
// (Put), templates of all of them are evaluated anew.
type Config struct {
	shared *shared // nil: there is no configuration
}

// shared is what the copies of a Config have in common.
type shared struct {
	now  atomic.Pointer[value.Value] // another one after each change
	turn chan struct{}               // holds something while somebody excludes the others
}

// New is the configuration that v holds; v must be opened completely (value.Load).
func New(v value.Value) Config {
	c := Config{shared: &shared{turn: make(chan struct{}, 1)}}
	c.shared.now.Store(&v)
	return c
}

// With is the configuration in which the keys of overrides, a dict, have its values.
func (c Config) With(overrides value.Value) Config {
	of := value.DictOf()
	for _, part := range []value.Value{c.Value(), overrides} {
		for key, v := range part.All() {
			of.SetKey(key, v)
		}
	}
	return New(of)
}

// Value is the whole configuration.
func (c Config) Value() value.Value {
	if v := c.version(); v != nil {
		return *v
	}
	return value.Value{}
}

// version is what the configuration is now; another one after each Put.
func (c Config) version() *value.Value {
	if c.shared == nil {
		return nil
	}
	return c.shared.now.Load()
}

// Item is config['key'].
func (c Config) Item(key string) value.Value { return c.Value().Item(key) }

// Attr is config.name: a method of a dict comes before a key of that name.
func (c Config) Attr(name string) value.Value { return c.Value().Attr(name) }

// Index is config[key] for a key that a template computes.
func (c Config) Index(key value.Value) value.Value { return c.Value().Index(key) }

// Call is config.method(args).
func (c Config) Call(method string, args ...value.Value) value.Value {
	return c.Value().Call(method, args...)
}
