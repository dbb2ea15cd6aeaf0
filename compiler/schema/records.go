package schema

// The components of this family, in the order of the language.
var recordsComponents = []Component{
	{Name: "RecordSelector", Doc: "Which records a page holds, and which of them count.", Fields: []Field{
		required("extractor", "DpathExtractor|CustomRecordExtractor|CombinedExtractor", "Finds the records."),
		optional("record_filter", "RecordFilter|CustomRecordFilter", "Keeps some of them. All when left out."),
		optional("schema_normalization", "enum(Default,None)|CustomSchemaNormalization", "Whether values are converted to the types of the schema."),
		optional("transform_before_filtering", "boolean", "Whether transformations come before the filter."),
	}},
	{Name: "CustomSchemaNormalization", Doc: "A conversion in code.", Custom: true, Fields: []Field{
		required("class_name", "string", "The Python class, module.path.Class."),
	}},
	{Name: "RecordFilter", Doc: "Keeps the records for which a condition is true.", Fields: []Field{
		optional("condition", "string", "A template over record."),
	}},
	{Name: "DpathExtractor", Doc: "The records at a path of the body.", Fields: []Field{
		required("field_path", "[]string", "The path; * is every element. Empty for the body itself."),
		optional("record_expander", "RecordExpander", "Makes several records of one."),
	}},
	{Name: "CombinedExtractor", Doc: "Several extractors.", Fields: []Field{
		required("extractors", "[](DpathExtractor|CustomRecordExtractor|CombinedExtractor){1}", "The extractors, in order."),
		optional("mode", "enum(union,first_match)", "All their records, or those of the first that finds any.").or("union"),
		optional("skip_empty_records", "boolean", "Whether empty records are left out."),
	}},
	{Name: "ResponseToFileExtractor", Doc: "Rows of CSV that are kept in a file while they are read.", Fields: []Field{
		optional("preserve_na_values", "boolean", "Whether words such as NA stay texts."),
	}},
	{Name: "RecordExpander", Doc: "Makes a record of each element of a list in a record.", Fields: []Field{
		required("expand_records_from_field", "[]string", "Where the list is."),
		optional("remain_original_record", "boolean", "Whether each new record keeps the old one."),
		optional("parent_fields", "[]ParentFieldPath", "Fields of the old record that each new one gets."),
		optional("merge_parent", "boolean", "Whether each new record has all fields of the old one."),
		optional("on_no_records", "enum(skip,emit_parent)", "What happens to a record without such a list.").or("skip"),
		optional("truncation_indicator_path", "[]string", "Where a record says that its list is cut."),
		optional("truncated_list_retriever", "SimpleRetriever|CustomRetriever", "Reads the whole list."),
	}},
	{Name: "ParentFieldPath", Doc: "A field to carry over.", Fields: []Field{
		required("parent_path", "[]string", "Where it is."),
		required("record_path", "[]string", "Where it goes."),
	}},
	{Name: "AddFields", Doc: "Sets fields of each record.", Fields: []Field{
		required("fields", "[]AddedFieldDefinition", "The fields, in order."),
		optional("condition", "string", "Only when this is true. Always when left out."),
	}},
	{Name: "AddedFieldDefinition", Doc: "One field to set.", Fields: []Field{
		required("path", "[]string", "Where it goes."),
		required("value", "string", "A template over record and slice."),
		optional("value_type", "enum(string,number,integer,boolean)", "The type that the value must have. As the text looks when left out."),
	}},
	{Name: "RemoveFields", Doc: "Removes fields of each record.", Fields: []Field{
		optional("condition", "string", "Only values for which this is true, a template over property."),
		required("field_pointers", "[][]string", "Paths of the fields; parts may be globs."),
	}},
	{Name: "KeysToLower", Doc: "The keys of a record in lower case."},
	{Name: "KeysToSnakeCase", Doc: "The keys of a record, and of its objects, in snake case."},
	{Name: "KeysReplace", Doc: "Replaces a text in the keys of a record.", Fields: []Field{
		required("old", "string", "The text."),
		required("new", "string", "What replaces it."),
	}},
	{Name: "FlattenFields", Doc: "A nested record becomes a flat one.", Fields: []Field{
		optional("flatten_lists", "boolean", "Whether lists are flattened too.").or(true),
	}},
	{Name: "DpathFlattenFields", Doc: "The keys of an object in a record move to the top.", Fields: []Field{
		required("field_path", "[]string", "Where the object is."),
		optional("delete_origin_value", "boolean", "Whether it is removed from there."),
		optional("replace_record", "boolean", "Whether it replaces the record."),
		optional("key_transformation", "KeyTransformation", "Changes of the keys."),
	}},
	{Name: "KeyTransformation", Doc: "What is put around a key.", Fields: []Field{
		optional("prefix", "string", "What goes before it."),
		optional("suffix", "string", "What goes after it."),
	}},
}
