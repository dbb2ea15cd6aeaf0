package diff

import "testing"

// TestState changes what a stream keeps, as far as the manifest of the test of the command does not.
func TestState(t *testing.T) {
	const changed, kept = "breaking state-changed stream s", "safe state-kept stream s"
	day := &Cursor{Kind: "DatetimeBased", Field: "at", Format: "%Y-%m-%d"}
	global := &Cursor{Kind: "DatetimeBased", Field: "at", Format: "%Y-%m-%d", Global: true}
	second := &Cursor{Kind: "DatetimeBased", Field: "at", Format: "%s"}
	either := &Cursor{Kind: "DatetimeBased", Field: "at", Format: "%s", Reads: []string{"%Y-%m-%d"}}
	other := &Cursor{Kind: "DatetimeBased", Field: "day", Format: "%Y-%m-%d"}
	a, b := []Partition{{Field: "a"}}, []Partition{{Field: "b"}}
	of := func(own, parent *Cursor) Stream {
		return Stream{Cursor: own, Partitions: []Partition{{Field: "a", Parent: parent}}}
	}
	legacy := []string{"LegacyToPerPartitionStateMigration()"}
	for _, test := range []struct {
		name     string
		old, new Stream
		want     string
	}{
		{"nothing", Stream{Cursor: day, Partitions: a}, Stream{Cursor: day, Partitions: a}, ""},
		{"another kind", Stream{Cursor: day}, Stream{Cursor: &Cursor{Kind: "IncrementingCount", Field: "at", Format: day.Format}}, changed},
		{"another format", Stream{Cursor: day}, Stream{Cursor: second}, changed},
		{"another format that is read", Stream{Cursor: day}, Stream{Cursor: either}, "safe state-format stream s"},
		{"a router", Stream{Cursor: day}, Stream{Cursor: day, Partitions: a}, "safe state-widened stream s"},
		{"no router", Stream{Cursor: day, Partitions: a}, Stream{Cursor: day}, changed},
		{"another router", Stream{Cursor: day, Partitions: a}, Stream{Cursor: day, Partitions: b}, changed},
		{"another router under one value", Stream{Cursor: global, Partitions: a}, Stream{Cursor: global, Partitions: b}, ""},
		{"one value", Stream{Cursor: day, Partitions: a}, Stream{Cursor: global, Partitions: a}, kept},
		{"several values", Stream{Cursor: global, Partitions: a}, Stream{Cursor: day, Partitions: a}, kept},
		{"groups", Stream{Cursor: day, Partitions: a}, Stream{Cursor: day, Partitions: a, Grouped: true}, changed},
		{"groups of one value", Stream{Cursor: global, Partitions: a}, Stream{Cursor: day, Partitions: a, Grouped: true}, kept},
		{"a migration of hand-written states", Stream{Cursor: day, Partitions: a}, Stream{Cursor: day, Partitions: b, Migrations: legacy}, changed},
		{"an old migration", Stream{Cursor: day, Migrations: []string{"Own()"}}, Stream{Cursor: second, Migrations: []string{"Own()"}}, changed},
		{"a new migration", Stream{Cursor: day}, Stream{Cursor: second, Migrations: []string{"Own()"}}, "safe state-migrated stream s"},
		{"a new migration of another field", Stream{Cursor: day}, Stream{Cursor: other, Migrations: []string{"Own()"}}, "safe state-migrated stream s"},
		{"another field", Stream{Cursor: day}, Stream{Cursor: other, Migrations: legacy}, "breaking cursor-changed stream s"},
		{"no migration", Stream{Cursor: day, Migrations: legacy}, Stream{Cursor: day}, "safe state-migration-removed stream s"},
		{"another stream goes on", Stream{Cursor: day, Incremental: &Stream{Cursor: day}}, Stream{Cursor: day, Incremental: &Stream{Cursor: second}}, changed},
		{"two streams", Stream{Cursor: day}, Stream{Cursor: day, Incremental: &Stream{Cursor: other}}, "breaking cursor-changed stream s"},
		{"another parent", of(day, day), of(day, second), changed},
		{"another parent that is read", of(day, day), of(day, either), ""},
		{"a parent that is not remembered", of(day, day), of(day, nil), ""},
		{"one stream", Stream{Incremental: &Stream{Cursor: day}}, Stream{}, "breaking incremental-removed stream s"},
	} {
		test.old.Name, test.new.Name = "s", "s"
		expect(t, test.name, Compare(Surface{Streams: []Stream{test.old}}, Surface{Streams: []Stream{test.new}}), test.want)
	}
}
