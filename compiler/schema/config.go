package schema

// The components of this family, in the order of the language.
var configComponents = []Component{
	{Name: "ConfigMigration", Doc: "A change of the config that is written back.", Fields: []Field{
		optional("description", "string", "Why the change is made."),
		required("transformations", "[](ConfigRemapField|ConfigAddFields|ConfigRemoveFields|CustomConfigTransformation)", "The changes, in order."),
	}},
	{Name: "ConfigAddFields", Doc: "Sets keys of the config.", Fields: []Field{
		required("fields", "[]AddedFieldDefinition", "The keys and their values."),
		optional("condition", "string", "Only when this is true. Always when left out."),
	}},
	{Name: "ConfigRemapField", Doc: "Replaces a value of the config by another.", Fields: []Field{
		required("map", "object|string", "The new values by the old ones."),
		required("field_path", "[]string", "Where the value is."),
	}},
	{Name: "ConfigRemoveFields", Doc: "Removes keys of the config.", Fields: []Field{
		required("field_pointers", "[][]string", "Paths of the keys; parts may be globs."),
		optional("condition", "string", "Only when this is true. Always when left out."),
	}},
	{Name: "CustomConfigTransformation", Doc: "A change of the config in code.", Custom: true, Fields: []Field{
		required("class_name", "string", "The Python class, module.path.Class."),
	}},
	{Name: "DpathValidator", Doc: "Checks the values at a path of the config.", Fields: []Field{
		required("field_path", "[]string", "The path; * is every element."),
		required("validation_strategy", "ValidateAdheresToSchema|CustomValidationStrategy", "What the values must satisfy."),
	}},
	{Name: "PredicateValidator", Doc: "Checks one value.", Fields: []Field{
		required("value", "string|number|object|array|boolean|null", "The value."),
		required("validation_strategy", "ValidateAdheresToSchema|CustomValidationStrategy", "What it must satisfy."),
	}},
	{Name: "ValidateAdheresToSchema", Doc: "A value must satisfy a JSON schema.", Fields: []Field{
		required("base_schema", "string|object", "The schema."),
	}},
	{Name: "CustomValidationStrategy", Doc: "A check in code.", Custom: true, Fields: []Field{
		required("class_name", "string", "The Python class, module.path.Class."),
	}},
}
