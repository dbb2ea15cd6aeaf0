package schema

// The components of this family, in the order of the language.
var cursorsComponents = []Component{
	{Name: "DatetimeBasedCursor", Doc: "Goes on from the newest record of the last sync.", Fields: []Field{
		optional("clamping", "Clamping", "Aligns windows with days, weeks or months."),
		required("cursor_field", "string", "The field that has the date."),
		optional("allow_catalog_defined_cursor_field", "boolean", "Whether the catalog may name another field."),
		optional("cursor_datetime_formats", "[]string", "More formats of dates in records."),
		required("start_datetime", "MinMaxDatetime|string", "The earliest date to read."),
		optional("start_time_option", "RequestOption", "Where the start of a window goes in a request."),
		optional("end_datetime", "MinMaxDatetime|string", "The latest date to read. Now when left out."),
		optional("end_time_option", "RequestOption", "Where the end of a window goes in a request."),
		required("datetime_format", "string", "The format of dates in requests and states."),
		optional("cursor_granularity", "string", "An ISO 8601 duration: the smallest difference of two dates."),
		optional("is_data_feed", "boolean", "Whether the newest records come first, so that reading can stop at an old one."),
		optional("is_client_side_incremental", "boolean", "Whether the connector itself drops old records."),
		optional("is_compare_strictly", "boolean", "Whether a window that begins where it ends is left out."),
		optional("global_substream_cursor", "boolean", "Whether all partitions share one state."),
		optional("lookback_window", "string", "An ISO 8601 duration that is read again."),
		optional("partition_field_end", "string", "The name of a window's end in templates."),
		optional("partition_field_start", "string", "The name of a window's start in templates."),
		optional("step", "string", "An ISO 8601 duration: the length of a window. One window when left out."),
	}},
	{Name: "Clamping", Doc: "Aligns windows.", Plain: true, Fields: []Field{
		required("target", "string", "What with."),
		optional("target_details", "object", "On which day a week begins."),
	}},
	{Name: "MinMaxDatetime", Doc: "A date between limits.", Fields: []Field{
		required("datetime", "string", "The date."),
		optional("datetime_format", "string", "Its format. The cursor's when left out."),
		optional("max_datetime", "string", "The latest that it may be."),
		optional("min_datetime", "string", "The earliest that it may be."),
	}},
	{Name: "IncrementingCountCursor", Doc: "Goes on from the highest number of the last sync.", Fields: []Field{
		required("cursor_field", "string", "The field that has the number."),
		optional("allow_catalog_defined_cursor_field", "boolean", "Whether the catalog may name another field."),
		optional("start_value", "string|integer", "The lowest number to read."),
		optional("start_value_option", "RequestOption", "Where the number goes in a request."),
	}},
	{Name: "LegacyToPerPartitionStateMigration", Doc: "Reads states that have partitions as keys.", TypeOptional: true},
}
