package schema

// The components of this family, in the order of the language.
var decodersComponents = []Component{
	{Name: "JsonDecoder", Doc: "One JSON document; an array is a list of documents."},
	{Name: "JsonItemsDecoder", Doc: "The items of one array of a JSON document, while it arrives.", Fields: []Field{
		required("items_path", "string", "The place of the array, with dots."),
		optional("encoding", "string", "The encoding of the text.").or("utf-8"),
	}},
	{Name: "JsonlDecoder", Doc: "One JSON document a line."},
	{Name: "IterableDecoder", Doc: "Each line is a record with the key \"record\"."},
	{Name: "XmlDecoder", Doc: "One XML document."},
	{Name: "CsvDecoder", Doc: "Comma-separated values with a header.", Fields: []Field{
		optional("encoding", "string", "The encoding of the text.").or("utf-8"),
		optional("delimiter", "string", "What stands between values.").or(","),
		optional("set_values_to_none", "[]string", "Texts that mean null."),
	}},
	{Name: "GzipDecoder", Doc: "Undoes gzip.", Fields: []Field{
		required("decoder", "CsvDecoder|GzipDecoder|JsonDecoder|JsonItemsDecoder|JsonlDecoder", "How what was compressed becomes documents."),
	}},
	{Name: "ZipfileDecoder", Doc: "Opens an archive; each file in it is decoded.", Fields: []Field{
		required("decoder", "CsvDecoder|GzipDecoder|JsonDecoder|JsonItemsDecoder|JsonlDecoder", "How a file becomes documents."),
	}},
	{Name: "CustomDecoder", Doc: "A decoder in code.", Custom: true, Fields: []Field{
		required("class_name", "string", "The Python class, module.path.Class."),
	}},
}
