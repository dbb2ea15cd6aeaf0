// Package request is a request being built: what each component adds to it and
// where it goes.
//
// In go values of templates, out come the parts of an HTTP request. It knows
// values, and no component but those that only say where something goes
// (RequestOption, RequestPath).
package request

import "github.com/lowcode-dev/lowcode/runtime/value"

// Options are the parts of a request that one source adds: dicts that keep
// their order, or nothing. BodyData may be a text instead.
type Options struct {
	Parameters value.Value // Undefined when empty
	Headers    value.Value
	BodyData   value.Value
	BodyJSON   value.Value
}

// At is the part of the options that belongs to a place.
func (o *Options) At(place Place) *value.Value {
	switch place {
	case Header:
		return &o.Headers
	case BodyData:
		return &o.BodyData
	case BodyJSON:
		return &o.BodyJSON
	default:
		return &o.Parameters
	}
}

// Replace sets in o what other sets, key by key: of two values for one key, that of other stays.
// Other is given up: o may take its dicts.
func (o *Options) Replace(other *Options) {
	for _, place := range []Place{Parameter, Header, BodyData, BodyJSON} {
		target, source := o.At(place), other.At(place)
		if source.Kind() != value.KindDict {
			continue
		}
		if target.Kind() != value.KindDict {
			*target = *source
			continue
		}
		for key, v := range source.All() {
			target.SetKey(key, v)
		}
	}
}
