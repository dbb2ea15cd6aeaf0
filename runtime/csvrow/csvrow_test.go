package csvrow

import (
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// rowsOf reads all rows; a blank line is an empty one.
func rowsOf(r io.Reader, delimiter rune) ([][]string, error) {
	rows := NewReader(r, delimiter)
	all := [][]string{}
	for {
		cells, err := rows.Read()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		row := []string{}
		for _, cell := range cells {
			row = append(row, string(cell))
		}
		all = append(all, row)
	}
}

// The rows are those that Python 3.11's csv.reader gives.
func TestRows(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a,b\n1,2\n", `[["a","b"],["1","2"]]`},
		{"a,b\r\n1,2\r\n", `[["a","b"],["1","2"]]`},
		{"a,b\r1,2\r", `[["a","b"],["1","2"]]`},
		{"a,b\n1,2", `[["a","b"],["1","2"]]`},
		{"", `[]`},
		{"\n", `[[]]`},
		{"\n\na\n", `[[],[],["a"]]`},
		{"a,\n,b\n,\n", `[["a",""],["","b"],["",""]]`},
		{"\"a\",\"b\"\n\"1,2\",\"3\"\n", `[["a","b"],["1,2","3"]]`},
		{"\"a\"\"b\",c\n", `[["a\"b","c"]]`},
		{"\"a\nb\",c\n", `[["a\nb","c"]]`},
		{"\"a\r\nb\",c\r\n", `[["a\nb","c"]]`},
		{"\"a\rb\",c\r", `[["a\nb","c"]]`},
		{"\"ab\"c,d\"e\"\n", `[["abc","d\"e\""]]`},
		{"x\"y\"z,\"\n\"\n", `[["x\"y\"z","\n"]]`},
		{"\"open,\nnext\n", `[["open,\nnext\n"]]`},
		{"\"open\n\n", `[["open\n\n"]]`},
		{"a,\"", `[["a",""]]`},
		{"a,\"\"", `[["a",""]]`},
		{"a,\"b\"", `[["a","b"]]`},
		{"\"a\" ,b\n", `[["a ","b"]]`},
		{" \"a\",b\n", `[[" \"a\"","b"]]`},
		{"\"a\"b\"c\",d\n", `[["ab\"c\"","d"]]`},
		{"\"\"\"\"\n", `[["\""]]`},
		{"\"\"\"a\"\"\"\n", `[["\"a\""]]`},
		{"a\r\r\nb\n", `[["a"],[],["b"]]`},
		{"a\n\r\nb", `[["a"],[],["b"]]`},
		{"\r", `[[]]`},
		{"\"\r", `[["\n"]]`},
		{"\"a\"\r", `[["a"]]`},
		{"\"a\"\r\n\"b\"", `[["a"],["b"]]`},
		{"é,ß\n\"é,ß\"\n", `[["é","ß"],["é,ß"]]`},
		{"a\u0000b,c\n", `[["a\u0000b","c"]]`},
		{",", `[["",""]]`},
		{"\"\",\"\"\n", `[["",""]]`},
		{"a,b\u000bc\fd\u2028e\u0085f\n", `[["a","b\u000bc\fd\u2028e\u0085f"]]`},
		{"a;b\n", `[["a;b"]]`},
	} {
		check(t, c.text, ',', c.want)
	}
	for _, c := range []struct {
		delimiter  rune
		text, want string
	}{
		{';', "a;b,\"c;d\"\n", `[["a","b,\"c","d\""]]`},
		{'\t', "a\tb\n\"c\td\"\t\n", `[["a","b"],["c\td",""]]`},
		{'"', "a\"b\"c\"\n\"\"x\"y\n", `[["a","b","c",""],["x","y"]]`},
		{'é', "aébé\"cé\"\né\né", `[["a","b","cé"],["",""],["",""]]`},
		{'\n', "a\nb", `[["a"],["b"]]`},
		{'\r', "a\rb", `[["a"],["b"]]`},
		{0, "a\u0000b", `[["a","b"]]`},
	} {
		check(t, c.text, c.delimiter, c.want)
	}
}

