package stream

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

func mappedOf(text string) Mapped {
	m := NewMapped(0)
	m.Set("p", value.Literal(text))
	return m
}

// TestMappedFields: what fields take of a value, and what is the fault of the stream.
func TestMappedFields(t *testing.T) {
	for _, c := range []struct {
		text    string
		read    func(Mapped) string
		want    string
		invalid bool
	}{
		{"a", func(m Mapped) string { return m.Text("p") }, "a", false},
		{"1.10", func(m Mapped) string { return m.Text("p") }, "1.1", false},
		{"True", func(m Mapped) string { return m.Plain("p") }, "True", false},
		{"a\r\nb\n", func(m Mapped) string { return m.Text("p") }, "a\nb", false},
		{"None", func(m Mapped) string { return m.Text("p") }, "", true},
		{"None", func(m Mapped) string { return m.Optional("p") }, "", false},
		{"['a']", func(m Mapped) string { return m.Text("p") }, "", true},
		{"['a', 1]", func(m Mapped) string { return strings.Join(m.Texts("p"), "|") }, "a|1", false},
		{"a", func(m Mapped) string { return strings.Join(m.Plains("p"), "|") }, "a", false},
		{"['a']", func(m Mapped) string { return m.Single("p") }, "", false},
		{"a", func(m Mapped) string { return strings.Join(m.List("p"), "|") }, "", false},
		{"[['a'], 'b']", func(m Mapped) string { return strings.Join(slices.Concat(m.PrimaryKey("p")...), "|") }, "a|b", false},
		{"[['a', 'b']]", func(m Mapped) string { return strings.Join(slices.Concat(m.PrimaryKey("p")...), "|") }, "", true},
		{"'12'", func(m Mapped) string { return value.Int(int64(m.Int("p"))).String() }, "12", false},
		{"'x'", func(m Mapped) string { return value.Int(int64(m.Int("p"))).String() }, "0", true},
		{"'1.5'", func(m Mapped) string { return value.Float(m.Float("p")).String() }, "1.5", false},
		{"yes", func(m Mapped) string { return value.Bool(m.Bool("p")).String() }, "True", false},
		{"maybe", func(m Mapped) string { return value.Bool(m.Bool("p")).String() }, "False", true},
		{"a", func(m Mapped) string { return m.Text("q") }, "", false},
	} {
		m := mappedOf(c.text)
		if got := c.read(m); got != c.want || (m.faults.invalid != nil) != c.invalid {
			t.Errorf("%s: got %q, %v", c.text, got, m.faults.invalid)
		}
	}
}

// TestFilled: a name that is no text fails at once, a value that a field cannot take when the stream is built, and a
// template when it is read.
func TestFilled(t *testing.T) {
	template := func(m Mapped) *Stream {
		m.Text("p")
		return &Stream{Name: m.Name("name"), PrimaryKey: m.PrimaryKey("key"), Retriever: refused{}}
	}
	fill := func(pairs ...string) (*Stream, error) {
		m := NewMapped(0)
		for i := 0; i < len(pairs); i += 2 {
			m.Set(pairs[i], value.Literal(pairs[i+1]))
		}
		return Filled(template, m)
	}
	if _, err := fill("name", "5"); err == nil || err.Error() != "ValueError: Expected stream name 5 to be a string, got <class 'int'>." {
		t.Errorf("got %v", err)
	}
	s, err := fill("name", "a", "key", "{}")
	if err != nil || s.Construct() == nil {
		t.Errorf("a wrong key builds: %v", err)
	}
	for _, text := range []string{"{{ config.key }}", "{% raw %}", "{# a", "my_stream_state"} {
		s, err = fill("name", "a", "p", text)
		if err != nil || s.Construct() != nil {
			t.Fatalf("%s: %v, %v", text, err, s.Construct())
		}
		_, err = s.Probe(context.Background())
		if traced, ok := Traced(err); !ok || traced.FailureType != ConfigError || !strings.Contains(traced.Message, text) {
			t.Errorf("%s: got %v", text, err)
		}
	}
}

// TestMappedSchema puts values of any kind into a schema.
func TestMappedSchema(t *testing.T) {
	m := mappedOf("{'type': 'string'}")
	got, err := m.Schema([]byte(`{"properties":{"a":{"$mapped":"p"},"b":[{"$mapped":"q"},1]}}`)).Schema(context.Background())
	if text := string(got.AppendJSON(nil)); err != nil || text != `{"properties":{"a":{"type":"string"},"b":[null,1]}}` {
		t.Errorf("got %s, %v", text, err)
	}
	if _, err := mappedOf("5").Schema([]byte(`{"$mapped":"p"}`)).Schema(context.Background()); err == nil {
		t.Error("a number is a schema")
	}
}
