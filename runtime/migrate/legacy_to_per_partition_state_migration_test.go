package migrate_test

import (
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/migrate"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestMigrate(t *testing.T) {
	for name, test := range map[string]struct {
		state, want    string
		severalParents bool
	}{
		"cursors by id": {
			state: `{"13":{"at":"2024-01-01"},"a":{"at":"2024-02-01"}}`,
			want:  `{"states":[{"partition":{"pid":"13"},"cursor":{"at":"2024-01-01"}},{"partition":{"pid":"a"},"cursor":{"at":"2024-02-01"}}]}`,
		},
		"a cursor of null":   {state: `{"13":{"at":null}}`, want: `{"states":[{"partition":{"pid":"13"},"cursor":{"at":null}}]}`},
		"already migrated":   {state: `{"states":[]}`, want: `{"states":[]}`},
		"an id named states": {state: `{"states":{"at":"2024-01-01"}}`, want: `{"states":{"at":"2024-01-01"}}`},
		"a global cursor":    {state: `{"at":"2024-01-01"}`, want: `{"at":"2024-01-01"}`},
		"nothing":            {state: `{}`, want: `{}`},
		"another cursor":     {state: `{"13":{"on":"2024-01-01"}}`, want: `{"13":{"on":"2024-01-01"}}`},
		"more than a cursor": {state: `{"13":{"at":"2024-01-01","page":2}}`, want: `{"13":{"at":"2024-01-01","page":2}}`},
		"only some cursors":  {state: `{"13":{"at":"2024-01-01"},"14":7}`, want: `{"13":{"at":"2024-01-01"},"14":7}`},
		"several parents": {
			state:          `{"13":{"at":"2024-01-01"}}`,
			want:           `{"13":{"at":"2024-01-01"}}`,
			severalParents: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			state, err := value.Parse([]byte(test.state))
			if err != nil {
				t.Fatal(err)
			}
			migrated, err := migration(test.severalParents).Migrate(state)
			if err != nil {
				t.Fatal(err)
			}
			if got := string(migrated.AppendJSON(nil)); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestMigrateNoState(t *testing.T) {
	if migrated, err := migration(false).Migrate(value.Value{}); err != nil || !migrated.IsUndefined() {
		t.Errorf("no state became %s (%v)", migrated.Repr(), err)
	}
}

func TestConstructTellsOfBadTemplates(t *testing.T) {
	bad := config.Text("{{ config['missing'].x }}", config.Config{}, func(config.Config) value.Value {
		return value.Fail("UndefinedError", "there is no such thing")
	})
	for name, m := range map[string]migrate.LegacyToPerPartitionStateMigration{
		"cursor field":    {CursorField: bad, PartitionField: config.Fixed("pid")},
		"partition field": {CursorField: config.Fixed("at"), PartitionField: bad},
	} {
		if err := m.Construct(nil); err == nil {
			t.Errorf("%s: Construct succeeded", name)
		}
		if _, err := m.Migrate(value.DictOf()); err == nil {
			t.Errorf("%s: Migrate succeeded", name)
		}
	}
}

func migration(severalParents bool) migrate.LegacyToPerPartitionStateMigration {
	return migrate.LegacyToPerPartitionStateMigration{
		CursorField:    config.Fixed("at"),
		PartitionField: config.Fixed("pid"),
		SeveralParents: severalParents,
	}
}
