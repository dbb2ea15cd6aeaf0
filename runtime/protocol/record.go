package protocol

import "strconv"

// RecordStart is what precedes the data in each RECORD message of a stream.
func RecordStart(stream string) []byte {
	dst := AppendString([]byte(`{"type":"RECORD","record":{"stream":`), stream)
	return append(dst, `,"data":`...)
}

// AppendRecordEnd appends what follows the data of a RECORD message.
func AppendRecordEnd(dst []byte, emittedAt int64) []byte {
	dst = append(dst, `,"emitted_at":`...)
	dst = strconv.AppendInt(dst, emittedAt, 10)
	return append(dst, "}}\n"...)
}

// AppendRecordEndWithFile is AppendRecordEnd of a record that has a file.
func AppendRecordEndWithFile(dst []byte, emittedAt int64, url, relativePath string, size int64) []byte {
	dst = append(dst, `,"emitted_at":`...)
	dst = strconv.AppendInt(dst, emittedAt, 10)
	dst = AppendString(append(dst, `,"file_reference":{"staging_file_url":`...), url)
	dst = AppendString(append(dst, `,"source_file_relative_path":`...), relativePath)
	dst = strconv.AppendInt(append(dst, `,"file_size_bytes":`...), size, 10)
	return append(dst, "}}}\n"...)
}

// AppendState appends a STATE message: what to start from next time, and how
// many records of the stream were written since the STATE before.
func AppendState(dst []byte, stream string, state []byte, records int) []byte {
	dst = append(dst, `{"type":"STATE","state":{"type":"STREAM","stream":{`...)
	dst = appendDescriptor(dst, stream)
	dst = append(dst, `,"stream_state":`...)
	dst = append(dst, state...)
	dst = append(dst, `},"sourceStats":{"recordCount":`...)
	dst = strconv.AppendInt(dst, int64(records), 10)
	return append(dst, ".0}}}\n"...) // the protocol wants a double
}
