package diff

import (
	"cmp"
	"slices"
	"strings"
)

// Compare lists what changed, breaking changes first, in the order of the new version's streams.
func Compare(older, newer Surface) []Change {
	var c changes
	c.spec(older, newer)
	c.streams(older.Streams, newer.Streams)
	c.templates(older.Templates, newer.Templates)
	slices.SortStableFunc(c, func(a, b Change) int { return cmp.Compare(rank(a), rank(b)) })
	return c
}

func rank(c Change) int {
	if c.Breaking {
		return 0
	}
	return 1
}

// streams compares streams of a name; where there are several, those that are there under one condition.
func (c *changes) streams(older, newer []Stream) {
	left := slices.Clone(older)
	for _, n := range newer {
		i := partner(left, n)
		if i < 0 {
			c.safe("stream-added", place{"stream", n.Name}, "the stream is new")
			continue
		}
		c.stream(place{"stream", n.Name}, left[i], n)
		left = slices.Delete(left, i, i+1)
	}
	for _, o := range left {
		c.breaking("stream-removed", place{"stream", o.Name}, "the stream is gone")
	}
}

func partner(older []Stream, n Stream) int {
	i := slices.IndexFunc(older, func(o Stream) bool { return o.Name == n.Name && o.When == n.When })
	if i < 0 {
		i = slices.IndexFunc(older, func(o Stream) bool { return o.Name == n.Name })
	}
	return i
}

func (c *changes) stream(where place, o, n Stream) {
	c.condition(where, o.When, n.When)
	if o.PrimaryKey != n.PrimaryKey {
		c.breaking("primary-key-changed", where, "the primary key was %s, is %s", said(o.PrimaryKey), said(n.PrimaryKey))
	}
	c.cursor(where, o, n)
	if o.Incremental != nil || n.Incremental != nil {
		c.cursor(where, goesOn(o), goesOn(n))
	}
	c.partitions(where, o, n)
	c.schemas(where, o.Schema, n.Schema)
	c.records(where, o, n)
}

// condition compares the templates that decide whether there is a stream.
func (c *changes) condition(where place, was, is string) {
	switch {
	case was == is:
	case is == "":
		c.safe("stream-always", where, "the stream was there under a condition, %s, and is always", was)
	case was == "":
		c.breaking("stream-conditional", where, "the stream is there under a condition only: %s", is)
	default:
		c.breaking("stream-conditional", where, "the stream was there under the condition %s, is under %s", was, is)
	}
}

