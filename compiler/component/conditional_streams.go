package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// spliced are the streams of a manifest with those of ConditionalStreams in their place.
func (b *Builder) spliced(nodes []*manifest.Node) []*manifest.Node {
	var all []*manifest.Node
	for _, n := range nodes {
		if n.Type() != "ConditionalStreams" {
			all = append(all, n)
			continue
		}
		from := len(all)
		all = append(all, items(n.Field("streams"))...)
		condition := b.condition(n, "condition", optionScope)
		if condition == nil || from == len(all) {
			continue // which was reported, or asks for nothing
		}
		b.source.Conditions = append(b.source.Conditions, plan.Condition{From: from, To: len(all), If: condition})
	}
	b.oneOfEachName(nodes)
	return all
}

// oneOfEachName refuses two streams of one name. The catalog would have both, and the sync reads the last of
// them, in the reference once for each. Streams of two conditions may have one name: only the config tells
// whether both conditions hold.
func (b *Builder) oneOfEachName(nodes []*manifest.Node) {
	always := map[string]*manifest.Node{}
	for _, n := range nodes {
		if n.Type() != "ConditionalStreams" {
			b.nameOnce(n, always)
		}
	}
	together := map[string]map[string]*manifest.Node{} // by condition
	for _, n := range nodes {
		if n.Type() != "ConditionalStreams" {
			continue
		}
		condition, _ := templateText(n.Field("condition"))
		if together[condition] == nil {
			together[condition] = map[string]*manifest.Node{}
		}
		for _, inner := range items(n.Field("streams")) {
			b.nameOnce(inner, always, together[condition])
		}
	}
}

// nameOnce refuses a stream whose name is among those that the source has with it, and adds it to the last of these.
func (b *Builder) nameOnce(n *manifest.Node, among ...map[string]*manifest.Node) {
	name, isText := streamName(n), true
	if given := present(n, "name"); given != nil {
		_, isText = text(given)
	}
	if !isText {
		return // which the schema has refused
	}
	for _, seen := range among {
		if first := seen[name]; first != nil {
			d := b.lenientf(n, spanOf(n.Field("name"), n), "duplicate-stream", "there is another stream %q", name)
			d.Notef("the first one is at %s", spanOf(first.Field("name"), first))
			break
		}
	}
	among[len(among)-1][name] = n
}
