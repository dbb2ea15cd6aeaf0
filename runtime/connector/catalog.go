package connector

import (
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A configured stream is one entry of the catalog.
type configured struct {
	name        string
	cursorField []string // where the catalog names the field to go on by
	schema      value.Value
}

// readCatalog reads the configured streams, in their order. What else the catalog
// says about a stream is checked and means nothing here.
func readCatalog(path string) ([]configured, error) {
	v, err := readJSON(path)
	if err != nil {
		return nil, err
	}
	c := &shape{}
	c.isObject("", v)
	var streams []configured
	for i, entry := range c.list("", v, "streams") {
		at := fmt.Sprintf("streams/%d", i)
		c.isObject(at, entry)
		c.oneOf(at, entry, "sync_mode", "full_refresh", "incremental")
		c.oneOf(at, entry, "destination_sync_mode", "append", "overwrite", "append_dedup", "update", "soft_delete")
		fields := c.texts(at, entry, "cursor_field")
		described := c.object(at, entry, "stream")
		if described.Kind() != value.KindDict {
			continue
		}
		at += "/stream"
		streams = append(streams, configured{
			name:        c.text(at, described, "name"),
			cursorField: fields,
			schema:      c.object(at, described, "json_schema"),
		})
		c.list(at, described, "supported_sync_modes")
	}
	return streams, c.err()
}

// nameCursorFields gives the streams the cursor fields that the catalog names; those that they read as parents keep their own.
func nameCursorFields(streams []*stream.Stream, catalog []configured) error {
	named := map[string][]string{}
	for _, c := range catalog {
		named[c.name] = c.cursorField
	}
	for _, s := range streams {
		if fields := named[s.Name]; len(fields) > 0 && fields[0] != "" {
			if err := s.NameCursorField(fields); err != nil {
				return err
			}
		}
	}
	return nil
}

// schemasOf are the schemas that the catalog has for the streams.
func schemasOf(catalog []configured) map[string]value.Value {
	schemas := map[string]value.Value{}
	for _, c := range catalog {
		schemas[c.name] = c.schema
	}
	return schemas
}
