package chaos

import (
	"encoding/json"
	"time"
)

// A rule says whether a reading that goes on from a state leaves a record out.
type rule func(record json.RawMessage) bool

// covers is the rule of a state of one of the manifest's streams.
func (a *api) covers(stream string, state json.RawMessage) func(json.RawMessage) bool {
	if stream == "repairs" {
		return a.coversRepair(state)
	}
	var from cursor
	parse(state, &from)
	return func(record json.RawMessage) bool {
		// What is as old as the state is read again; a stream without a cursor is read anew.
		return itemOf(record).UpdatedAt < from.UpdatedAt
	}
}

// A cursor is the state of a partition.
type cursor struct {
	UpdatedAt string `json:"updated_at"`
}

// coversRepair is the rule of a state of repairs: one is left out when its shop's
// cursor is behind it, or when the shops are read from one on that changed later.
func (a *api) coversRepair(state json.RawMessage) rule {
	var s struct {
		UseGlobalCursor bool `json:"use_global_cursor"`
		States          []struct {
			Partition struct{ Shop int }
			Cursor    cursor
		}
		State    *cursor
		Lookback int `json:"lookback_window"`
		Parents  *struct {
			Shops cursor
		} `json:"parent_state"`
	}
	parse(state, &s)
	var global, shops cursor
	if s.State != nil {
		shops = *s.State // what the shops go on from when no state is kept for them
		at, err := time.Parse(layout, s.State.UpdatedAt)
		if err != nil {
			panic(err)
		}
		global.UpdatedAt = at.Add(-time.Duration(s.Lookback) * time.Second).Format(layout)
	}
	if s.Parents != nil && s.Parents.Shops.UpdatedAt != "" {
		shops = s.Parents.Shops
	}
	own := map[int]cursor{}
	for _, one := range s.States {
		own[one.Partition.Shop] = one.Cursor
	}
	changed := map[int]string{}
	for _, shop := range a.items["/shops"] {
		changed[shop.ID] = shop.UpdatedAt
	}
	return func(record json.RawMessage) bool {
		repair := itemOf(record)
		from, known := own[repair.Shop]
		if !known || s.UseGlobalCursor {
			from = global
		}
		return repair.UpdatedAt < from.UpdatedAt || changed[repair.Shop] < shops.UpdatedAt
	}
}

func itemOf(record json.RawMessage) item {
	var i item
	parse(record, &i)
	return i
}

// parse reads what the connector or the API wrote, both of which were found to be JSON.
func parse(text json.RawMessage, v any) {
	if err := json.Unmarshal(text, v); err != nil {
		panic(err)
	}
}
