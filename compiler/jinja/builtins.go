package jinja

// macros are the functions that every template may call: those of the
// framework, and the globals of Jinja that it has left in place.
var macros = map[string]function{
	"camel_case_to_snake_case": fixed("CamelCaseToSnakeCase", 1, "value"),
	"cycler":                   lists("GlobalCycler"),
	"day_delta":                {goName: "DayDelta", params: []string{"num_days", "format"}, required: 1, unsteady: true},
	"dict":                     lists("GlobalDict"),
	"duration":                 fixed("MacroDuration", 1, "datestring"),
	"format_datetime":          fixed("FormatDatetime", 2, "dt", "format", "input_format"),
	"generate_uuid":            {goName: "GenerateUUID", unsteady: true},
	"joiner":                   fixed("GlobalJoiner", 0, "sep"),
	"max":                      {goName: "MacroMax", variadic: true},
	"min":                      {goName: "MacroMin", variadic: true},
	"namespace":                lists("GlobalNamespace"),
	"now_utc":                  {goName: "NowUTC", unsteady: true},
	"sanitize_url":             fixed("SanitizeURL", 1, "value"),
	"str_to_datetime":          fixed("StrToDatetime", 1, "s"),
	"timestamp":                fixed("Timestamp", 1, "dt"),
	"today_utc":                {goName: "TodayUTC", unsteady: true},
	"today_with_timezone":      {goName: "TodayWithTimezone", params: []string{"timezone"}, required: 1, unsteady: true},
}

// absent are globals that the reference's templates have and ours do not.
var absent = map[string]string{
	"lipsum": "lipsum writes random filler text",
}
