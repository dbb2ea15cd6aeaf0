// Package stream is the kernel of a connector: streams, the interfaces that the
// families of components fill, and the engine that reads partitions side by
// side and writes their messages in order.
//
// In goes what a generated package declares, out come protocol messages. The
// kernel knows no component by name.
package stream

import (
	"context"
	"iter"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Stream is one stream of the source (DeclarativeStream). Streams are built by
// generated code, completed by Construct and never change afterwards.
type Stream struct {
	Name            string
	PrimaryKey      [][]string
	SchemaLoader    SchemaLoader
	Retriever       Retriever
	IncrementalSync IncrementalSync // nil for full refresh
	Transformations []Transformation
	StateMigrations []StateMigration
	FileUploader    FileUploader // nil for a stream without files

	delegating *StateDelegating // of a StateDelegatingStream
	mapped     *mappedFaults    // of a stream of a DynamicStream
	memory     memory
}

// Construct evaluates what the reference evaluates when it builds the stream.
func (s *Stream) Construct() error {
	if s.mapped != nil && s.mapped.invalid != nil {
		return s.mapped.invalid
	}
	if s.delegating != nil {
		if err := s.delegating.construct(); err != nil {
			return err
		}
	}
	for _, migration := range s.StateMigrations {
		if err := migration.Construct(s); err != nil {
			return err
		}
	}
	if s.IncrementalSync != nil {
		if err := s.IncrementalSync.Construct(s); err != nil {
			return err
		}
	}
	if s.FileUploader != nil {
		if err := s.FileUploader.Construct(s); err != nil {
			return err
		}
	}
	if err := s.Retriever.Construct(s); err != nil {
		return err
	}
	return constructed(s.SchemaLoader, s)
}

// A FileUploader downloads the file of a record before the record is emitted (FileUploader).
type FileUploader interface {
	Construct(s *Stream) error
	// Upload sets the record's File, which stays nil for a record without one.
	Upload(ctx context.Context, r *Record) error
}

// A Retriever reads the records of a stream (SimpleRetriever).
type Retriever interface {
	// Construct evaluates what the reference evaluates when it builds the stream, for
	// the stream that the retriever belongs to; its error fails every command but spec.
	Construct(s *Stream) error
	// Partitions starts to generate the partitions of the stream, which goes on from state, Undefined for none.
	Partitions(state value.Value) (Partitions, error)
	// Partitioned says that a router makes the partitions; without one there is a single empty one.
	Partitioned() bool
	// Read reads one slice. The emitted record and its bytes are only valid during the call of emit.
	Read(ctx context.Context, slice *Slice, emit func(*Record) error) error
	// Cached is the retriever with its responses kept for other streams (use_cache), unless the manifest says never.
	Cached() Retriever
}

// A Requester sends requests (HttpRequester). It retries and interprets errors itself.
type Requester interface {
	Construct(s *Stream) error
	// Send sends the request of one page and returns its answer. A response that the error
	// handling ignored has Ok false: it gives no records and ends the pagination.
	Send(ctx context.Context, in Request) (*Response, error)
	Cached() Requester
}

// A Request is what the retriever adds to the requester's own request.
type Request struct {
	Slice         *Slice
	NextPageToken value.Value      // the token itself; Undefined on the first page
	Path          *string          // the paginator's path (RequestPath), nil for the requester's own
	Options       *request.Options // of paginator, router and cursor, already united
	// Streaming says that the records can be taken from the body while it arrives, and that nothing else reads it.
	Streaming bool
	// Export says besides that a decoder reads the body piece by piece: less of it is read ahead.
	Export bool
}

// A Paginator walks the pages of a slice (DefaultPaginator, NoPagination).
type Paginator interface {
	Construct() error
	// Pages starts the pagination of one slice.
	Pages(slice *Slice) Pages
	// NeedsResponse says that a template reads the response, so that a page must be kept whole.
	NeedsResponse() bool
}

// A LastRecordReader is a paginator that knows whether its templates read
// last_record; others are taken to read it. To keep the last record of a page that
// arrives in a window costs a copy of each record.
type LastRecordReader interface {
	NeedsLastRecord() bool
}

// Pages is the state of the pagination of one slice.
type Pages interface {
	// Token is the token of the page to request now, Undefined when there is none.
	Token() value.Value
	// Apply adds token and page size to the options, or returns the path that replaces the requester's.
	Apply(options *request.Options) (path *string, err error)
	// Next looks at the page that was read and says whether there is another one.
	Next(page Page) (more bool, err error)
}

// ResizablePages are Pages whose size can change on the way (PageSizeReduction).
type ResizablePages interface {
	// PageSize is the size that the manifest sets and requests ask for; not true for none.
	PageSize() (value.Value, error)
	// Resize makes the pages from now on that long; 0 is the size of the manifest.
	Resize(size int)
}

// A Page is what a page of records tells the paginator.
type Page struct {
	Response   *Response
	Size       int         // that was asked for where it is not the manifest's, 0 otherwise
	Extracted  int         // records that the extractor produced, before any filter
	Emitted    int         // records after the filter
	LastRecord value.Value // the last record emitted, None if there was none; valid until the next page is read
	Slice      *Slice
}

// A PartitionRouter generates partitions (ListPartitionRouter, SubstreamPartitionRouter …).
type PartitionRouter interface {
	Construct(s *Stream) error
	// Partitions starts a generation for a stream that goes on from state, which is Undefined when there is none.
	Partitions(state value.Value) (Partitions, error)
	// Inject adds the request options of the partition.
	Inject(slice *Slice, options *request.Options) error
}

// Partitions are the partitions of one reading, generated once.
type Partitions interface {
	// Slices generates the partitions; an error ends the generation.
	Slices(ctx context.Context) iter.Seq2[*Slice, error]
	// ParentState is what the next reading must know of the parents (parent_state), as of the partition that was
	// generated last; null for a router that keeps nothing. It is called where Slices is iterated, or afterwards.
	ParentState() value.Value
}

// IncrementalSync is a cursor declaration (DatetimeBasedCursor, IncrementingCountCursor).
type IncrementalSync interface {
	Construct(s *Stream) error
	// DefaultCursorField is the name of the field in the catalog, and whether the source defines it.
	DefaultCursorField() (field string, sourceDefined bool)
	// Observer starts to follow a reading of s from state, which is Undefined when there is none.
	Observer(s *Stream, state value.Value) (SliceObserver, error)
}

// A StateMigration makes the state of this version of a stream from that of an older one
// (LegacyToPerPartitionStateMigration).
type StateMigration interface {
	Construct(s *Stream) error
	// Migrate gives the new state, or state itself when there is nothing to migrate.
	Migrate(state value.Value) (value.Value, error)
}

// A RecordSelector turns a response into records (RecordSelector).
type RecordSelector interface {
	Construct(s *Stream) error
	// Select calls emit for each record of the response and returns how many the extractor produced.
	// The record that emit gets is only valid during the call.
	Select(ctx context.Context, response *Response, slice *Slice, emit func(*Record) error) (extracted int, err error)
	// Streamable says that records can be taken from the body while it arrives, if the decoder (nil for JSON) lets
	// its documents be taken so.
	Streamable(d Decoder) bool
}

// A Decoder turns the body of a response into documents (JsonDecoder, CsvDecoder …).
// The retriever hands its decoder on in the response; nil stands for JsonDecoder.
type Decoder interface {
	// Decode calls emit for each document of the body, which is only valid during the call.
	Decode(ctx context.Context, response *Response, emit func(value.Value) error) error
	// Streams says that documents can be taken from the body while it arrives.
	Streams() bool
}

// A Finder is a decoder that makes one document of a body, of which parts can be taken while it arrives (XmlDecoder).
type Finder interface {
	Decoder
	// Finds says that what is at a path of names can be.
	Finds(path []string) bool
	// Find calls emit for what is at the path: the elements of a list, or what is no list and not empty. It is only
	// valid during the call, unless the response was held whole.
	Find(ctx context.Context, response *Response, path []string, emit func(value.Value) error) error
}

// An Unwrapper is a decoder that may hold whole JSON bodies (GzipDecoder, ZipfileDecoder around JsonDecoder). The record
// selector reads these itself, so that the records of a long one leave while it arrives.
type Unwrapper interface {
	Decoder
	// HoldsJSON says that there is JSON inside.
	HoldsJSON() bool
	// Unwrap calls each for each JSON body inside of a response.
	Unwrap(ctx context.Context, response *Response, each func(*Response) error) error
}

// A Transformation changes a record in place (AddFields, RemoveFields …).
type Transformation interface {
	Transform(r *Record) error
}

// A SchemaLoader gives the JSON schema of a stream (InlineSchemaLoader, JsonFileSchemaLoader, DynamicSchemaLoader).
// One that has something to construct has a method Construct like that of a Retriever.
type SchemaLoader interface {
	Schema(ctx context.Context) (value.Value, error)
}
