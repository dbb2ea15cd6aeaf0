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
// (Replace), templates of all of them are evaluated anew.
type Config struct {
	now *atomic.Pointer[value.Value] // nil: there is none
}

// New is the configuration that v holds; v must be opened completely (value.Load).
func New(v value.Value) Config {
	c := Config{now: new(atomic.Pointer[value.Value])}
	c.Replace(v)
	return c
}

// Replace makes v the value of the configuration: an authenticator has got a refresh token that must be kept.
// The values that Value gave before stay as they are, so v must be another one.
func (c Config) Replace(v value.Value) { c.now.Store(&v) }

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

// version is what the configuration is now; another one after each Replace.
func (c Config) version() *value.Value {
	if c.now == nil {
		return nil
	}
	return c.now.Load()
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
