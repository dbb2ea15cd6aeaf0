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
	defer func(n *manifest.Node) { b.migrated = n }(b.migrated)
	b.migrated = stream
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
	router := b.migrated.Field("retriever").Field("partition_router")
	sync := present(b.migrated, "incremental_sync")
	if sync == nil {
		b.errorf(n, n.Span, "conflict", "LegacyToPerPartitionStateMigration needs an incremental_sync of the stream")
		return nil
	}
	m := plan.New("migrate", "LegacyToPerPartitionStateMigration",
		plan.F("CursorField", b.textOf(sync.Field("cursor_field"), b.migrated, sync.Type()+".cursor_field", configScope)),
	)
	switch parents := items(router.Field("parent_stream_configs")); {
	case router.Type() == "UnionPartitionRouter":
		m.Fields = appendField(m.Fields, "PartitionField", b.textOf(router.Field("partition_field"), b.migrated, "UnionPartitionRouter.partition_field", configScope))
	case router.Type() == "SubstreamPartitionRouter" && len(parents) > 0:
		m.Fields = appendField(m.Fields, "PartitionField", b.textOf(parents[0].Field("partition_field"), b.migrated, "ParentStreamConfig.partition_field", configScope))
		if len(parents) > 1 {
			m.Fields = append(m.Fields, plan.F("SeveralParents", plan.Lit{Value: true}))
		}
	case router.Type() != "CustomPartitionRouter":
		d := b.errorf(n, n.Span, "conflict", "LegacyToPerPartitionStateMigration needs a router with one field for all partitions")
		d.Notef("the partition_router must be a SubstreamPartitionRouter or a UnionPartitionRouter")
		return nil
	}
	return m
}
