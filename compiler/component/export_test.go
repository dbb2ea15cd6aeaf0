package component

// SlotOf says for the tests which slot takes a component, "" if none does.
func SlotOf(typ string) string {
	for _, s := range allSlots {
		if _, ok := s.by[typ]; ok {
			return s.what
		}
	}
	return ""
}

// Snake is the name of a component's three files.
func Snake(typ string) string { return snake(typ) }
