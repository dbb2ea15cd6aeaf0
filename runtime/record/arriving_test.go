package record

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/lowcode-dev/lowcode/runtime/arrive"
	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// arriveAt takes records from a body of which the first bytes are there and the
// rest comes through a window of that size.
func arriveAt(p dpath.Path, body []byte, first, size int, slow bool) ([]string, error) {
	first = min(first, len(body))
	var rest io.Reader = bytes.NewReader(body[first:])
	if slow {
		rest = iotest.OneByteReader(rest)
	}
	head := append([]byte(nil), body[:first]...)
	var got []string
	a := arrival{
		Window: arrive.NewWindow(head, rest, size),
		emit: func(v value.Value) error {
			got = append(got, string(v.AppendJSON(nil)))
			return nil
		},
	}
	err := a.documents(p)
	return got, err
}

func whole(p dpath.Path, body []byte) (got []string, err error) {
	err = extractWhole(p, &stream.Response{Status: 200, Ok: true, Body: body}, func(v value.Value) error {
		got = append(got, string(v.AppendJSON(nil)))
		return nil
	})
	return got, err
}

func TestArriving(t *testing.T) {
	tests := []struct {
		name, path, body string
		want             string
	}{
		{"top-level list", "", `[{"a":1},{"a":2}]`, `{"a":1} {"a":2}`},
		{"literal path", "x data", `{"m":{"data":[9]},"x":{"k":[1,[2]],"data":[{"a":1}, {"a":2} ],"z":"}"},"n":null}`, `{"a":1} {"a":2}`},
		{"one record", "x", `{"x":{"a":1}}`, `{"a":1}`},
		{"nothing", "x", `{"x":{}}`, ``},
		{"index", "1 a", `[[{"a":8},{"a":[3]}],[{"a":9}]]`, `3`},
		{"numbers at the edge", "a", `{"a":[1234567890,12.5e3,-7]}`, `1234567890 12.5e3 -7`},
		{"value that does not fit", "a", `{"s":{"t":"` + strings.Repeat("x", 300) + `","u":[1,2,{"v":"` + strings.Repeat("y", 300) + `"}]},"a":[{"b":"` + strings.Repeat("z", 500) + `"},1]}`,
			`{"b":"` + strings.Repeat("z", 500) + `"} 1`},
		{"scalar on the way", "a b", `{"a":5}`, ``},
	}
	for _, test := range tests {
		p := dpath.Of(strings.Fields(test.path))
		for first := range len(test.body) {
			got, err := arriveAt(p, []byte(test.body), first, 64, first%2 == 0)
			if err != nil || strings.Join(got, " ") != test.want {
				t.Fatalf("%s, %d bytes first: got %q, %v; want %q", test.name, first, got, err, test.want)
			}
		}
	}
}

func TestArrivingBroken(t *testing.T) {
	valid := `{"data":[{"a":1},{"a":2}],"n":1}`
	for end := range len(valid) {
		_, err := arriveAt(dpath.Of([]string{"data"}), []byte(valid[:end]), 3, 16, false)
		if !errors.Is(err, value.ErrShort) {
			t.Errorf("cut to %q: %v", valid[:end], err)
		}
	}
	for _, body := range []string{
		`{"data":[{"a":1}]} x`, `{"data":[{"a":1},,{"a":2}]}`, `{"data" [1]}`, `{"data":[1}`, `{data:1}`, `<html>`,
		`{"data":[1],"data":[2]}`, `[1 2]`, "{\"data\":[\"\xff\"]}",
	} {
		if got, err := arriveAt(dpath.Of([]string{"data"}), []byte(body), 2, 16, false); err == nil {
			t.Errorf("%s: no error, got %q", body, got)
		}
	}
}

func TestArrivingFailures(t *testing.T) {
	body := []byte(`[{"a":1},{"a":2},`)
	broken := errors.New("connection reset")
	response := func(rest io.Reader) *stream.Response {
		return &stream.Response{Status: 200, Ok: true, Body: append([]byte(nil), body...), Rest: rest}
	}
	var left int
	count := func(value.Value) error { left++; return nil }

	err := Dpath{}.Extract(context.Background(), response(iotest.ErrReader(broken)), count)
	var failure *stream.Error
	if !errors.As(err, &failure) || failure.FailureType != stream.TransientError || left != 2 {
		t.Errorf("connection reset: %v after %d records", err, left)
	}
	if err := (Dpath{}).Extract(context.Background(), response(strings.NewReader("")), count); !errors.As(err, &failure) {
		t.Errorf("cut body: %v", err)
	}
	refused := errors.New("enough")
	err = Dpath{}.Extract(context.Background(), response(strings.NewReader("3]")), func(value.Value) error { return refused })
	if err != refused {
		t.Errorf("an error of emit came back as %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := (Dpath{}).Extract(ctx, response(iotest.ErrReader(broken)), count); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled reading: %v", err)
	}
}

// A body much larger than the window is read with the memory of the window.
func TestArrivingMemory(t *testing.T) {
	record := `{"id":1,"text":"` + strings.Repeat("x", 1000) + `"},`
	const records = 20000
	rest := io.MultiReader(
		strings.NewReader(`{"data":[`), &repeated{text: record, left: records}, strings.NewReader(`{"id":2}]}`),
	)
	w := arrival{Window: arrive.NewWindow(nil, rest, arrive.Size)}
	w.emit = func(value.Value) error { return nil }
	if err := w.documents(dpath.Of([]string{"data"})); err != nil || w.emitted != records+1 {
		t.Fatalf("%d records, %v", w.emitted, err)
	}
	if w.Held() != arrive.Size {
		t.Errorf("the window grew to %d bytes", w.Held())
	}
}

// TestArrivingTooLarge: a value has a limit, which is lower where the body is a bomb.
func TestArrivingTooLarge(t *testing.T) {
	for _, tt := range []struct {
		inflation int64
		most      int
		want      string
	}{
		{1, arrive.MaxValue + arrive.Size, "a value is larger than 64 MiB"},
		{arrive.MaxInflation, arrive.MaxValue + arrive.Size, "a value is larger than 64 MiB"},
		{arrive.MaxInflation + 1, 2 * arrive.MaxInflated, "a value is larger than 4 MiB, and the body is more than 200 times as long as it was sent"},
	} {
		long := &repeated{text: strings.Repeat("x", 1<<16), left: arrive.MaxValue>>16 + 1}
		rest := inflated{io.MultiReader(strings.NewReader(`["`), long), tt.inflation}
		w := arrival{Window: arrive.NewWindow(nil, rest, arrive.Size)}
		err := w.documents(nil)
		var failure *stream.Error
		if !errors.As(cutBody(new(stream.Response), err), &failure) || !strings.HasSuffix(failure.Message, tt.want+".") || failure.FailureType != stream.SystemError {
			t.Errorf("%d times: %v", tt.inflation, err)
		}
		if read := (arrive.MaxValue>>16 + 1 - long.left) << 16; read > tt.most {
			t.Errorf("%d times: %d bytes were read", tt.inflation, read)
		}
	}
}

// An inflated body is longer than what was sent.
type inflated struct {
	io.Reader
	times int64
}

func (b inflated) Inflation() int64 { return b.times }

// repeated reads a text again and again.
type repeated struct {
	text string
	at   int
	left int
}

func (r *repeated) Read(b []byte) (n int, err error) {
	for n < len(b) && r.left > 0 {
		m := copy(b[n:], r.text[r.at:])
		n += m
		if r.at += m; r.at == len(r.text) {
			r.at = 0
			r.left--
		}
	}
	if n == 0 {
		err = io.EOF
	}
	return n, err
}
