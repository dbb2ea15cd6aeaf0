package connector

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// asConnector makes the test binary the connector of testSource.
const asConnector = "LOWCODE_TEST_CONNECTOR"

func TestMain(m *testing.M) {
	if os.Getenv(asConnector) != "" {
		Main(testSource())
	}
	os.Exit(m.Run())
}

const testSpec = `{"documentationUrl":"https://docs.example.test","supportsDBT":null,"connectionSpecification":{"$schema":"http://json-schema.org/draft-07/schema#","order":null,
	"type":"object","required":["key"],"properties":{"key":{"type":"string","airbyte_secret":true,"default":null}}}}`

// testSource has streams that do without any requests: ok, endless, refused, and
// wrong, whose failure quotes the key.
func testSource() Source {
	return Source{
		Name:  "source-test",
		Spec:  []byte(testSpec),
		Check: CheckStream{StreamNames: []string{"ok"}},
		Streams: func(cfg config.Config) ([]*stream.Stream, error) {
			schema := stream.InlineSchema([]byte(`{"type": "object", "title": null, "properties": {"a": null}}`))
			return []*stream.Stream{
				{Name: "ok", PrimaryKey: [][]string{{"id"}}, SchemaLoader: schema, Retriever: reader(readSome)},
				{Name: "endless", Retriever: reader(readForEver)},
				{Name: "refused", Retriever: reader(func(context.Context, func(*stream.Record) error) error {
					return &stream.Error{Message: "Refused. It's 403.", Internal: "key " + cfg.Item("key").String(), FailureType: stream.ConfigError}
				})},
				{Name: "wrong", Retriever: reader(func(context.Context, func(*stream.Record) error) error {
					return fmt.Errorf("no luck with %s", cfg.Item("key"))
				})},
				{Name: "empty", Retriever: reader(func(context.Context, func(*stream.Record) error) error { return nil })},
			}, nil
		},
	}
}

// reader is a retriever of one slice.
type reader func(ctx context.Context, emit func(*stream.Record) error) error

func (r reader) Construct(*stream.Stream) error { return nil }

func (r reader) Cached() stream.Retriever { return r }

func (r reader) Partitioned() bool { return false }

func (r reader) Partitions(value.Value) (stream.Partitions, error) { return stream.Unpartitioned, nil }

func (r reader) Read(ctx context.Context, _ *stream.Slice, emit func(*stream.Record) error) error {
	return r(ctx, emit)
}

func readSome(_ context.Context, emit func(*stream.Record) error) error {
	for i := range 3 {
		if err := emit(record(i)); err != nil {
			return err
		}
	}
	return nil
}

// readForEver emits a burst and then a record now and then, as a slow API does.
func readForEver(ctx context.Context, emit func(*stream.Record) error) error {
	for i := 0; ; i++ {
		if err := emit(record(i)); err != nil {
			return err
		}
		if i < 1000 {
			continue
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(time.Millisecond):
		}
	}
}

func record(i int) *stream.Record {
	return &stream.Record{Data: value.DictOf(value.Str("id"), value.Int(int64(i)), value.Str("text"), value.Str(strings.Repeat("x", 500)))}
}

var errUnbuildable = errors.New("cannot be built")

// unbuildable fails when its stream is built.
type unbuildable struct{ reader }

func (unbuildable) Construct(*stream.Stream) error { return errUnbuildable }
