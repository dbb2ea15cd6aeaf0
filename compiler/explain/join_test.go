package explain

import "testing"

// The joined addresses are those of the runtime: those without templates stand in its own test as well.
func TestJoin(t *testing.T) {
	for _, c := range []struct{ base, path, want string }{
		{"http://h", "a/b/", "http://h/a/b/"},
		{"http://h/v1", "x", "http://h/v1/x"},
		{"http://h/v1/", "/x", "http://h/v1/x"},
		{"http://h/v1/", "//card", "http://h/v1/card"},
		{"http://h/v1", "", "http://h/v1"},
		{"http://h/v1/", "/", "http://h/v1/"},
		{"http://h/graphql", "/", "http://h/graphql"},
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
		{"http://h/v1", "http://other/full?q=1", "http://other/full?q=1"},
		{"http://h/v1", "https:foo", "https:foo"},
		{"http://h/v1", "http:foo", "http://h/v1/foo"},
		{"http://h/v1", "a:b/c", "a:b/c"},
		{"http://h/v1", "x;p=1", "http://h/v1/x;p=1"},
		{"http://h/v1", "x#frag", "http://h/v1/x#frag"},
		{"", "x", "/x"},
		{"", "{{ download_target }}", "{{ download_target }}"},
		{`"https://h/v1/"`, "/x", "https://h/v1/x"},
		{`"https://{{ config["host"] }}/v1/"`, "/x", `https://{{ config["host"] }}/v1/x`},
		{"{{ config['url'] }}", "/x", "{{ config['url'] }}/x"},
		{"{{ config['url'] }}", "", "{{ config['url'] }}"},
		{"https://{{ config['host'] or '//?#' }}/v1", "a/{{ '}}/../' ~ x }}/../b", "https://{{ config['host'] or '//?#' }}/v1/a/b"},
		{"https://h", "{% if x %}a?{% else %}b{% endif %}", "https://h/{% if x %}a?{% else %}b{% endif %}"},
	} {
		if got := join(c.base, c.path); got != c.want {
			t.Errorf("join(%q, %q) = %q, want %q", c.base, c.path, got, c.want)
		}
	}
}
