package jinja

// Reads finds where a template first reads a variable, as offsets in its text. A text that is no template reads none.
func Reads(template, name string) (start, end int, ok bool) {
	n := normalise(template)
	if !hasTemplate(n.text) {
		return 0, 0, false
	}
	body, fault := parse(n.text)
	if fault != nil {
		return 0, 0, false
	}
	found := mentionOf(body, name)
	if found == nil {
		return 0, 0, false
	}
	return n.offset(found.start), n.offset(found.end), true
}
