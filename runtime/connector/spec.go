package connector

import (
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// specFields are the fields of a specification in the protocol's order.
var specFields = []string{
	"connectionSpecification", "documentationUrl", "changelogUrl", "supportsIncremental", "supportsNormalization",
	"supportsDBT", "supported_destination_sync_modes", "authSpecification", "advanced_auth", "protocol_version",
}

// spec prints the specification.
func (s Source) spec(out *stream.Writer) error {
	spec, err := s.parseSpec()
	if err != nil {
		return err
	}
	out.Write(protocol.AppendSpec(nil, appendSpec(nil, spec)))
	return nil
}

// appendSpec appends the fields that the specification has; nulls are left out,
// and what is always there has its default.
func appendSpec(dst []byte, spec value.Value) []byte {
	dst = append(dst, '{')
	for _, name := range specFields {
		field, ok := spec.Get(name)
		if !ok || field.IsNull() {
			if name != "supportsNormalization" && name != "supportsDBT" {
				continue
			}
			field = value.False
		}
		if len(dst) > 1 {
			dst = append(dst, ',')
		}
		dst = append(protocol.AppendString(dst, name), ':')
		if name == "connectionSpecification" {
			dst = value.AppendRecord(dst, field) // which drops nulls at its first level
		} else {
			dst = field.AppendJSON(dst)
		}
	}
	return append(dst, '}')
}

func (s Source) parseSpec() (value.Value, error) {
	spec, err := value.Parse(s.Spec)
	if err != nil {
		return value.Value{}, fmt.Errorf("parsing the embedded spec: %w", err)
	}
	return spec, nil
}

// connectionSpecification is the JSON schema of the configuration.
func (s Source) connectionSpecification() (value.Value, error) {
	spec, err := s.parseSpec()
	schema, _ := spec.Get("connectionSpecification")
	return schema, err
}
