package requester

import "testing"

// The expected URLs are what Python's urljoin gives.
func TestJoinURL(t *testing.T) {
	for _, c := range []struct{ base, path, want string }{
		{"http://h", "a/b/", "http://h/a/b/"},
		{"http://h/v1", "x", "http://h/v1/x"},
		{"http://h/v1/", "x", "http://h/v1/x"},
		{"http://h/v1", "", "http://h/v1"},
		{"http://h/v1/", "", "http://h/v1/"},
		{"http://h/v1", "x?y=1", "http://h/v1/x?y=1"},
		{"http://h/v1?z=1", "x", "http://h/x"},
		{"http://h/v1?z=1", "", "http://h/v1?z=1"},
		{"http://h/v1", "?a=1", "http://h/v1/?a=1"},
		{"http://h/v1", "../up", "http://h/up"},
		{"http://h/v1", "../../up", "http://h/up"},
		{"http://h/v1", "a/./b/../c", "http://h/v1/a/c"},
		{"http://h/v1", "a//b", "http://h/v1/a/b"},
		{"http://h/v1", "x/", "http://h/v1/x/"},
		{"http://h/v1", "..", "http://h/"},
		{"http://h/v1", "a/..", "http://h/v1/"},
		{"http://h/v1", "/p?c=2", "http://h/p?c=2"},
		{"http://h/v1", "//y/z?q=1", "http://y/z?q=1"},
		{"http://h/v1", "http://other/full?q=1", "http://other/full?q=1"},
		{"http://h/v1", "https:foo", "https:foo"},
		{"http://h/v1", "http:foo", "http://h/v1/foo"},
		{"http://h/v1", "a:b/c", "a:b/c"},
		{"http://h/v1", "x;p=1", "http://h/v1/x;p=1"},
		{"http://h/v1", ";p", "http://h/v1/;p"},
		{"http://h/v1", "x#frag", "http://h/v1/x#frag"},
		{"http://h/v1", "tab\there", "http://h/v1/tabhere"},
		{"https://H.Example:443/v1", "x", "https://H.Example:443/v1/x"},
	} {
		if got := joinURL(c.base, c.path); got != c.want {
			t.Errorf("joinURL(%q, %q) = %q, want %q", c.base, c.path, got, c.want)
		}
	}
}

func FuzzJoinURL(f *testing.F) {
	f.Add("http://h/v1", "a/../b;c?d#e")
	f.Add("", "")
	f.Add("http://[", "//")
	f.Fuzz(func(t *testing.T, base, path string) {
		joined := joinURL(base, path)
		if prepared, err := prepareURL(joined, "a=b"); err == nil {
			again, err := prepareURL(prepared, "")
			if err == nil && again != prepared {
				t.Errorf("preparing %q again gives %q", prepared, again)
			}
		}
	})
}