// check reads a text as a whole and byte by byte.
func check(t *testing.T, text string, delimiter rune, want string) {
	t.Helper()
	var rows [][]string
	if err := json.Unmarshal([]byte(want), &rows); err != nil {
		t.Fatal(err)
	}
	for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text)), iotest.DataErrReader(strings.NewReader(text))} {
		got, err := rowsOf(r, delimiter)
		if err != nil || !slices.EqualFunc(got, rows, slices.Equal) {
			t.Errorf("%q: got %q, %v; want %q", text, got, err, rows)
		}
	}
}

func TestLongRows(t *testing.T) {
	long := strings.Repeat("x", 3*window)
	text := "a,b\n" + long + ",\"" + long + "\n\"\n1,2\n"
	got, err := rowsOf(strings.NewReader(text), ',')
	if err != nil || len(got) != 3 || got[1][0] != long || got[1][1] != long+"\n" || got[2][1] != "2" {
		t.Errorf("%d rows, %v", len(got), err)
	}
	endless := io.MultiReader(strings.NewReader("a\n\""), neverEnding('x'))
	if got, err := rowsOf(endless, ','); !errors.Is(err, ErrTooLong) || len(got) != 1 {
		t.Errorf("%d rows, %v", len(got), err)
	}
}

type neverEnding byte

func (b neverEnding) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(b)
	}
	return len(p), nil
}

// What was read before an error is given out, but for the row that the error cut.
func TestErrors(t *testing.T) {
	broken := errors.New("broken")
	got, err := rowsOf(io.MultiReader(strings.NewReader("a\nb\nc"), iotest.ErrReader(broken)), ',')
	if err != broken || len(got) != 2 {
		t.Errorf("%q, %v", got, err)
	}
}

func TestAllocations(t *testing.T) {
	text := strings.Repeat("plain,\"quoted \"\"text\"\"\",,1234567\n", 10_000)
	n := testing.AllocsPerRun(3, func() {
		if _, err := drain(NewReader(strings.NewReader(text), ',')); err != nil {
			t.Fatal(err)
		}
	})
	if n > 20 {
		t.Errorf("%v allocations", n)
	}
}

func drain(rows *Reader) (n int, err error) {
	for ; ; n++ {
		if _, err := rows.Read(); err == io.EOF {
			return n, nil
		} else if err != nil {
			return n, err
		}
	}
}

// Wherever the text is cut while it arrives, the rows are the same.
func FuzzRows(f *testing.F) {
	for _, text := range []string{"a,b\r\n1,\"2\"\"\"\n", "\"open\r", "a\rb;é\n"} {
		f.Add(text, ',')
		f.Add(text, 'é')
	}
	f.Fuzz(func(t *testing.T, text string, delimiter rune) {
		whole, err := rowsOf(strings.NewReader(text), delimiter)
		pieces, err2 := rowsOf(iotest.OneByteReader(strings.NewReader(text)), delimiter)
		if err != nil || err2 != nil || !slices.EqualFunc(whole, pieces, slices.Equal) {
			t.Errorf("%q, %v; %q, %v", whole, err, pieces, err2)
		}
	})
}

func BenchmarkRows(b *testing.B) {
	for name, row := range map[string]string{
		"plain":  "10001,2026-01-15T12:00:00Z,some text of a row,ab,12.50,true,,last\n",
		"quoted": "\"10001\",\"2026-01-15T12:00:00Z\",\"some \"\"text\"\" of a row\",\"ab\",\"12.50\",\"true\",\"\",\"last\"\n",
	} {
		b.Run(name, func(b *testing.B) {
			text := strings.Repeat(row, 10_000)
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if n, err := drain(NewReader(strings.NewReader(text), ',')); err != nil || n != 10_000 {
					b.Fatal(n, err)
				}
			}
		})
	}
}

func TestUnclosed(t *testing.T) {
	for text, want := range map[string]bool{"a,\"b\n\nc": true, "a,\"": true, "a,\"b\"": false, "a\"b": false, "\"a\"\"": true} {
		r := NewReader(iotest.OneByteReader(strings.NewReader(text)), ',')
		if _, err := r.Read(); err != nil || r.Unclosed() != want {
			t.Errorf("%q: %v, %v", text, r.Unclosed(), err)
		}
	}
}
