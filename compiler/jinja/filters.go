package jinja

// A function is what a table knows of a filter, a test or a macro: its
// parameters in order, how many of them it needs, and its name in runtime/value.
type function struct {
	goName   string
	params   []string
	required int
	// positional parameters are never named; lists take any arguments, as two slices.
	positional, lists bool
	// variadic functions take any number of positional arguments, one by one.
	variadic bool
	// unsteady functions give another result each time.
	unsteady bool
}

func fixed(goName string, required int, params ...string) function {
	return function{goName: goName, params: params, required: required}
}

func lists(goName string) function { return function{goName: goName, lists: true} }

// filters are the filters of Jinja and those that the framework adds.
var filters = map[string]function{
	"abs":                   fixed("FilterAbs", 0),
	"attr":                  fixed("FilterAttr", 1, "name"),
	"base64binascii_decode": fixed("FilterBase64BinasciiDecode", 0),
	"base64decode":          fixed("FilterBase64Decode", 0),
	"base64encode":          fixed("FilterBase64Encode", 0),
	"batch":                 fixed("FilterBatch", 1, "linecount", "fill_with"),
	"capitalize":            fixed("FilterCapitalize", 0),
	"center":                fixed("FilterCenter", 0, "width"),
	"count":                 fixed("FilterLength", 0),
	"d":                     fixed("FilterDefault", 0, "default_value", "boolean"),
	"default":               fixed("FilterDefault", 0, "default_value", "boolean"),
	"dictsort":              fixed("FilterDictsort", 0, "case_sensitive", "by", "reverse"),
	"e":                     fixed("FilterEscape", 0),
	"escape":                fixed("FilterEscape", 0),
	"filesizeformat":        fixed("FilterFilesizeformat", 0, "binary"),
	"first":                 fixed("FilterFirst", 0),
	"float":                 fixed("FilterFloat", 0, "default"),
	"forceescape":           fixed("FilterForceescape", 0),
	"format":                lists("FilterFormat"),
	"groupby":               fixed("FilterGroupby", 1, "attribute", "default", "case_sensitive"),
	"hash":                  fixed("FilterHash", 0, "hash_type", "salt"),
	"hmac":                  fixed("FilterHmac", 1, "key", "hash_type"),
	"indent":                fixed("FilterIndent", 0, "width", "first", "blank"),
	"int":                   fixed("FilterInt", 0, "default", "base"),
	"items":                 fixed("FilterItems", 0),
	"join":                  fixed("FilterJoin", 0, "d", "attribute"),
	"last":                  fixed("FilterLast", 0),
	"length":                fixed("FilterLength", 0),
	"list":                  fixed("FilterList", 0),
	"lower":                 fixed("FilterLower", 0),
	"map":                   lists("FilterMap"),
	"max":                   fixed("FilterMax", 0, "case_sensitive", "attribute"),
	"min":                   fixed("FilterMin", 0, "case_sensitive", "attribute"),
	"pprint":                fixed("FilterPprint", 0),
	"random":                {goName: "FilterRandom", unsteady: true},
	"regex_replace":         fixed("FilterRegexReplace", 2, "regex", "replacement"),
	"regex_search":          fixed("FilterRegexSearch", 1, "regex"),
	"reject":                lists("FilterReject"),
	"rejectattr":            lists("FilterRejectattr"),
	"replace":               fixed("FilterReplace", 2, "old", "new", "count"),
	"reverse":               fixed("FilterReverse", 0),
	"round":                 fixed("FilterRound", 0, "precision", "method"),
	"safe":                  fixed("FilterSafe", 0),
	"select":                lists("FilterSelect"),
	"selectattr":            lists("FilterSelectattr"),
	"slice":                 fixed("FilterSlice", 1, "slices", "fill_with"),
	"sort":                  fixed("FilterSort", 0, "reverse", "case_sensitive", "attribute"),
	"string":                fixed("FilterString", 0),
	"striptags":             fixed("FilterStriptags", 0),
	"sum":                   fixed("FilterSum", 0, "attribute", "start"),
	"title":                 fixed("FilterTitle", 0),
	"tojson":                fixed("FilterTojson", 0, "indent"),
	"trim":                  fixed("FilterTrim", 0, "chars"),
	"truncate":              fixed("FilterTruncate", 0, "length", "killwords", "end", "leeway"),
	"unique":                fixed("FilterUnique", 0, "case_sensitive", "attribute"),
	"upper":                 fixed("FilterUpper", 0),
	"urlencode":             fixed("FilterUrlencode", 0),
	"urlize":                fixed("FilterUrlize", 0, "trim_url_limit", "nofollow", "target", "rel", "extra_schemes"),
	"wordcount":             fixed("FilterWordcount", 0),
	"wordwrap":              fixed("FilterWordwrap", 0, "width", "break_long_words", "wrapstring", "break_on_hyphens"),
	"xmlattr":               fixed("FilterXmlattr", 0, "autospace"),
}

// namedFilters and namedTests are the filters whose first argument, when it is a
// text, is the name of a filter or, at the given position, of a test.
var (
	namedFilters = map[string]int{"map": 0}
	namedTests   = map[string]int{"select": 0, "reject": 0, "selectattr": 1, "rejectattr": 1}
)
