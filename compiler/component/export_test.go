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

// Refused says for the tests that a component, or what it is part of, is not lowered yet.
func Refused(typ string) bool {
	return unsupported[typ] != "" || unsupported[partOf[typ]] != ""
}

// AnyRefused says for the tests that there are such components.
func AnyRefused() bool { return len(unsupported) > 0 }
