package stream

import (
	"context"
	"errors"
	"testing"
)

func TestProbe(t *testing.T) {
	failure := errors.New("refused")
	asked := 0
	tests := map[string]struct {
		retriever fake
		found     Found
		err       error
	}{
		"no slices":  {fake{read: records(1)}, NoSlices, nil},
		"no records": {fake{slices: 2, read: records(0)}, NoRecords, nil},
		"a record": {fake{slices: 2, read: func(ctx context.Context, slice int, emit func(*Record) error) error {
			for asked = range 100 { // pages, each with a record
				if err := records(1)(ctx, slice, emit); err != nil {
					return err
				}
			}
			return nil
		}}, OneRecord, nil},
		"an error": {fake{slices: 2, read: func(context.Context, int, func(*Record) error) error { return failure }}, NoRecords, failure},
		"a panic":  {fake{slices: 2, read: func(context.Context, int, func(*Record) error) error { panic(failure) }}, NoRecords, nil},
	}
	for name, tt := range tests {
		s := &Stream{Name: "s", Retriever: tt.retriever}
		found, err := s.Probe(context.Background())
		if thrown := (*Panic)(nil); name == "a panic" && !errors.As(err, &thrown) {
			t.Errorf("%s: %v", name, err)
		} else if name != "a panic" && (found != tt.found || !errors.Is(err, tt.err)) {
			t.Errorf("%s: got %v, %v", name, found, err)
		}
	}
	if asked != 0 {
		t.Errorf("page %d was asked for after the first record", asked)
	}
}
