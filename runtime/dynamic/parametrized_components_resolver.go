package dynamic

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// ParametrizedComponents are sets of parameters in the manifest (ParametrizedComponentsResolver).
type ParametrizedComponents struct {
	StreamParameters  []byte // a JSON list (StreamParametersDefinition)
	ComponentsMapping []Mapping
}

func (r ParametrizedComponents) mappings() []Mapping { return r.ComponentsMapping }

func (ParametrizedComponents) reading() reading { return asYAML }

func (ParametrizedComponents) duplicate(name string) error { return ours(name) }

// each goes through the sets.
func (r ParametrizedComponents) each(_ context.Context, _ string, emit func(stream.ComponentsScope) error) error {
	sets, err := value.Load(r.StreamParameters)
	if err != nil {
		return err
	}
	for set := range sets.Elements() {
		if err := emit(stream.ComponentsScope{ComponentsValues: set}); err != nil {
			return err
		}
	}
	return nil
}
