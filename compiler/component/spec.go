package component

import (
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// spec lowers Spec to the ConnectorSpecification of the Airbyte protocol, in the protocol's order, and
// notes the keys that it declares.
func (b *Builder) spec(root *manifest.Node) {
	n := present(root, "spec")
	if n == nil {
		d := b.errorf(root, root.Span, "missing-field", "the manifest has no spec")
		d.Hint = "add spec with a connection_specification, at least {type: object}"
		return
	}
	b.source.ConfigRules = b.configNormalizationRules(present(n, "config_normalization_rules"))
	connection := present(n, "connection_specification")
	if connection == nil {
		b.errorf(n, n.Span, "missing-field", "Spec needs connection_specification")
		return
	}
	out := []byte(`{"connectionSpecification":`)
	out = connection.AppendJSON(out)
	if url := n.Field("documentation_url"); url != nil {
		out = append(out, `,"documentationUrl":`...)
		out = url.AppendJSON(out)
	}
	out = append(out, `,"supportsNormalization":false,"supportsDBT":false`...)
	if auth := present(n, "advanced_auth"); auth != nil {
		out = append(out, `,"advanced_auth":`...)
		out = auth.AppendJSON(out)
	}
	b.source.Spec = append(out, '}')
	b.configKeysOf(connection)
	b.configKeys = append(b.configKeys, b.addedKeys...)
}

// configKeysOf notes the keys that the spec declares at its root.
func (b *Builder) configKeysOf(connection *manifest.Node) {
	required := map[string]bool{}
	for _, name := range texts(connection.Field("required")) {
		required[name] = true
	}
	b.configKeys = []string{}
	properties := connection.Field("properties")
	if properties == nil || properties.Kind != manifest.Map {
		return
	}
	for _, f := range properties.Fields {
		name, _ := text(f.Key)
		secret, _ := f.Value.Field("airbyte_secret").Bool()
		typ, _ := text(f.Value.Field("type"))
		b.configKeys = append(b.configKeys, name)
		b.source.Config = append(b.source.Config, plan.ConfigKey{
			Name: name, Type: typ, Doc: keyDoc(f.Value), Required: required[name], Secret: secret,
		})
	}
}

// keyDoc is what the spec says of a key: its title, and its description when it is short.
func keyDoc(n *manifest.Node) string {
	title, _ := text(n.Field("title"))
	description, _ := text(n.Field("description"))
	if title == "" || len(description) > 0 && len(description) <= 100 {
		title = description
	}
	return strings.TrimSuffix(strings.TrimSpace(title), ".")
}
