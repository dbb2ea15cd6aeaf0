package source

import "testing"

func TestPositions(t *testing.T) {
	f := NewFile("m.yaml", "ab\r\né!\n\nlast")
	tests := []struct {
		offset       int
		line, column int
	}{
		{0, 1, 1}, {2, 1, 3}, {4, 2, 1}, {6, 2, 2}, {8, 3, 1}, {9, 4, 1}, {13, 4, 5}, {99, 4, 5}, {-1, 1, 1},
	}
	for _, test := range tests {
		if got := f.Position(test.offset); got != (Position{test.line, test.column}) {
			t.Errorf("Position(%d) = %v, want %d:%d", test.offset, got, test.line, test.column)
		}
		if test.offset >= 0 && test.offset <= len(f.Text) && f.Offset(test.line, test.column) != test.offset {
			t.Errorf("Offset(%d, %d) = %d, want %d", test.line, test.column, f.Offset(test.line, test.column), test.offset)
		}
	}
	for line, want := range []string{"", "ab", "é!", "", "last", ""} {
		if got := f.Line(line); got != want {
			t.Errorf("Line(%d) = %q, want %q", line, got, want)
		}
	}
}

func TestSpan(t *testing.T) {
	f := NewFile("m.yaml", "ab\né!")
	s := Span{f, 3, 5}
	if s.Text() != "é" || s.String() != "m.yaml:2:1" || s.EndPosition() != (Position{2, 2}) {
		t.Errorf("got %q at %s to %v", s.Text(), s, s.EndPosition())
	}
	for _, s := range []Span{{}, {f, -5, -1}, {f, 9, 12}, {f, 3, 1}} {
		if got := s.Text(); got != "" {
			t.Errorf("text of %d to %d is %q, want nothing", s.Start, s.End, got)
		}
	}
	if (Span{f, -5, 99}).Text() != f.Text {
		t.Error("a span that is too wide holds more or less than the file")
	}
}
