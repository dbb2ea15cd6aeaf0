package request

import (
	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Place is where in a request something goes (inject_into).
type Place uint8

// The places of a request. The zero Place is none: an option that the manifest leaves out.
const (
	Parameter Place = iota + 1 // request_parameter
	Header                     // header
	BodyData                   // body_data
	BodyJSON                   // body_json
)

// An Option says where in a request a value goes (RequestOption). It has a name
// or, in a JSON body, a path.
type Option struct {
	InjectInto Place
	FieldName  config.Template
	FieldPath  []config.Template
}

// IsZero says that the manifest has no such option.
func (o Option) IsZero() bool { return o.InjectInto == 0 }

// Inject sets v at the option's place. A value that is there already is
// replaced: only options of different components collide (Combine).
func (o Option) Inject(into *Options, v value.Value) error {
	path, err := o.path()
	if err != nil {
		return err
	}
	target := into.At(o.InjectInto)
	if target.Kind() != value.KindDict {
		*target = value.DictOf()
	}
	current := *target
	for _, key := range path[:len(path)-1] {
		next, ok := current.Get(key)
		if !ok || next.Kind() != value.KindDict {
			next = value.DictOf()
			current.Set(key, next)
		}
		current = next
	}
	current.Set(path[len(path)-1], v)
	return nil
}

// path is where the value goes, each part as text.
func (o Option) path() ([]string, error) {
	fields := o.FieldPath
	if len(fields) == 0 {
		fields = []config.Template{o.FieldName}
	}
	path := make([]string, len(fields))
	for i, field := range fields {
		v, err := field.Text()
		if err != nil {
			return nil, err
		}
		path[i] = v.String()
	}
	return path, nil
}

// CheckPlaces fails when options of one component would be set at the same place.
func CheckPlaces(options ...Option) error {
	var parts []*Options
	for i, option := range options {
		if option.IsZero() {
			continue
		}
		part := new(Options)
		// Different values, so that two options at one path of a JSON body collide too.
		if err := option.Inject(part, value.Int(int64(i))); err != nil {
			return err
		}
		parts = append(parts, part)
	}
	_, err := Combine(parts...)
	return err
}
