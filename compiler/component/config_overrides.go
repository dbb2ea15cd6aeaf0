package component

import (
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// configOverrides lowers the config_overrides of a check: keys of the config that have other values while it
// runs. They are data, in which nothing is a template.
func (b *Builder) configOverrides(n *manifest.Node) plan.Expr {
	f := present(n, "config_overrides")
	if f == nil || empty(f) {
		return nil
	}
	for _, entry := range f.Fields {
		b.overriddenKey(n, entry.Key)
	}
	return b.literal(f, n)
}

// overriddenKey refuses keys that are no options of the user, and doubts those that the spec does not have.
func (b *Builder) overriddenKey(n, key *manifest.Node) {
	name, ok := text(key)
	switch {
	case !ok:
		b.errorf(n, key.Span, "bad-value", "the keys of config_overrides are texts")
	case strings.HasPrefix(name, "__airbyte"):
		d := b.errorf(n, key.Span, "reserved-key", "config_overrides cannot have %q: such keys belong to the platform", name)
		d.Notes = append(d.Notes, "which streams a check reads is said by stream_names")
	case len(b.configKeys) > 0 && !slices.Contains(b.configKeys, name):
		b.warnf(n, key.Span, "unknown-config-key", "the spec declares no key %q", name).DidYouMean(name, b.configKeys)
	}
}

// overridesAreForgotten refuses config_overrides beside a refresh_token_updater: the config that it tells the
// platform to keep would hold them. The reference fails each check.
func (b *Builder) overridesAreForgotten(n, root *manifest.Node) {
	f := present(n, "config_overrides")
	if f == nil || empty(f) {
		return
	}
	if updater := configKeeper(root); updater != nil {
		d := b.errorf(n, f.Span, "kept-override", "config_overrides cannot be used with a refresh_token_updater, which keeps the config")
		d.Notef("the refresh_token_updater is at %s", updater.Span)
	}
}

// configKeeper is the first refresh_token_updater of an authenticator, nil without any.
func configKeeper(n *manifest.Node) *manifest.Node {
	if n == nil {
		return nil
	}
	if typ := n.Type(); typ == "OAuthAuthenticator" || typ == "CustomAuthenticator" {
		if updater := present(n, "refresh_token_updater"); updater != nil {
			return updater
		}
	}
	for _, f := range n.Fields {
		if found := configKeeper(f.Value); found != nil {
			return found
		}
	}
	for _, item := range n.Items {
		if found := configKeeper(item); found != nil {
			return found
		}
	}
	return nil
}

// literal lowers data of owner to a value of the runtime.
func (b *Builder) literal(n, owner *manifest.Node) plan.Expr {
	var parts []plan.Expr
	switch n.Kind {
	case manifest.Map:
		for _, entry := range n.Fields {
			parts = append(parts, b.literal(entry.Key, owner), b.literal(entry.Value, owner))
		}
		return plan.Func("value", "DictOf", parts...)
	case manifest.List:
		for _, item := range n.Items {
			parts = append(parts, b.literal(item, owner))
		}
		return plan.Func("value", "ListOf", parts...)
	}
	if s, ok := n.Text(); ok {
		return plan.Func("value", "Str", plan.Lit{Value: s})
	}
	if v := constantValue(n.Value); v != nil {
		return v
	}
	b.errorf(owner, n.Span, "bad-value", "a date is no JSON, which data in %s is", owner.Type()).Hintf("put it in quotes")
	return plan.Name{Pkg: "value", Name: "Null"}
}
