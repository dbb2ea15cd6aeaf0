package jinja

import "testing"

func TestReads(t *testing.T) {
	for _, c := range []struct{ template, want string }{
		{"{{ last_page_size < page_size }}", "page_size"},
		{"\r\n{{ 1 if a else page_size }}", "page_size"},
		{"{% for x in y %}{{ [page_size, page_size] }}{% endfor %}", "page_size"},
		{"{{ config['page_size'] + config.page_size }}", ""},
		{"{% set page_size = 3 %}{{ page_size }}", ""},
		{"page_size", ""},
		{"{{ page_size", ""},
		{"", ""},
	} {
		start, end, ok := Reads(c.template, "page_size")
		if got := c.template[start:end]; got != c.want || ok != (c.want != "") {
			t.Errorf("%q: %q at %d, %v", c.template, got, start, ok)
		}
	}
}
