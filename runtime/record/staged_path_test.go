package record

import (
	"path"
	"regexp"
	"strings"
	"testing"
)

func TestStagedPath(t *testing.T) {
	long := strings.Repeat("é", 300)
	for _, c := range []struct{ stream, name, want string }{
		{"files", "1/a b.txt", `files/1/a b\.txt`},
		{"files", "//1//./a.txt/", `files/1/a\.txt`},
		{"files", "/etc/passwd", `files/etc/passwd`},
		{"files", "../../etc/passwd", `files/_/_/etc/passwd-[0-9a-f]{12}`},
		{"files", "a/..", `files/a/_-[0-9a-f]{12}`},
		{"files", `..\..\x.txt`, `files/\.\._\.\._x-[0-9a-f]{12}\.txt`},
		{"files", "a\x00b\n.txt", `files/a_b_-[0-9a-f]{12}\.txt`},
		{"files", "a\xffb", `files/a_b-[0-9a-f]{12}`},
		{"files", long + ".jpeg", `files/é{116,118}-[0-9a-f]{12}\.jpeg`},
		{"files", strings.Repeat("d/", 40) + "x.txt", `files/x-[0-9a-f]{12}\.txt`},
		{"files", "...", `files/\.\.\.`},
		{"../up", "x", `_/up-[0-9a-f]{12}/x`},
		{"", "x", `stream/x`},
		{"files", "", `files/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`},
		{"files", "/", `files/[0-9a-f-]{36}`},
	} {
		got := stagedPath(c.stream, c.name)
		if !regexp.MustCompile("^" + c.want + "$").MatchString(got) {
			t.Errorf("%q, %q: got %q, want %s", c.stream, c.name, got, c.want)
		}
		for _, name := range strings.Split(got, "/") {
			if len(name) > maxName || name == ".." {
				t.Errorf("%q, %q: got the name %q", c.stream, c.name, name)
			}
		}
	}
	if stagedPath("s", "../a") == stagedPath("s", "..\\a") || stagedPath("s", "a\\b") == stagedPath("s", "a\nb") {
		t.Error("names that are changed become the same")
	}
}

func FuzzStagedPath(f *testing.F) {
	f.Add("files", "../../etc/passwd")
	f.Add("..", "a\\..\x00/"+strings.Repeat("x.", 200))
	f.Fuzz(func(t *testing.T, stream, name string) {
		got := stagedPath(stream, name)
		if path.Clean(got) != got || path.IsAbs(got) || strings.HasPrefix(got, "..") && got[2:3] == "/" || strings.ContainsAny(got, "\\\x00\n") {
			t.Errorf("%q, %q: got %q", stream, name, got)
		}
		for _, part := range strings.Split(got, "/") {
			if part == ".." || part == "" || len(part) > maxName {
				t.Errorf("%q, %q: got the part %q", stream, name, part)
			}
		}
	})
}
