package schema

// The components of this family, in the order of the language.
var asyncComponents = []Component{
	{Name: "AsyncRetriever", Doc: "Starts jobs of the API, waits for them and reads their results.", Fields: []Field{
		required("record_selector", "RecordSelector", "Which records the results hold."),
		required("status_mapping", "AsyncJobStatusMap", "What the API's words for states mean."),
		required("status_extractor", "DpathExtractor|CustomRecordExtractor|CombinedExtractor", "Where the state of a job is."),
		optional("download_target_extractor", "DpathExtractor|CustomRecordExtractor|CombinedExtractor", "Where a finished job says what to download."),
		optional("download_extractor", "DpathExtractor|CustomRecordExtractor|ResponseToFileExtractor|CombinedExtractor", "Which records a download holds."),
		required("creation_requester", "HttpRequester|CustomRequester", "Starts a job."),
		required("polling_requester", "HttpRequester|CustomRequester", "Asks for the state of a job."),
		optional("polling_job_timeout", "integer|string", "Minutes until a job is given up."),
		optional("failed_retry_wait_time_in_seconds", "integer>=1|string", "Seconds before a failed job is started again."),
		optional("download_target_requester", "HttpRequester|CustomRequester", "Asks for what to download."),
		required("download_requester", "HttpRequester|CustomRequester", "Downloads a result."),
		optional("download_paginator", "DefaultPaginator|NoPagination", "The pages of a result."),
		optional("abort_requester", "HttpRequester|CustomRequester", "Stops a job."),
		optional("delete_requester", "HttpRequester|CustomRequester", "Removes a job."),
		optional("partition_router", "ListPartitionRouter|SubstreamPartitionRouter|GroupingPartitionRouter|UnionPartitionRouter|CustomPartitionRouter|[](ListPartitionRouter|SubstreamPartitionRouter|GroupingPartitionRouter|UnionPartitionRouter|CustomPartitionRouter)", "The partitions, a job each."),
		optional("decoder", "CsvDecoder|GzipDecoder|JsonDecoder|JsonItemsDecoder|JsonlDecoder|IterableDecoder|XmlDecoder|ZipfileDecoder|CustomDecoder", "How answers about jobs are read."),
		optional("download_decoder", "CsvDecoder|GzipDecoder|JsonDecoder|JsonItemsDecoder|JsonlDecoder|IterableDecoder|XmlDecoder|ZipfileDecoder|CustomDecoder", "How results are read."),
	}},
	{Name: "AsyncJobStatusMap", Doc: "The API's words for the states of a job.", TypeOptional: true, Fields: []Field{
		required("running", "[]string", "It works."),
		required("completed", "[]string", "It is done."),
		required("failed", "[]string", "It failed."),
		required("timeout", "[]string", "It took too long."),
		optional("skipped", "[]string", "It has no result."),
	}},
}
