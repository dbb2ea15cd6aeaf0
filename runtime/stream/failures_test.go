package stream

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
)

// TestTheLastMessageHasALimit fails more often, and with more words, than one message can tell.
func TestTheLastMessageHasALimit(t *testing.T) {
	tests := []struct {
		name                    string
		streams, failures, size int
		want                    []string
		most                    int
	}{
		{"few", 1, 2, 10, []string{"s0: Exception('" + strings.Repeat("x", 10) + "')\ns0: Exception("}, 200},
		{"many", 1, 5000, 10, []string{"s0: 4900 more failures"}, 5000},
		{"long", 1, 3, 1 << 20, []string{"more bytes)", "s0: 2 more failures"}, failuresSize + 1000},
		{"wide", 40, 200, 10_000, []string{"s0: 199 more failures", "s39: Exception(", "s39: 199 more failures"}, failuresSize + 40*200},
		{"very wide", 500, 1, 10_000, []string{"s0: Exception(", "s499: Exception("}, 500 * (leastShare + 100)},
	}
	for _, tt := range tests {
		r := &run{readings: []*reading{newReading(&Stream{Name: "fine"}, nil)}}
		for i := range tt.streams {
			reading := newReading(&Stream{Name: fmt.Sprintf("s%d", i)}, nil)
			for range tt.failures {
				reading.failures.add(errors.New(strings.Repeat("x", tt.size)))
			}
			r.readings = append(r.readings, reading)
		}
		message := r.failure().Error()
		for _, want := range tt.want {
			if !strings.Contains(message, want) {
				t.Errorf("%s: %q is not in the message of %d bytes: %.300s", tt.name, want, len(message), message)
			}
		}
		if len(message) > tt.most || strings.Contains(message, "fine") {
			t.Errorf("%s: the message has %d bytes", tt.name, len(message))
		}
	}
}

// TestACutLeavesNoHalfOfASecret: what is cut was masked before.
func TestACutLeavesNoHalfOfASecret(t *testing.T) {
	protocol.AddSecret("an-uncommon-secret")
	var f failures
	f.add(errors.New(strings.Repeat("x", failuresSize-len("Exception('an-unc")) + "an-uncommon-secret" + strings.Repeat("y", 100)))
	if text := f.texts[0]; strings.Contains(text, "an-unc") || !strings.Contains(text, "more bytes") {
		t.Errorf("the text ends with %q", text[len(text)-60:])
	}
}

func TestCutKeepsCharactersWhole(t *testing.T) {
	for size, want := range map[int]string{0: "… (5 more bytes)", 1: "a… (4 more bytes)", 2: "a… (4 more bytes)", 4: "aéb… (1 more bytes)", 5: "aébc"} {
		if got := cut("aébc", size); got != want {
			t.Errorf("%d: got %q, want %q", size, got, want)
		}
	}
}

// mute panics when it is asked for its text.
type mute struct{}

func (mute) Error() string { panic("no words") }

func TestAnErrorWithoutATextFailsItsStream(t *testing.T) {
	out, err := runEngine(t, 1, nil, &Stream{Name: "s", Retriever: fake{slices: 1, read: refusing(mute{})}})
	if err == nil || !strings.Contains(err.Error(), "panic: no words") || summaryOf(out)["s"].status != "INCOMPLETE" {
		t.Errorf("%v, %+v", err, summaryOf(out)["s"])
	}
}
