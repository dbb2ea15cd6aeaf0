package mock

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// Catalog makes of the output of discover a configured catalog that reads every stream in full.
func Catalog(discovered []byte) ([]byte, error) {
	for _, line := range bytes.Split(discovered, []byte("\n")) {
		var message struct {
			Type    string
			Catalog struct{ Streams []json.RawMessage }
		}
		if json.Unmarshal(line, &message) != nil || message.Type != "CATALOG" {
			continue
		}
		type configured struct {
			Stream          json.RawMessage `json:"stream"`
			SyncMode        string          `json:"sync_mode"`
			DestinationMode string          `json:"destination_sync_mode"`
		}
		streams := []configured{}
		for _, s := range message.Catalog.Streams {
			streams = append(streams, configured{s, "full_refresh", "overwrite"})
		}
		out, err := json.Marshal(map[string]any{"streams": streams})
		if err != nil {
			return nil, fmt.Errorf("writing a catalog: %w", err)
		}
		return out, nil
	}
	return nil, errors.New("discover gave no catalog")
}
