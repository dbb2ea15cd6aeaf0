package diff

import (
	"slices"
	"strings"
)

// goesOn is what reads a stream when there is a state.
func goesOn(s Stream) Stream {
	if s.Incremental != nil {
		return *s.Incremental
	}
	return s
}

// cursor compares how a stream is read incrementally, and the states that follow from it.
func (c *changes) cursor(where place, o, n Stream) {
	switch {
	case o.Cursor == nil && n.Cursor == nil:
		return
	case o.Cursor == nil:
		c.safe("incremental-added", where, "the stream can be read incrementally, by %q", n.Cursor.Field)
		return
	case n.Cursor == nil:
		c.breaking("incremental-removed", where, "the stream can no longer be read incrementally")
		return
	case o.Cursor.Field != n.Cursor.Field:
		c.unlessMigrated("cursor-changed", where, o, n, "the cursor field was %q, is %q", o.Cursor.Field, n.Cursor.Field)
	default:
		c.state(where, o, n)
		c.parents(where, o, n)
	}
	for _, m := range o.Migrations {
		if !slices.Contains(n.Migrations, m) {
			c.safe("state-migration-removed", where, "states are not migrated any more by %s", m)
		}
	}
}

// unlessMigrated is a breaking change of a state, which a migration that is new may take care of. The one of
// hand-written connectors does not: it leaves alone what a manifest wrote.
func (c *changes) unlessMigrated(rule string, where place, o, n Stream, format string, args ...any) {
	for _, m := range n.Migrations {
		if !slices.Contains(o.Migrations, m) && !strings.HasPrefix(m, "LegacyToPerPartitionStateMigration(") {
			c.safe("state-migrated", where, format+"; states are migrated by %s", append(args, m)...)
			return
		}
	}
	c.breaking(rule, where, format, args...)
}

// state compares what is in a state.
func (c *changes) state(where place, o, n Stream) {
	was, is := stateOf(o), stateOf(n)
	switch {
	case o.Cursor.Kind != n.Cursor.Kind:
		c.unlessMigrated("state-changed", where, o, n, "the state was that of %s, is that of %s", o.Cursor.Kind, n.Cursor.Kind)
		return
	case !n.Cursor.reads(o.Cursor.Format):
		c.unlessMigrated("state-changed", where, o, n, "states were written as %q, which is not read any more (%q)", o.Cursor.Format, n.Cursor.Format)
		return
	case o.Cursor.Format != n.Cursor.Format:
		c.safe("state-format", where, "states are written as %q, and those written as %q are read", n.Cursor.Format, o.Cursor.Format)
	}
	switch {
	case was == is && o.global() == n.global():
	case len(o.Partitions) == 0:
		c.safe("state-widened", where, "the state was %s, is %s; an old one is where every partition starts", was, is)
	case len(n.Partitions) > 0 && (o.global() || fields(o) == fields(n) && !n.Grouped):
		if was != is {
			c.safe("state-kept", where, "the state was %s, is %s; an old one stays what it is, and is read", was, is)
		}
	default:
		c.unlessMigrated("state-changed", where, o, n, "the state was %s, is %s", was, is)
	}
}

// reads says that states may have a format.
func (c *Cursor) reads(format string) bool {
	return c.Format == format || slices.Contains(c.Reads, format)
}

// parents compares the states of parents that are kept with that of their child.
func (c *changes) parents(where place, o, n Stream) {
	for _, is := range n.Partitions {
		i := slices.IndexFunc(o.Partitions, func(p Partition) bool { return p.Field == is.Field && p.Parent != nil })
		if i < 0 || is.Parent == nil {
			continue
		}
		if was := o.Partitions[i].Parent; was.Field != is.Parent.Field || !is.Parent.reads(was.Format) {
			c.unlessMigrated("state-changed", where, o, n, "the state of the parent for %s was by %q as %q, is by %q as %q",
				is.Field, was.Field, was.Format, is.Parent.Field, is.Parent.Format)
		}
	}
}

// global says that all partitions share a state.
func (s Stream) global() bool {
	return len(s.Partitions) > 0 && (s.Grouped || s.Cursor != nil && s.Cursor.Global)
}

func fields(s Stream) string {
	var out []string
	for _, p := range s.Partitions {
		out = append(out, p.Field)
	}
	return strings.Join(out, ", ")
}

// stateOf says what a stream keeps.
func stateOf(s Stream) string {
	switch {
	case len(s.Partitions) == 0:
		return "one value"
	case s.Grouped:
		return "one value for all groups of partitions"
	case s.global():
		return "one value for all partitions"
	}
	return "a value for each partition (" + fields(s) + ")"
}

// partitions compares what a stream is parted by, apart from states.
func (c *changes) partitions(where place, o, n Stream) {
	if o.Cursor == nil && n.Cursor == nil && fields(o) != fields(n) {
		c.safe("partitions-changed", where, "the stream was parted by %s, is by %s", said(fields(o)), said(fields(n)))
	}
	for _, is := range n.Partitions {
		i := slices.IndexFunc(o.Partitions, func(p Partition) bool { return p.Field == is.Field })
		if i < 0 {
			continue
		}
		c.partition(where, o.Partitions[i], is)
	}
}

// partition compares where the values of a field come from.
func (c *changes) partition(where place, o, n Partition) {
	if o.Values == nil || n.Values == nil || o.From != n.From {
		if was, is := o.origin(), n.origin(); was != is {
			c.safe("partitions-changed", where, "the values of %s were %s, are %s", n.Field, was, is)
		}
		return
	}
	for _, v := range o.Values {
		if !slices.Contains(n.Values, v) {
			c.safe("partition-removed", where, "records of %s = %s are not read any more", n.Field, v)
		}
	}
	for _, v := range n.Values {
		if !slices.Contains(o.Values, v) {
			c.safe("partition-added", where, "records of %s = %s are read too", n.Field, v)
		}
	}
}

// origin says where the values of a partition come from.
func (p Partition) origin() string {
	if p.Values != nil {
		return strings.Join(p.Values, ", ")
	}
	return p.From
}
