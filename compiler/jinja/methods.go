package jinja

// An owner is a kind of value that has a method.
type owner uint16

const (
	onStr owner = 1 << iota
	onList
	onDict
	onTime  // datetimes, dates and durations
	onOther // numbers, bytes, sets, the loop, cyclers
)

// A method is what is known of all methods of one name: how few and how many
// arguments the kinds that have it take together (max -1: any number), and
// whether calling it changes its owner.
type method struct {
	owner    owner
	min, max int
	mutates  bool
}

// methods are those of the values that a template can meet. Whose method a call
// means is known when it runs; here only a name that none has is a mistake.
var methods = map[string]method{
	"capitalize": {onStr, 0, 0, false}, "casefold": {onStr, 0, 0, false}, "center": {onStr, 1, 2, false},
	"encode": {onStr, 0, 2, false}, "endswith": {onStr, 1, 3, false}, "expandtabs": {onStr, 0, 1, false},
	"find": {onStr, 1, 3, false}, "format": {onStr, 0, -1, false}, "format_map": {onStr, 1, 1, false},
	"isalnum": {onStr, 0, 0, false}, "isalpha": {onStr, 0, 0, false}, "isascii": {onStr, 0, 0, false},
	"isdecimal": {onStr, 0, 0, false}, "isdigit": {onStr, 0, 0, false}, "isidentifier": {onStr, 0, 0, false},
	"islower": {onStr, 0, 0, false}, "isnumeric": {onStr, 0, 0, false}, "isprintable": {onStr, 0, 0, false},
	"isspace": {onStr, 0, 0, false}, "istitle": {onStr, 0, 0, false}, "isupper": {onStr, 0, 0, false},
	"join": {onStr, 1, 1, false}, "ljust": {onStr, 1, 2, false}, "lower": {onStr, 0, 0, false},
	"lstrip": {onStr, 0, 1, false}, "maketrans": {onStr, 1, 3, false}, "partition": {onStr, 1, 1, false},
	"removeprefix": {onStr, 1, 1, false}, "removesuffix": {onStr, 1, 1, false}, "rfind": {onStr, 1, 3, false},
	"rindex": {onStr, 1, 3, false}, "rjust": {onStr, 1, 2, false}, "rpartition": {onStr, 1, 1, false},
	"rsplit": {onStr, 0, 2, false}, "rstrip": {onStr, 0, 1, false}, "split": {onStr, 0, 2, false},
	"splitlines": {onStr, 0, 1, false}, "startswith": {onStr, 1, 3, false}, "strip": {onStr, 0, 1, false},
	"swapcase": {onStr, 0, 0, false}, "title": {onStr, 0, 0, false}, "translate": {onStr, 1, 1, false},
	"upper": {onStr, 0, 0, false}, "zfill": {onStr, 1, 1, false}, "striptags": {onStr, 0, 0, false},
	"unescape": {onStr, 0, 0, false},

	"append": {onList, 1, 1, true}, "extend": {onList, 1, 1, true}, "insert": {onList, 2, 2, true},
	"remove": {onList | onOther, 1, 1, true}, "reverse": {onList, 0, 0, true}, "sort": {onList, 0, 2, true},
	"clear": {onList | onDict, 0, 0, true}, "pop": {onList | onDict, 0, 2, true},
	"copy":  {onList | onDict, 0, 0, false},
	"count": {onStr | onList, 1, 3, false}, "index": {onStr | onList, 1, 3, false},

	"fromkeys": {onDict, 1, 2, false}, "get": {onDict, 1, 2, false}, "items": {onDict, 0, 0, false},
	"keys": {onDict, 0, 0, false}, "values": {onDict, 0, 0, false}, "popitem": {onDict, 0, 0, true},
	"setdefault": {onDict, 1, 2, true}, "update": {onDict | onOther, 0, -1, true},
	"lower_items": {onOther, 0, 0, false},

	"astimezone": {onTime, 0, 1, false}, "combine": {onTime, 2, 3, false}, "ctime": {onTime, 0, 0, false},
	"date": {onTime, 0, 0, false}, "dst": {onTime, 0, 0, false}, "fromisocalendar": {onTime, 3, 3, false},
	"fromisoformat": {onTime, 1, 1, false}, "fromordinal": {onTime, 1, 1, false},
	"fromtimestamp": {onTime, 1, 2, false}, "isocalendar": {onTime, 0, 0, false},
	"isoformat": {onTime, 0, 2, false}, "isoweekday": {onTime, 0, 0, false},
	"now": {onTime, 0, 1, false}, "strftime": {onTime, 1, 1, false}, "strptime": {onTime, 2, 2, false},
	"time": {onTime, 0, 0, false}, "timestamp": {onTime, 0, 0, false}, "timetuple": {onTime, 0, 0, false},
	"timetz": {onTime, 0, 0, false}, "today": {onTime, 0, 0, false}, "toordinal": {onTime, 0, 0, false},
	"tzname": {onTime, 0, 0, false}, "utcfromtimestamp": {onTime, 1, 1, false}, "utcnow": {onTime, 0, 0, false},
	"utcoffset": {onTime, 0, 0, false}, "utctimetuple": {onTime, 0, 0, false}, "weekday": {onTime, 0, 0, false},
	"total_seconds": {onTime, 0, 0, false}, "totimedelta": {onTime, 0, 2, false},
	"replace": {onStr | onTime, 0, 8, false},

	"as_integer_ratio": {onOther, 0, 0, false}, "bit_count": {onOther, 0, 0, false},
	"bit_length": {onOther, 0, 0, false}, "conjugate": {onOther, 0, 0, false}, "decode": {onOther, 0, 2, false},
	"from_bytes": {onOther, 1, 3, false}, "fromhex": {onOther, 1, 1, false}, "hex": {onOther, 0, 2, false},
	"is_integer": {onOther, 0, 0, false}, "to_bytes": {onOther, 0, 3, false},
	"add": {onOther, 1, 1, true}, "discard": {onOther, 1, 1, true},
	"difference": {onOther, 0, -1, false}, "difference_update": {onOther, 0, -1, true},
	"intersection": {onOther, 0, -1, false}, "intersection_update": {onOther, 0, -1, true},
	"isdisjoint": {onOther, 1, 1, false}, "issubset": {onOther, 1, 1, false}, "issuperset": {onOther, 1, 1, false},
	"symmetric_difference": {onOther, 1, 1, false}, "symmetric_difference_update": {onOther, 1, 1, true},
	"union":   {onOther, 0, -1, false},
	"changed": {onOther, 0, -1, true}, "cycle": {onOther, 1, -1, true},
	"next": {onOther, 0, 0, true}, "reset": {onOther, 0, 0, true},
}
