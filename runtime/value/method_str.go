package value

// strMethod is a method of str.
func strMethod(name string) (builtin, bool) {
	switch name {
	case "capitalize", "casefold", "lower", "swapcase", "title", "upper":
		return builtin{call: strCase(name)}, true
	case "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower", "isnumeric", "isprintable",
		"isspace", "istitle", "isupper":
		return builtin{call: strIs(name)}, true
	case "center", "ljust", "rjust":
		return builtin{call: strPad(name), most: 2, required: 1}, true
	case "zfill":
		return builtin{call: strZfill, most: 1, required: 1}, true
	case "expandtabs":
		return builtin{call: strExpandTabs, most: 1, names: "tabsize"}, true
	case "strip", "lstrip", "rstrip":
		return builtin{call: strStrip(name), most: 1}, true
	case "removeprefix", "removesuffix":
		return builtin{call: strRemove(name), most: 1, required: 1}, true
	case "split", "rsplit":
		return builtin{call: strSplit(name), most: 2, names: "sep maxsplit"}, true
	case "splitlines":
		return builtin{call: strSplitLines, most: 1, names: "keepends"}, true
	case "partition", "rpartition":
		return builtin{call: strPartition(name), most: 1, required: 1}, true
	case "replace":
		return builtin{call: strReplace, most: 3, required: 2}, true
	case "join":
		return builtin{call: strJoin, most: 1, required: 1}, true
	case "find", "rfind", "index", "rindex", "count":
		return builtin{call: strFind(name), most: 3, required: 1}, true
	case "startswith", "endswith":
		return builtin{call: strAffix(name), most: 3, required: 1}, true
	case "format":
		return builtin{rest: strFormat}, true
	case "format_map":
		return builtin{call: strFormatMap, most: 1, required: 1}, true
	case "encode":
		return builtin{call: strEncode, most: 2, names: "encoding errors"}, true
	case "translate":
		return builtin{call: strTranslate, most: 1, required: 1}, true
	}
	return builtin{}, false
}

// sameKind is a text that a method made of v: escaped text stays escaped.
func sameKind(v Value, s string) Value {
	if v.isMarkup() {
		return markup(s)
	}
	return Str(s)
}

func strCase(name string) func(Value, []Value) Value {
	change := map[string]func(string) string{
		"capitalize": capitalize, "casefold": casefold, "lower": lower, "swapcase": swapcase, "title": titlecase, "upper": upper,
	}[name]
	return func(v Value, _ []Value) Value { return sameKind(v, change(v.text())) }
}

func strIs(name string) func(Value, []Value) Value {
	return func(v Value, _ []Value) Value { return Bool(textIs(name, v.text())) }
}
