package requester

import (
	"strings"
	"testing"
)

// The expected URLs are what requests prepares.
func TestPrepareURL(t *testing.T) {
	const query = "a=b+c&d=1"
	for _, c := range []struct{ url, query, want string }{
		{"http://h", "", "http://h/"},
		{"http://h/v1/a b/é%20%2F", "", "http://h/v1/a%20b/%C3%A9%20%2F"},
		{"http://h/x?", query, "http://h/x?a=b+c&d=1"},
		{"http://h/x?y=1#f", query, "http://h/x?y=1&a=b+c&d=1#f"},
		{"http://h#f", query, "http://h/?a=b+c&d=1#f"},
		{"  HTTP://H/X", "", "http://h/X"},
		{"https://h:0443/x", "", "https://h:443/x"},
		{"http://user:p w@h/x", "", "http://user:p%20w@h/x"},
		{"http://[::1]:80/x", "", "http://[::1]:80/x"},
		{"http://h/%41%7E%2f", "", "http://h/A~%2F"},
		{"http://h/x?a=%zz", "", "http://h/x?a=%25zz"},
		{"http://h/a%b", "", "http://h/a%25b"},
		{"http://h/x%2520", "", "http://h/x%2520"},
		{"http://h/[x]?[y]=1", "", "http://h/%5Bx%5D?%5By%5D=1"},
		{"http://h/a|b{c}^`\"<>", "", "http://h/a%7Cb%7Bc%7D%5E%60%22%3C%3E"},
		{"http://h/..//x", "", "http://h/x"},
		{"http://h//x", "", "http://h//x"},
		{"http://h/!$&'()*+,;=:@", "", "http://h/!$&'()*+,;=:@"},
		{"http://bücher-café.例え/", "", "http://xn--bcher-caf-j4a4r.xn--r8jz45g/"},
		{"mailto:x", query, "mailto:x"},
		{"httpx://a/b", "", "httpx://a/b"},
	} {
		got, err := prepareURL(c.url, c.query)
		if err != nil || got != c.want {
			t.Errorf("prepareURL(%q, %q) = %q, %v; want %q", c.url, c.query, got, err, c.want)
		}
	}
}

func TestPrepareURLRefuses(t *testing.T) {
	for _, c := range []struct{ url, want string }{
		{"h/v1", "MissingSchema: Invalid URL 'h/v1': No scheme supplied. Perhaps you meant https://h/v1?"},
		{"", "MissingSchema: Invalid URL '': No scheme supplied. Perhaps you meant https://?"},
		{"http:///x", "InvalidURL: Invalid URL 'http:///x': No host supplied"},
		{"http:items", "InvalidURL: Invalid URL 'http:items': No host supplied"},
		{"http://h:99999/", "InvalidURL: Failed to parse: http://h:99999/"},
		{"http://*.h/", "InvalidURL: URL has an invalid label."},
		{"http://[::1/x", "InvalidURL: Failed to parse: '[::1' is not a valid host or port"},
		{"http://h a/x", "InvalidURL: Failed to parse: Host 'h a' contains invalid character ' '"},
	} {
		if got, err := prepareURL(c.url, ""); err == nil || err.Error() != c.want {
			t.Errorf("prepareURL(%q) = %q, %v; want %s", c.url, got, err, c.want)
		}
	}
}

// FuzzPlainURL: the short way gives what the rules give.
func FuzzPlainURL(f *testing.F) {
	for _, text := range []string{
		"https://api.example.test/v1", "https://api.example.test:8080/a//b", "http://h/./a", "http://h/a/..", "http://h:0080/",
		"http://H/a", "http://h/%41", "http://.h/", "http://h:99999/", "http://h/a/.b", "http://h/a.b/~c_d-e/", "http://h",
	} {
		f.Add(text, "items/7")
		f.Add(text, "/../items//x")
	}
	f.Fuzz(func(t *testing.T, base, path string) {
		if plainURL(base) {
			for query, want := range map[string]string{"": base, "a=%41%2f&b": base + "?a=A%2F&b"} {
				if got, err := prepareURL(base+"#", query); err != nil || strings.ReplaceAll(got, "%2f", "%2F") != want {
					t.Errorf("%q with %q: %q, %v", base, query, got, err)
				}
			}
		}
		if plainURL(base+"/") && plainPath(path) && path != "" {
			if got := resolveReference(base+"/", path); got != base+"/"+path {
				t.Errorf("%q and %q: %q", base, path, got)
			}
		}
	})
}
