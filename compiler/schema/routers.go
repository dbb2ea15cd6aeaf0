package schema

// The components of this family, in the order of the language.
var routersComponents = []Component{
	{Name: "ListPartitionRouter", Doc: "One partition for each of some values.", Fields: []Field{
		required("cursor_field", "string", "The name of the value in templates."),
		required("values", "string|[]string", "The values, or a template of them."),
		optional("request_option", "RequestOption", "Where the value goes in a request."),
	}},
	{Name: "SubstreamPartitionRouter", Doc: "One partition for each record of other streams.", Fields: []Field{
		required("parent_stream_configs", "[]ParentStreamConfig", "The other streams."),
	}},
	{Name: "ParentStreamConfig", Doc: "A stream whose records make partitions.", Fields: []Field{
		required("stream", "DeclarativeStream|StateDelegatingStream", "The stream."),
		required("parent_key", "string", "Where its records have the value."),
		required("partition_field", "string", "The name of the value in templates."),
		optional("request_option", "RequestOption", "Where the value goes in a request."),
		optional("incremental_dependency", "boolean", "Whether the parent goes on from its own last sync too."),
		optional("lazy_read_pointer", "[]string", "Where the parent's record holds the first page of the child."),
		optional("extra_fields", "[][]string", "More of the parent's record for templates."),
	}},
	{Name: "GroupingPartitionRouter", Doc: "Several partitions in one request.", Fields: []Field{
		required("group_size", "integer", "How many."),
		required("underlying_partition_router", "ListPartitionRouter|SubstreamPartitionRouter|UnionPartitionRouter|CustomPartitionRouter", "The partitions."),
		optional("deduplicate", "boolean", "Whether a value counts once.").or(true),
	}},
	{Name: "UnionPartitionRouter", Doc: "The partitions of several routers, each value once.", Fields: []Field{
		required("partition_field", "string", "The name of the value in templates."),
		required("partition_routers", "[](ListPartitionRouter|SubstreamPartitionRouter|UnionPartitionRouter|CustomPartitionRouter){2}", "The routers."),
	}},
}
