package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Change is one difference between two versions of a connector.
type Change struct {
	Breaking bool   `json:"breaking"` // users must act before they can go on to sync
	Rule     string `json:"rule"`     // the rule that says so, such as "stream-removed"
	Where    string `json:"where"`    // "spec", "stream users", "stream users, field a.b"
	What     string `json:"what"`     // what changed
}

// Compare lists what changed, breaking changes first, in the order of the new version's streams.
func Compare(older, newer Surface) []Change {
	var c changes
	c.spec(older.Spec, newer.Spec)
	c.streams(older.Streams, newer.Streams)
	slices.SortStableFunc(c, func(a, b Change) int { return cmp.Compare(rank(a), rank(b)) })
	return c
}

func rank(c Change) int {
	if c.Breaking {
		return 0
	}
	return 1
}

// changes gathers the differences.
type changes []Change

func (c *changes) breaking(rule, where, format string, args ...any) {
	*c = append(*c, Change{Breaking: true, Rule: rule, Where: where, What: fmt.Sprintf(format, args...)})
}

func (c *changes) safe(rule, where, format string, args ...any) {
	*c = append(*c, Change{Rule: rule, Where: where, What: fmt.Sprintf(format, args...)})
}

func (c *changes) streams(older, newer []Stream) {
	for _, o := range older {
		if !slices.ContainsFunc(newer, func(s Stream) bool { return s.Name == o.Name }) {
			c.breaking("stream-removed", "stream "+o.Name, "the stream is gone")
		}
	}
	for _, n := range newer {
		i := slices.IndexFunc(older, func(s Stream) bool { return s.Name == n.Name })
		if i < 0 {
			c.safe("stream-added", "stream "+n.Name, "the stream is new")
			continue
		}
		c.stream(older[i], n)
	}
}

func (c *changes) stream(o, n Stream) {
	where := "stream " + n.Name
	if o.PrimaryKey != n.PrimaryKey {
		c.breaking("primary-key-changed", where, "the primary key was %s, is %s", said(o.PrimaryKey), said(n.PrimaryKey))
	}
	c.cursor(where, o, n)
	switch {
	case o.Schema != nil && n.Schema != nil:
		c.schema(where, "", o.Schema, n.Schema)
	case (o.Schema == nil) != (n.Schema == nil):
		c.breaking("schema-unknown", where, "the schema was %s, is %s", origin(o), origin(n))
	}
}

func said(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

func origin(s Stream) string {
	if s.Schema == nil {
		return "known to a running connector only"
	}
	return "fixed"
}

// cursor compares how a stream is read incrementally, and the states that follow from it.
func (c *changes) cursor(where string, o, n Stream) {
	switch {
	case o.Cursor == nil && n.Cursor == nil:
	case o.Cursor == nil:
		c.safe("incremental-added", where, "the stream can be read incrementally, by %q", n.Cursor.Field)
	case n.Cursor == nil:
		c.breaking("incremental-removed", where, "the stream can no longer be read incrementally")
	case o.Cursor.Field != n.Cursor.Field:
		c.breaking("cursor-changed", where, "the cursor field was %q, is %q", o.Cursor.Field, n.Cursor.Field)
	default:
		c.state(where, o, n)
	}
}

// state compares what is in a state. A stream that migrates states is trusted to know the old ones.
func (c *changes) state(where string, o, n Stream) {
	was, is := stateOf(o), stateOf(n)
	readable := o.Cursor.Format == n.Cursor.Format || slices.Contains(n.Cursor.Reads, o.Cursor.Format)
	switch {
	case was == is && readable && o.Cursor.Format != n.Cursor.Format:
		c.safe("state-format", where, "states are written as %q, and those written as %q are read", n.Cursor.Format, o.Cursor.Format)
	case was == is && readable:
	case n.Migrates:
		c.safe("state-migrated", where, "the state was %s, is %s; the stream migrates states", was, is)
	case was == "one value" && readable && o.Cursor.Kind == n.Cursor.Kind:
		c.safe("state-widened", where, "the state was %s, is %s; an old one is where every partition starts", was, is)
	case was != is:
		c.breaking("state-changed", where, "the state was %s, is %s", was, is)
	default:
		c.breaking("state-changed", where, "states were written as %q, which is not read any more (%q)", o.Cursor.Format, n.Cursor.Format)
	}
}

// stateOf says what a stream keeps.
func stateOf(s Stream) string {
	kind := ""
	if s.Cursor.Kind != "DatetimeBased" {
		kind = " of " + s.Cursor.Kind
	}
	switch {
	case s.Partitions == nil:
		return "one value" + kind
	case s.Cursor.Global:
		return "one value for all partitions" + kind
	}
	return "a value for each partition (" + strings.Join(s.Partitions, ", ") + ")" + kind
}
