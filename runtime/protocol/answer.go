package protocol

import "strconv"

// AppendSpec appends the SPEC message; body is its object.
func AppendSpec(dst, body []byte) []byte {
	dst = append(dst, `{"type":"SPEC","spec":`...)
	dst = append(dst, body...)
	return append(dst, "}\n"...)
}

// AppendConnectionStatus appends the answer of a check. The message says what
// is wrong, with secrets masked; it is left out when the check succeeded.
func AppendConnectionStatus(dst []byte, ok bool, message string) []byte {
	dst = append(dst, `{"type":"CONNECTION_STATUS","connectionStatus":{"status":`...)
	if ok {
		return append(dst, `"SUCCEEDED"}}`+"\n"...)
	}
	dst = append(dst, `"FAILED"`...)
	dst = appendText(dst, "message", message)
	return append(dst, "}}\n"...)
}

// AppendControl appends the message that makes the platform keep a changed configuration.
func AppendControl(dst, config []byte) []byte {
	dst = append(dst, `{"type":"CONTROL","control":{"type":"CONNECTOR_CONFIG","emitted_at":`...)
	dst = appendNow(dst)
	dst = append(dst, `,"connectorConfig":{"config":`...)
	dst = append(dst, config...)
	return append(dst, "}}}\n"...)
}

// A CatalogStream is one stream of the answer of discover.
type CatalogStream struct {
	Name       string
	JSONSchema []byte
	// CursorField is set for a stream that reads incrementally.
	CursorField         string
	SourceDefinedCursor bool
	PrimaryKey          [][]string
	FileBased           bool // a file goes with each record
}

// AppendCatalog appends the CATALOG message.
func AppendCatalog(dst []byte, streams []CatalogStream) []byte {
	dst = append(dst, `{"type":"CATALOG","catalog":{"streams":[`...)
	for i, s := range streams {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = s.append(dst)
	}
	return append(dst, "]}}\n"...)
}

func (s CatalogStream) append(dst []byte) []byte {
	dst = AppendString(append(dst, `{"name":`...), s.Name)
	dst = append(append(dst, `,"json_schema":`...), s.JSONSchema...)
	dst = append(dst, `,"supported_sync_modes":["full_refresh"`...)
	if s.CursorField != "" {
		dst = append(dst, `,"incremental"],"source_defined_cursor":`...)
		dst = strconv.AppendBool(dst, s.SourceDefinedCursor)
		dst = append(dst, `,"default_cursor_field":[`...)
		dst = AppendString(dst, s.CursorField)
	}
	dst = append(dst, ']')
	if len(s.PrimaryKey) > 0 {
		dst = appendPaths(append(dst, `,"source_defined_primary_key":`...), s.PrimaryKey)
	}
	dst = append(dst, `,"is_resumable":`...)
	dst = strconv.AppendBool(dst, s.CursorField != "")
	dst = append(dst, `,"is_file_based":`...)
	return append(strconv.AppendBool(dst, s.FileBased), '}')
}

func appendPaths(dst []byte, paths [][]string) []byte {
	dst = append(dst, '[')
	for i, path := range paths {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, '[')
		for j, segment := range path {
			if j > 0 {
				dst = append(dst, ',')
			}
			dst = AppendString(dst, segment)
		}
		dst = append(dst, ']')
	}
	return append(dst, ']')
}
