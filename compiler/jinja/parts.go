package jinja

// A Part is a piece of a template: text that is printed as it stands, or a print statement.
type Part struct{ Text, Print string }

// Parts are the pieces of a template; false for one with statements, and for one that cannot be read.
func Parts(template string) (parts []Part, ok bool) {
	text := normalise(template).text
	begin, open := 0, false
	for _, t := range lex(text) {
		switch t.kind {
		case tokFault, tokBlockBegin:
			return nil, false
		case tokData:
			parts = append(parts, Part{Text: t.text})
		case tokVariableBegin:
			begin, open = t.start, true
		case tokVariableEnd:
			parts, open = append(parts, Part{Print: text[begin:t.end]}), false
		}
	}
	if open {
		return nil, false
	}
	return parts, true
}

// Lookup is the way from a variable to what a template prints, if that is all that it does: "a" and 0 for
// {{ name.a[0] }} and {{ name['a'].get(0) }}.
func Lookup(template, name string) (keys []any, ok bool) {
	body, fault := parse(normalise(template).text)
	if fault != nil {
		return nil, false
	}
	parts, ok := printed(body)
	if !ok || len(parts) != 1 {
		return nil, false
	}
	return lookup(parts[0], name)
}

func lookup(e expr, name string) (keys []any, ok bool) {
	var of expr
	var key any
	switch e := e.(type) {
	case *nameExpr:
		return nil, e.name == name
	case *attrExpr:
		if methods[e.name].owner&onDict != 0 {
			return nil, false
		}
		of, key = e.x, e.name
	case *indexExpr:
		constant, ok := e.key.(*constExpr)
		if !ok {
			return nil, false
		}
		of, key = e.x, constant.value
	case *callExpr:
		get, ok := e.fun.(*attrExpr)
		if !ok || get.name != "get" || len(e.args) != 1 || len(e.exprs()) != 1 {
			return nil, false
		}
		constant, ok := e.args[0].(*constExpr)
		if !ok {
			return nil, false
		}
		of, key = get.x, constant.value
	default:
		return nil, false
	}
	keys, ok = lookup(of, name)
	return append(keys, key), ok
}
