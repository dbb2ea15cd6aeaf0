package dynamic

import (
	"context"
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// ConfigComponents are the combinations of lists in the configuration (ConfigComponentsResolver).
type ConfigComponents struct {
	Config            config.Config
	StreamConfig      []StreamConfig
	ComponentsMapping []Mapping
}

// StreamConfig is a list in the configuration (StreamConfig).
type StreamConfig struct {
	ConfigsPointer []config.Template
	DefaultValues  []byte // a JSON list of elements that are added; nil for none
}

func (r ConfigComponents) mappings() []Mapping { return r.ComponentsMapping }

func (ConfigComponents) reading() reading { return asConfig }

func (ConfigComponents) duplicate(name string) error {
	return calledTwice(name, "Please check your configuration.", stream.ConfigError)
}

// each goes through all combinations, the last list fastest.
func (r ConfigComponents) each(_ context.Context, _ string, emit func(stream.ComponentsScope) error) error {
	lists := make([][]value.Value, len(r.StreamConfig))
	for i, list := range r.StreamConfig {
		elements, err := list.elements(r.Config)
		if err != nil {
			return err
		}
		lists[i] = elements
	}
	return combine(lists, nil, emit)
}

// combine calls emit for each combination of one element of each list, of which the first ones are chosen.
func combine(lists [][]value.Value, chosen []value.Value, emit func(stream.ComponentsScope) error) error {
	if len(chosen) == len(lists) {
		return emit(stream.ComponentsScope{ComponentsValues: united(chosen)})
	}
	for i, element := range lists[len(chosen)] {
		if element.Kind() != value.KindDict {
			element = value.TupleOf(value.Int(int64(i)), element)
		}
		if err := combine(lists, append(chosen[:len(chosen):len(chosen)], element), emit); err != nil {
			return err
		}
	}
	return nil
}

// united is what the elements of a combination have; one that is no object is there with its place in its list.
func united(chosen []value.Value) value.Value {
	out := value.DictOf()
	for i, element := range chosen {
		if element.Kind() == value.KindDict {
			for key, v := range element.All() {
				out.SetKey(key, v)
			}
			continue
		}
		name := fmt.Sprintf("source_config_%d", i)
		if _, taken := out.Get(name); !taken {
			out.Set(name, element)
		}
	}
	return out
}

// elements are those of the list: one for what is no list, none for nothing.
func (c StreamConfig) elements(cfg config.Config) (elements []value.Value, err error) {
	path := make(dpath.Path, len(c.ConfigsPointer))
	for i, segment := range c.ConfigsPointer {
		v, err := segment.Text()
		if err != nil {
			return nil, err
		}
		path[i] = dpath.SegmentOfValue(v)
	}
	found, ok, err := path.One(cfg.Value())
	switch {
	case err != nil:
		return nil, err
	case ok && len(path) > 0 && found.Kind() == value.KindList:
		for element := range found.Elements() {
			elements = append(elements, element)
		}
	case ok && len(path) > 0:
		elements = []value.Value{found}
	}
	if c.DefaultValues == nil {
		return elements, nil
	}
	more, err := value.Load(c.DefaultValues)
	for element := range more.Elements() {
		elements = append(elements, element)
	}
	return elements, err
}
