package connector

import (
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A field is a field of a specification. Fields are printed in the protocol's order.
type field struct {
	name   string
	fields []field // of an object that the protocol knows; others are free
	always string  // what is printed when the field is absent, as JSON
}

var specFields = []field{
	{name: "connectionSpecification"},
	{name: "documentationUrl"},
	{name: "changelogUrl"},
	{name: "supportsIncremental"},
	{name: "supportsNormalization", always: "false"},
	{name: "supportsDBT", always: "false"},
	{name: "supported_destination_sync_modes"},
	{name: "authSpecification"},
	{name: "advanced_auth", fields: []field{
		{name: "auth_flow_type"},
		{name: "predicate_key"},
		{name: "predicate_value"},
		{name: "oauth_config_specification", fields: []field{
			{name: "oauth_user_input_from_connector_config_specification"},
			{name: "oauth_connector_input_specification", fields: oauthFields},
			{name: "complete_oauth_output_specification"},
			{name: "complete_oauth_server_input_specification"},
			{name: "complete_oauth_server_output_specification"},
		}},
	}},
	{name: "protocol_version"},
}

// oauthFields describe how the platform logs in for the user.
var oauthFields = []field{
	{name: "consent_url"},
	{name: "access_token_url"},
	{name: "scope"},
	{name: "scopes"},
	{name: "optional_scopes"},
	{name: "scopes_join_strategy", always: `"space"`},
	{name: "access_token_headers"},
	{name: "access_token_params"},
	{name: "extract_output"},
	{name: "state"},
	{name: "client_id_key"},
	{name: "client_secret_key"},
	{name: "scope_key"},
	{name: "state_key"},
	{name: "auth_code_key"},
	{name: "redirect_uri_key"},
	{name: "token_expiry_key"},
}

// spec prints the specification.
func (s Source) spec(out *stream.Writer) error {
	spec, err := s.parseSpec()
	if err != nil {
		return err
	}
	out.Write(protocol.AppendSpec(nil, appendFields(nil, spec, specFields)))
	return nil
}

// appendFields appends the fields that an object has; nulls are left out.
func appendFields(dst []byte, object value.Value, fields []field) []byte {
	dst = append(dst, '{')
	first := len(dst)
	for _, f := range fields {
		v, ok := object.Get(f.name)
		absent := !ok || v.IsNull()
		if absent && f.always == "" {
			continue
		}
		if len(dst) > first {
			dst = append(dst, ',')
		}
		dst = append(protocol.AppendString(dst, f.name), ':')
		switch {
		case absent:
			dst = append(dst, f.always...)
		case v.Kind() != value.KindDict:
			dst = v.AppendJSON(dst)
		case f.fields != nil:
			dst = appendFields(dst, v, f.fields)
		default:
			dst = value.AppendRecord(dst, v) // which drops nulls at its first level
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
