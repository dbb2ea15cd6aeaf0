package value

// filterByName is a filter for map and the like, which learn its name while the
// program runs. It is a switch and not a table because the filters that it
// names call it.
func filterByName(name string) (builtin, bool) {
	switch name {
	case "abs":
		return builtin{call: noArguments(FilterAbs)}, true
	case "attr":
		return builtin{call: func(v Value, a []Value) Value { return FilterAttr(v, a[0]) }, most: 1, required: 1, names: "name"}, true
	case "base64encode":
		return builtin{call: noArguments(FilterBase64Encode)}, true
	case "base64decode":
		return builtin{call: noArguments(FilterBase64Decode)}, true
	case "base64binascii_decode":
		return builtin{call: noArguments(FilterBase64BinasciiDecode)}, true
	case "batch":
		return builtin{call: func(v Value, a []Value) Value { return FilterBatch(v, a[0], a[1]) }, most: 2, required: 1, names: "linecount fill_with"}, true
	case "capitalize":
		return builtin{call: noArguments(FilterCapitalize)}, true
	case "center":
		return builtin{call: func(v Value, a []Value) Value { return FilterCenter(v, a[0]) }, most: 1, names: "width"}, true
	case "default", "d":
		return builtin{call: func(v Value, a []Value) Value { return FilterDefault(v, a[0], a[1]) }, most: 2, names: "default_value boolean"}, true
	case "dictsort":
		return builtin{call: func(v Value, a []Value) Value { return FilterDictsort(v, a[0], a[1], a[2]) }, most: 3, names: "case_sensitive by reverse"}, true
	case "escape", "e":
		return builtin{call: noArguments(FilterEscape)}, true
	case "filesizeformat":
		return builtin{call: func(v Value, a []Value) Value { return FilterFilesizeformat(v, a[0]) }, most: 1, names: "binary"}, true
	case "first":
		return builtin{call: noArguments(FilterFirst)}, true
	case "float":
		return builtin{call: func(v Value, a []Value) Value { return FilterFloat(v, a[0]) }, most: 1, names: "default"}, true
	case "forceescape":
		return builtin{call: noArguments(FilterForceescape)}, true
	case "groupby":
		return builtin{call: func(v Value, a []Value) Value { return FilterGroupby(v, a[0], a[1], a[2]) }, most: 3, required: 1, names: "attribute default case_sensitive"}, true
	case "hash":
		return builtin{call: func(v Value, a []Value) Value { return FilterHash(v, a[0], a[1]) }, most: 2, names: "hash_type salt"}, true
	case "hmac":
		return builtin{call: func(v Value, a []Value) Value { return FilterHmac(v, a[0], a[1]) }, most: 2, required: 1, names: "key hash_type"}, true
	case "indent":
		return builtin{call: func(v Value, a []Value) Value { return FilterIndent(v, a[0], a[1], a[2]) }, most: 3, names: "width first blank"}, true
	case "int":
		return builtin{call: func(v Value, a []Value) Value { return FilterInt(v, a[0], a[1]) }, most: 2, names: "default base"}, true
	case "items":
		return builtin{call: noArguments(FilterItems)}, true
	case "join":
		return builtin{call: func(v Value, a []Value) Value { return FilterJoin(v, a[0], a[1]) }, most: 2, names: "d attribute"}, true
	case "last":
		return builtin{call: noArguments(FilterLast)}, true
	case "length", "count":
		return builtin{call: noArguments(FilterLength)}, true
	case "list":
		return builtin{call: noArguments(FilterList)}, true
	case "lower":
		return builtin{call: noArguments(FilterLower)}, true
	case "max":
		return builtin{call: func(v Value, a []Value) Value { return FilterMax(v, a[0], a[1]) }, most: 2, names: "case_sensitive attribute"}, true
	case "min":
		return builtin{call: func(v Value, a []Value) Value { return FilterMin(v, a[0], a[1]) }, most: 2, names: "case_sensitive attribute"}, true
	case "pprint":
		return builtin{call: noArguments(FilterPprint)}, true
	case "random":
		return builtin{call: noArguments(FilterRandom)}, true
	case "regex_replace":
		return builtin{call: func(v Value, a []Value) Value { return FilterRegexReplace(v, a[0], a[1]) }, most: 2, required: 2, names: "regex replacement"}, true
	case "regex_search":
		return builtin{call: func(v Value, a []Value) Value { return FilterRegexSearch(v, a[0]) }, most: 1, required: 1, names: "regex"}, true
	case "replace":
		return builtin{call: func(v Value, a []Value) Value { return FilterReplace(v, a[0], a[1], a[2]) }, most: 3, required: 2, names: "old new count"}, true
	case "reverse":
		return builtin{call: noArguments(FilterReverse)}, true
	case "round":
		return builtin{call: func(v Value, a []Value) Value { return FilterRound(v, a[0], a[1]) }, most: 2, names: "precision method"}, true
	case "safe":
		return builtin{call: noArguments(FilterSafe)}, true
	case "slice":
		return builtin{call: func(v Value, a []Value) Value { return FilterSlice(v, a[0], a[1]) }, most: 2, required: 1, names: "slices fill_with"}, true
	case "sort":
		return builtin{call: func(v Value, a []Value) Value { return FilterSort(v, a[0], a[1], a[2]) }, most: 3, names: "reverse case_sensitive attribute"}, true
	case "string":
		return builtin{call: noArguments(FilterString)}, true
	case "striptags":
		return builtin{call: noArguments(FilterStriptags)}, true
	case "sum":
		return builtin{call: func(v Value, a []Value) Value { return FilterSum(v, a[0], a[1]) }, most: 2, names: "attribute start"}, true
	case "title":
		return builtin{call: noArguments(FilterTitle)}, true
	case "tojson":
		return builtin{call: func(v Value, a []Value) Value { return FilterTojson(v, a[0]) }, most: 1, names: "indent"}, true
	case "trim":
		return builtin{call: func(v Value, a []Value) Value { return FilterTrim(v, a[0]) }, most: 1, names: "chars"}, true
	case "truncate":
		return builtin{call: func(v Value, a []Value) Value { return FilterTruncate(v, a[0], a[1], a[2], a[3]) }, most: 4, names: "length killwords end leeway"}, true
	case "unique":
		return builtin{call: func(v Value, a []Value) Value { return FilterUnique(v, a[0], a[1]) }, most: 2, names: "case_sensitive attribute"}, true
	case "upper":
		return builtin{call: noArguments(FilterUpper)}, true
	case "urlencode":
		return builtin{call: noArguments(FilterUrlencode)}, true
	case "urlize":
		return builtin{call: func(v Value, a []Value) Value { return FilterUrlize(v, a[0], a[1], a[2], a[3], a[4]) }, most: 5, names: "trim_url_limit nofollow target rel extra_schemes"}, true
	case "wordcount":
		return builtin{call: noArguments(FilterWordcount)}, true
	case "wordwrap":
		return builtin{call: func(v Value, a []Value) Value { return FilterWordwrap(v, a[0], a[1], a[2], a[3]) }, most: 4, names: "width break_long_words wrapstring break_on_hyphens"}, true
	case "xmlattr":
		return builtin{call: func(v Value, a []Value) Value { return FilterXmlattr(v, a[0]) }, most: 1, names: "autospace"}, true
	case "map":
		return builtin{rest: FilterMap}, true
	case "select":
		return builtin{rest: FilterSelect}, true
	case "reject":
		return builtin{rest: FilterReject}, true
	case "selectattr":
		return builtin{rest: FilterSelectattr}, true
	case "rejectattr":
		return builtin{rest: FilterRejectattr}, true
	case "format":
		return builtin{rest: FilterFormat}, true
	}
	return builtin{}, false
}

