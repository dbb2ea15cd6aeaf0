package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() {
	stateMigrations.add("LegacyToPerPartitionStateMigration", legacyToPerPartitionStateMigration)
}

// stateMigrations lowers state_migrations: changes of the states that older versions of the connector wrote.
func (b *Builder) stateMigrations(stream *manifest.Node) plan.Expr {
	out := plan.SliceOf("stream", "StateMigration")
	for _, item := range items(stream.Field("state_migrations")) {
		if x := b.lower(stateMigrations, item); x != nil {
			out.Items = append(out.Items, x)
		}
	}
	if out.Items == nil {
		return nil
	}
	return out
}

// legacyToPerPartitionStateMigration lowers LegacyToPerPartitionStateMigration, which makes states by partition of
// those that have the partitions' ids as keys. It names the fields of the stream's router and cursor.
func legacyToPerPartitionStateMigration(b *Builder, n *manifest.Node) plan.Expr {
	router, sync := b.of.Field("retriever").Field("partition_router"), present(b.of, "incremental_sync")
	fields := migratedFields(router)
	switch {
	case sync == nil:
		b.errorf(n, n.Span, "conflict", "LegacyToPerPartitionStateMigration needs an incremental_sync of the stream")
		return nil
	case len(fields) == 0:
		d := b.errorf(n, n.Span, "conflict", "LegacyToPerPartitionStateMigration needs a router with one field for all partitions")
		d.Notef("the partition_router must be a SubstreamPartitionRouter or a UnionPartitionRouter")
		return nil
	}
	m := plan.New("migrate", "LegacyToPerPartitionStateMigration",
		plan.F("CursorField", b.textOf(sync.Field("cursor_field"), b.of, sync.Type()+".cursor_field", configScope)),
		plan.F("PartitionField", b.textOf(fields[0], b.of, router.Type()+".partition_field", configScope)),
	)
	if len(fields) > 1 {
		d := b.warnf(n, n.Span, "no-effect", "LegacyToPerPartitionStateMigration does nothing for a stream of several parents")
		d.Notef("an old state does not say which parent an id is of")
		m.Fields = append(m.Fields, plan.F("SeveralParents", plan.Lit{Value: true}))
	}
	return m
}

// migratedFields are the fields of the partitions of a router, one for each parent.
func migratedFields(router *manifest.Node) (fields []*manifest.Node) {
	if router.Type() == "UnionPartitionRouter" {
		return []*manifest.Node{router.Field("partition_field")}
	}
	for _, parent := range items(router.Field("parent_stream_configs")) {
		fields = append(fields, parent.Field("partition_field"))
	}
	return fields
}
