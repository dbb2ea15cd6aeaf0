package component

import (
	"maps"
	"slices"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// A member is a stream as a group names it.
type member struct {
	group, stream string
	at            *manifest.Node // the stream, where the group names it
}

// streamGroups lowers stream_groups, a map of StreamGroup: streams that are not read at the same time. A
// group names streams of the catalog by their names; what else stands in its copies of them means nothing. The
// language has one action, BlockSimultaneousSyncsAction.
func (b *Builder) streamGroups(root *manifest.Node) plan.Expr {
	out := plan.SliceOf("stream", "Group")
	members := map[string]member{}
	for _, g := range fieldsOf(present(root, "stream_groups")) {
		name, _ := text(g.Key)
		out.Items = append(out.Items, plan.New("", "",
			plan.F("Name", plan.Lit{Value: name}),
			plan.F("Streams", plan.Lit{Value: b.members(name, g.Value, members)}),
		))
	}
	if out.Items == nil {
		return nil
	}
	b.familiesApart(members, root)
	b.unseenParents(members, root)
	return out
}

// fieldsOf are the entries of a map, none for anything else.
func fieldsOf(n *manifest.Node) []manifest.Field {
	if n == nil {
		return nil
	}
	return n.Fields
}

// members are the names of the streams of a group. The last group that names a stream has it.
func (b *Builder) members(group string, n *manifest.Node, members map[string]member) []string {
	names := []string{}
	for _, s := range items(n.Field("streams")) {
		name := streamName(s)
		if name == "" {
			continue
		}
		if other, twice := members[name]; twice && other.group != group {
			d := b.warnf(n, s.Span, "no-effect", "stream %q is in the groups %q and %q; only the last one counts", name, other.group, group)
			d.Notef("the other group names it at %s", other.at.Span)
		}
		members[name] = member{group, name, s}
		names = append(names, name)
	}
	return names
}

// familiesApart refuses a stream that shares its group with one that it reads, and tells of names that no
// stream has.
func (b *Builder) familiesApart(members map[string]member, root *manifest.Node) {
	top := topLevel(root.Field("streams"))
	open := len(items(root.Field("dynamic_streams"))) > 0 // the API or the config names more streams
	for _, name := range names(members) {
		m := members[name]
		if top[name] == nil && !open {
			b.warnf(m.at, m.at.Span, "no-effect", "group %q names stream %q, which the manifest does not have", m.group, name)
			continue
		}
		for _, ancestor := range ancestorsOf(top, name, nil) {
			if other, ok := members[ancestor]; ok && other.group == m.group {
				d := b.errorf(m.at, m.at.Span, "group-of-relatives", "Stream '%s' and its parent stream '%s' are both in group '%s'", name, ancestor, m.group)
				d.Notes = append(d.Notes, "A child stream must not share a group with its parent to avoid deadlock.")
				d.Notef("the group names the parent at %s", other.at.Span)
			}
		}
	}
}

// unseenParents tells of streams that read one of a group and are not held back by it, since they have no cursor.
func (b *Builder) unseenParents(members map[string]member, root *manifest.Node) {
	top := topLevel(root.Field("streams"))
	for _, name := range names(top) {
		s := top[name]
		if present(s, "incremental_sync") != nil {
			continue
		}
		for _, parent := range parentNames(s.Field("retriever").Field("partition_router")) {
			if m, ok := members[parent]; ok {
				d := b.warnf(s, spanOf(s.Field("name"), s), "no-effect", "stream %q reads %q of group %q whether that is being read or not", name, parent, m.group)
				d.Notes = append(d.Notes, "only of streams with incremental_sync it is known which streams they read")
			}
		}
	}
}

// topLevel are the streams of the manifest by their names, with those that exist on a condition.
func topLevel(streams *manifest.Node) map[string]*manifest.Node {
	top := map[string]*manifest.Node{}
	for _, s := range items(streams) {
		if s.Type() == "ConditionalStreams" {
			maps.Copy(top, topLevel(s.Field("streams")))
		} else {
			top[streamName(s)] = s
		}
	}
	return top
}

// ancestorsOf are the parents of a top-level stream, theirs, and so on. As in the reference, only streams
// with a cursor of their own are known to have parents.
func ancestorsOf(top map[string]*manifest.Node, name string, seen []string) (all []string) {
	if slices.Contains(seen, name) {
		return nil
	}
	for _, s := range variants(top[name]) {
		if present(s, "incremental_sync") == nil || s.Field("retriever").Type() == "AsyncRetriever" {
			continue
		}
		for _, parent := range parentNames(s.Field("retriever").Field("partition_router")) {
			all = append(append(all, parent), ancestorsOf(top, parent, append(seen, name))...)
		}
	}
	return all
}

// variants are the streams that one stream is read by: itself, or the two of a StateDelegatingStream.
func variants(n *manifest.Node) []*manifest.Node {
	if n.Type() == "StateDelegatingStream" {
		return []*manifest.Node{n.Field("full_refresh_stream"), n.Field("incremental_stream")}
	}
	return []*manifest.Node{n}
}

// parentNames are the names of the streams that a router, or a list of them, reads.
func parentNames(router *manifest.Node) (all []string) {
	for _, r := range items(router) {
		for _, parent := range items(r.Field("parent_stream_configs")) {
			all = append(all, streamName(parent.Field("stream")))
		}
		all = append(all, parentNames(r.Field("underlying_partition_router"))...)
		all = append(all, parentNames(r.Field("partition_routers"))...)
	}
	return all
}