func noArguments(f func(Value) Value) func(Value, []Value) Value {
	return func(v Value, _ []Value) Value { return f(v) }
}

func oneArgument(f func(v, w Value) Value) func(Value, []Value) Value {
	return func(v Value, a []Value) Value { return f(v, a[0]) }
}

// testByName is a test for select and the like.
func testByName(name string) (builtin, bool) {
	if f := plainTest(name); f != nil {
		return builtin{call: noArguments(f)}, true
	}
	switch name {
	case "divisibleby":
		return builtin{call: oneArgument(IsDivisibleby), most: 1, required: 1, names: "num"}, true
	case "in":
		return builtin{call: oneArgument(IsIn), most: 1, required: 1, names: "seq"}, true
	case "sameas":
		return builtin{call: oneArgument(IsSameas), most: 1, required: 1, names: "other"}, true
	}
	if f := comparison(name); f != nil {
		return builtin{call: oneArgument(f), most: 1, required: 1}, true
	}
	return builtin{}, false
}

func plainTest(name string) func(Value) Value {
	switch name {
	case "boolean":
		return IsBoolean
	case "callable":
		return IsCallable
	case "defined":
		return IsDefined
	case "escaped":
		return IsEscaped
	case "even":
		return IsEven
	case "false":
		return IsFalse
	case "filter":
		return IsFilter
	case "float":
		return IsFloat
	case "integer":
		return IsInteger
	case "iterable":
		return IsIterable
	case "lower":
		return IsLower
	case "mapping":
		return IsMapping
	case "none":
		return IsNone
	case "number":
		return IsNumber
	case "odd":
		return IsOdd
	case "sequence":
		return IsSequence
	case "string":
		return IsString
	case "test":
		return IsTest
	case "true":
		return IsTrue
	case "undefined":
		return IsUndefined
	case "upper":
		return IsUpper
	}
	return nil
}

func comparison(name string) func(v, w Value) Value {
	switch name {
	case "eq", "equalto", "==":
		return Value.Eq
	case "ne", "!=":
		return Value.Ne
	case "lt", "lessthan", "<":
		return Value.Lt
	case "le", "<=":
		return Value.Le
	case "gt", "greaterthan", ">":
		return Value.Gt
	case "ge", ">=":
		return Value.Ge
	}
	return nil
}
