package stream

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestAStubFailsWithTheNameOfItsClass(t *testing.T) {
	err := fmt.Errorf("sending: %w", Unimplemented("source_x.components.Signer"))
	told := Explain(err, "unexpected")
	if !strings.Contains(told.Message, "source_x.components.Signer") || told.FailureType != string(SystemError) {
		t.Errorf("%+v", told)
	}
	if !IsUnimplemented(err) || IsUnimplemented(errors.New("other")) || IsUnimplemented(nil) {
		t.Error("a stub is not told from another failure")
	}
}

// unwritten is a retriever whose router is a stub.
type unwritten struct{ fake }

func (unwritten) Partitions(value.Value) (Partitions, error) {
	return nil, Unimplemented("source_x.Router")
}

func TestOtherStreamsGoOnWithoutTheStub(t *testing.T) {
	state := map[string]value.Value{"stub": value.DictOf(value.Str("at"), value.Int(1))}
	out, err := runFrom(t, state, 2, nil,
		&Stream{Name: "stub", Retriever: unwritten{}}, &Stream{Name: "written", Retriever: fake{slices: 3, read: records(2)}})
	if err == nil {
		t.Error("nothing failed")
	}
	all := summaryOf(out)
	if got := all["written"]; got.status != "COMPLETE" || got.records != 6 {
		t.Errorf("the other stream: %+v", got)
	}
	if got := all["stub"]; got.status != "INCOMPLETE" || got.records != 0 {
		t.Errorf("the stub's stream: %+v", got)
	}
}
