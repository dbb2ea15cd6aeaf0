package stream

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// asked is a loader that answers as often as it is asked, at first with errors.
type asked struct {
	times int
	fails int
	err   error
}

func (a *asked) Schema(context.Context) (value.Value, error) {
	if a.times++; a.times <= a.fails {
		return value.Value{}, a.err
	}
	return value.Load([]byte(`{"properties": {"a": 1}}`))
}

// TestSchemaIsKept asks a loader until it has an answer, and then no more, side by side.
func TestSchemaIsKept(t *testing.T) {
	loader := &asked{fails: 1, err: errors.New("not today")}
	s := &Stream{Name: "s", SchemaLoader: loader}
	if _, err := s.Schema(context.Background()); !errors.Is(err, loader.err) {
		t.Fatalf("got %v", err)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := s.Schema(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if loader.times != 2 {
		t.Errorf("asked %d times", loader.times)
	}
}

// TestReadNeedsTheSchema requests nothing for a stream whose schema cannot be told, and tries again with the next slice.
func TestReadNeedsTheSchema(t *testing.T) {
	loader := &asked{fails: 1, err: errors.New("not today")}
	read := 0
	s := &Stream{Name: "s", SchemaLoader: loader, Retriever: fake{slices: 1, read: func(context.Context, int, func(*Record) error) error {
		read++
		return nil
	}}}
	if found, err := s.Probe(context.Background()); found != NoRecords || !errors.Is(err, loader.err) || read != 0 {
		t.Errorf("got %v, %v, and it was read %d times", found, err, read)
	}
	if found, err := s.Probe(context.Background()); found != NoRecords || err != nil || read != 1 {
		t.Errorf("got %v, %v, and it was read %d times", found, err, read)
	}
}

// TestUnreadyStreams does not start a stream whose schema cannot be told. The others are read; the last error ends the
// process, which tells it, and those before are told at once.
func TestUnreadyStreams(t *testing.T) {
	bad := func(name string) *Stream {
		return &Stream{Name: name, SchemaLoader: &asked{fails: 9, err: errors.New("no schema for " + name)}, Retriever: fake{slices: 1, read: records(1)}}
	}
	good := &Stream{Name: "good", SchemaLoader: &asked{}, Retriever: fake{slices: 2, read: records(1)}}
	broken := &Stream{Name: "broken", Retriever: fake{slices: 1, read: refusing(errors.New("refused"))}}
	for name, c := range map[string]struct {
		streams []*Stream
		want    string
		told    int // errors in the output
	}{
		"alone":                   {[]*Stream{bad("a")}, `loading the schema of stream "a": no schema for a`, 0},
		"beside another":          {[]*Stream{bad("a"), good}, `loading the schema of stream "a": no schema for a`, 0},
		"two":                     {[]*Stream{bad("a"), good, bad("b")}, `loading the schema of stream "b": no schema for b`, 1},
		"beside one that fails":   {[]*Stream{broken, bad("a")}, `During the sync, the following streams did not sync successfully: broken: Exception('refused')`, 2},
		"the last one is unready": {[]*Stream{good, bad("a")}, `loading the schema of stream "a": no schema for a`, 0},
	} {
		good.memory, broken.memory = memory{}, memory{}
		out, err := runEngine(t, 2, nil, c.streams...)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: got %v", name, err)
		}
		told := 0
		for _, m := range out.Messages {
			if m.Trace.Error.Message != "" {
				told++
			}
		}
		all := summaryOf(out)
		if _, started := all["a"]; started || told != c.told {
			t.Errorf("%s: %d errors are told, and the streams are %+v", name, told, all)
		}
		if got, has := all["good"]; has && got != (summary{"COMPLETE", 2, 1}) {
			t.Errorf("%s: the other stream is %+v", name, got)
		}
	}
}

// TestSchemaLoaders unites properties: the first loader of a name counts, and the last one's keys come first.
func TestSchemaLoaders(t *testing.T) {
	for want, schemas := range map[string][]string{
		`{"$schema":"http://json-schema.org/draft-07/schema#","type":["null","object"],"properties":{"c":3,"a":1,"b":{}}}`: {
			`{"properties": {"a": 1, "b": {}}}`, `{"properties": {"c": 3, "a": 2}, "title": "lost"}`,
		},
		"! KeyError: 'properties'":                     {`{"properties": {}}`, `{"type": "object"}`},
		"! TypeError: 'list' object is not a mapping":  {`{"properties": []}`},
		"! KeyError: 'properties' of a loader without": {``},
	} {
		var loaders SchemaLoaders
		for _, schema := range schemas {
			loaders = append(loaders, InlineSchema([]byte(schema)))
		}
		got, err := loaders.Schema(context.Background())
		text := string(got.AppendJSON(nil))
		if err != nil {
			text = "! " + err.Error()
		}
		if text != want && want != text+" of a loader without" {
			t.Errorf("%v: got %s, want %s", schemas, text, want)
		}
	}
}

// constructing is a loader with something to construct.
type constructing struct {
	inlineSchema
	err error
}

func (c constructing) Construct(*Stream) error { return c.err }

// TestLoadersAreConstructed fails the construction of a stream with that of its loader.
func TestLoadersAreConstructed(t *testing.T) {
	failing := constructing{err: errors.New("cannot be built")}
	for _, loader := range []SchemaLoader{failing, SchemaLoaders{NoSchema{}, constructing{}, failing}} {
		s := &Stream{Name: "s", SchemaLoader: loader, Retriever: fake{}}
		if err := s.Construct(); !errors.Is(err, failing.err) {
			t.Errorf("%T: %v", loader, err)
		}
	}
}
