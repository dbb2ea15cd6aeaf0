package schema

// The components of this family, in the order of the language.
var sourceComponents = []Component{
	{Name: "DeclarativeSource", Doc: "A connector: its streams, its spec and how it is checked.", Closed: true, Fields: []Field{
		required("check", "CheckStream|CheckDynamicStream", "How `check` finds out whether a config works."),
		optional("streams", "[](ConditionalStreams|DeclarativeStream|StateDelegatingStream)", "The streams, in the order of the catalog."),
		optional("dynamic_streams", "[]DynamicDeclarativeStream", "Templates of streams whose number is known only when the connector runs."),
		required("version", "string", "The version of the language that the manifest was written for. A text; nothing depends on it."),
		optional("schemas", "object", "Schemas by stream name, for references; never executed."),
		optional("definitions", "object", "Pieces for references; never executed."),
		optional("spec", "Spec", "The configuration that users fill in."),
		optional("concurrency_level", "ConcurrencyLevel", "How many partitions are read at once. Two when left out."),
		optional("api_budget", "HTTPAPIBudget", "Limits on how often the API is called."),
		optional("stream_groups", "map(StreamGroup)", "Streams that must not run at the same time, by group name."),
		optional("max_concurrent_async_job_count", "integer|string", "How many asynchronous jobs may run at once. One when left out."),
		optional("metadata", "object", "Notes of the tools that wrote the manifest; ignored."),
		optional("description", "string", "What the connector is for."),
	}},
	{Name: "CheckStream", Doc: "Reads one record of each named stream.", Fields: []Field{
		optional("stream_names", "[]string", "The streams to read a record of."),
		optional("dynamic_streams_check_configs", "[]DynamicStreamCheckConfig", "Dynamic streams to try as well."),
		optional("config_overrides", "object", "Keys of the config that have other values during a check."),
	}},
	{Name: "DynamicStreamCheckConfig", Doc: "How many streams of one dynamic stream a check tries.", Fields: []Field{
		required("dynamic_stream_name", "string", "The name of the dynamic stream."),
		optional("stream_count", "integer>=1", "How many of its streams, from the first on. All when left out."),
	}},
	{Name: "CheckDynamicStream", Doc: "Tries the first streams, whatever their names are.", Fields: []Field{
		required("stream_count", "integer", "How many streams to try."),
		optional("use_check_availability", "boolean", "Whether a record is read of each, or the streams are only built.").or(true),
		optional("config_overrides", "object", "Keys of the config that have other values during a check."),
	}},
	{Name: "ConcurrencyLevel", Doc: "How many workers read partitions.", TypeOptional: true, Fields: []Field{
		required("default_concurrency", "integer|string", "The number of workers; a template is capped by max_concurrency."),
		optional("max_concurrency", "integer", "The most workers that a config may ask for. Required when the number comes from the config."),
	}},
	{Name: "StreamGroup", Doc: "Streams that share a limited resource.", Plain: true, Fields: []Field{
		required("streams", "[]DeclarativeStream", "The streams of the group, by reference."),
		required("action", "BlockSimultaneousSyncsAction", "What happens when several of them want to run."),
	}},
	{Name: "BlockSimultaneousSyncsAction", Doc: "Only one stream of the group runs at a time."},
	{Name: "Spec", Doc: "What users configure, and what they read about it.", Fields: []Field{
		required("connection_specification", "object", "The JSON schema of the config."),
		optional("documentation_url", "string", "Where the documentation is."),
		optional("advanced_auth", "AuthFlow", "How the platform obtains OAuth credentials for the config."),
		optional("config_normalization_rules", "ConfigNormalizationRules", "How old or abbreviated configs become the one that the streams see."),
	}},
	{Name: "ConfigNormalizationRules", Doc: "Migrations, transformations and checks of the config.", Closed: true, Fields: []Field{
		optional("config_migrations", "[]ConfigMigration", "Changes that are written back to the config file."),
		optional("transformations", "[](ConfigRemapField|ConfigAddFields|ConfigRemoveFields|CustomConfigTransformation)", "Changes for this run only."),
		optional("validations", "[](DpathValidator|PredicateValidator)", "What the transformed config must satisfy."),
	}},
	{Name: "AuthFlow", Doc: "The consent flow that the platform runs.", Plain: true, Fields: []Field{
		optional("auth_flow_type", "enum(oauth2.0,oauth1.0)", "The version of OAuth."),
		optional("predicate_key", "[]string", "The path in the config that says whether the flow applies."),
		optional("predicate_value", "string", "The value at that path for which it applies."),
		optional("oauth_config_specification", "OAuthConfigSpecification", "What goes in and out of the flow."),
	}},
	{Name: "OAuthConfigSpecification", Doc: "Inputs and outputs of the consent flow.", Plain: true, Fields: []Field{
		optional("oauth_user_input_from_connector_config_specification", "object", "Keys of the config that the flow needs."),
		optional("oauth_connector_input_specification", "OauthConnectorInputSpecification", "The addresses and names of the flow."),
		optional("complete_oauth_output_specification", "object", "What the flow adds to the config."),
		optional("complete_oauth_server_input_specification", "object", "What the operator of the platform provides."),
		optional("complete_oauth_server_output_specification", "object", "Which of it ends in the config."),
	}},
	{Name: "OauthConnectorInputSpecification", Doc: "The addresses and names of a consent flow, as templates of the platform.", Plain: true, Fields: []Field{
		required("consent_url", "string", "Where the user consents."),
		optional("scope", "string", "The scopes as one text."),
		optional("scopes", "[]OauthScope", "The scopes, one by one."),
		optional("optional_scopes", "[]OauthScope", "Scopes that the user may leave out."),
		optional("scopes_join_strategy", "enum(space,comma,plus)", "What stands between scopes.").or("space"),
		required("access_token_url", "string", "Where the code is exchanged for a token."),
		optional("access_token_headers", "object", "Headers of that exchange."),
		optional("access_token_params", "object", "Parameters of that exchange."),
		optional("extract_output", "[]string", "Keys to take from its answer."),
		optional("state", "OauthState", "The length of the state parameter."),
		optional("client_id_key", "string", "The name of the client id."),
		optional("client_secret_key", "string", "The name of the client secret."),
		optional("scope_key", "string", "The name of the scope."),
		optional("state_key", "string", "The name of the state."),
		optional("auth_code_key", "string", "The name of the code."),
		optional("redirect_uri_key", "string", "The name of the redirect address."),
	}},
	{Name: "OauthScope", Doc: "One scope of a consent flow.", Plain: true, Fields: []Field{
		required("scope", "string", "The scope's name."),
	}},
	{Name: "OauthState", Doc: "How long the state parameter of a consent flow is.", Plain: true, Fields: []Field{
		required("min", "integer", "The fewest characters."),
		required("max", "integer", "The most characters."),
	}},
}