func said(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// schemas compares what is known of records.
func (c *changes) schemas(where place, o, n Schema) {
	switch {
	case o.Fixed != nil && n.Fixed != nil:
		c.schema(where, "", o.Fixed, n.Fixed)
	case o.Fixed != nil:
		c.breaking("schema-unknown", where, "the schema was fixed, is known to a running connector only")
	case n.Fixed != nil:
		c.breaking("schema-unknown", where, "the schema was known to a running connector only, is fixed")
	}
	switch {
	case o.Rules == "" && n.Rules != "" && n.Fixed != nil:
		c.safe("schema-extended", where, "a running connector may add fields to the schema")
	case o.Rules != "" && n.Rules == "" && o.Fixed != nil:
		c.breaking("schema-unknown", where, "a running connector does not add fields to the schema any more")
	case o.Rules != "" && n.Rules != "" && o.Rules != n.Rules:
		c.breaking("schema-rules", where, "a running connector makes the schema by other rules; what becomes of fields cannot be compared")
	case o.Rules != "" && n.Rules != "" && o.Source != n.Source:
		c.safe("schema-source", where, "a running connector asks for the schema in another way; the answers cannot be compared")
	}
}

// records compares what becomes of records. Airbyte has no rule about them but that a field which is gone breaks.
func (c *changes) records(where place, o, n Stream) {
	was, is := o.Records, n.Records
	if was.Retriever != is.Retriever {
		c.safe("records-retriever", where, "records were read by %s, are by %s; what they read cannot be compared", said(was.Retriever), said(is.Retriever))
	}
	if was.Extractor != is.Extractor {
		c.safe("records-extractor", where, "records are found elsewhere in responses")
	}
	if was.Filter != is.Filter {
		c.safe("records-filter", where, "records are filtered in another way")
	}
	if was.Transformations != is.Transformations {
		c.safe("records-transformed", where, "records are transformed in another way")
	}
	c.removals(where, was.Removed, n)
}

// removals compares which fields are taken from records.
func (c *changes) removals(where place, older []Removal, n Stream) {
	for _, r := range n.Records.Removed {
		if slices.ContainsFunc(older, func(o Removal) bool { return slices.Equal(o.Path, r.Path) && o.When == r.When }) {
			continue
		}
		at := where.and("field", strings.Join(r.Path, "."))
		switch {
		case !declared(n.Schema.Fixed, r.Path):
		case r.When == "":
			c.breaking("field-removed", at, "the field is taken from all records")
		default:
			c.safe("field-removed", at, "the field is taken from records under a condition: %s", r.When)
		}
	}
}

// templates compares templates of streams by their names, then by their places.
func (c *changes) templates(older, newer []Template) {
	pairs, left := paired(older, newer)
	for i, n := range newer {
		if o, known := pairs[i]; known {
			c.template(place{"streams of", n.Name}, o, n)
		} else {
			c.safe("stream-added", place{"streams of", n.Name}, "the streams are new")
		}
	}
	for _, o := range left {
		c.breaking("stream-removed", place{"streams of", o.Name}, "the streams are gone")
	}
}

// paired are the older templates by the places of the newer ones, and what is left of them.
func paired(older, newer []Template) (pairs map[int]Template, left []Template) {
	pairs, left = map[int]Template{}, slices.Clone(older)
	for _, same := range []func(o, n Template) bool{
		func(o, n Template) bool { return o.Name == n.Name },
		func(Template, Template) bool { return true },
	} {
		for i, n := range newer {
			j := slices.IndexFunc(left, func(o Template) bool { return same(o, n) })
			if _, done := pairs[i]; !done && j >= 0 {
				pairs[i] = left[j]
				left = slices.Delete(left, j, j+1)
			}
		}
	}
	return pairs, left
}

func (c *changes) template(where place, o, n Template) {
	switch {
	case o.Kind != n.Kind:
		c.breaking("streams-found", where, "the streams were found by %s, are by %s; which there are cannot be compared", o.Kind, n.Kind)
	case !slices.Equal(o.Lists, n.Lists):
		c.breaking("streams-found", where, "the configuration named the streams in %s, does in %s", strings.Join(o.Lists, ", "), strings.Join(n.Lists, ", "))
	case o.Asked != n.Asked:
		c.safe("streams-asked", where, "the API is asked for the streams in another way; the answers cannot be compared")
	}
	if o.Unreadable != n.Unreadable {
		c.breaking("streams-unreadable", where, "the streams could not or cannot be compiled; what becomes of them cannot be compared")
	}
	c.defaults(where, o.Defaults, n.Defaults)
	c.variants(where, o.Variants, n.Variants)
}

func (c *changes) variants(where place, older, newer []Stream) {
	for i, is := range newer {
		if i >= len(older) {
			c.safe("stream-variant", where, "there is a new variant of the streams, which cannot be compared")
			continue
		}
		if was := older[i]; was.Name != is.Name {
			c.breaking("streams-named", where, "the streams were named by %s, are by %s", was.Name, is.Name)
		}
		c.stream(where, older[i], is)
	}
	if len(newer) < len(older) {
		c.breaking("stream-variant", where, "a variant of the streams is gone")
	}
}

// defaults compares the streams that there are whatever a configuration says.
func (c *changes) defaults(where place, older, newer []string) {
	for _, name := range older {
		if !slices.Contains(newer, name) {
			c.breaking("stream-removed", where, "the streams named %q are gone", name)
		}
	}
	for _, name := range newer {
		if !slices.Contains(older, name) {
			c.safe("stream-added", where, "the streams named %q are new", name)
		}
	}
}
