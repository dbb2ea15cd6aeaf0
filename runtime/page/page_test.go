package page

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A fetched page is what a test feeds to a paginator.
type fetched struct {
	extracted, emitted int
	body               string
	headers            value.Value
	last               value.Value
}

var (
	pageOption = request.Option{InjectInto: request.Parameter, FieldName: config.Fixed("page")}
	sizeOption = request.Option{InjectInto: request.Parameter, FieldName: config.Fixed("limit")}
)

// walk is what is asked for, page by page, until the pagination ends.
func walk(t *testing.T, p Default, fetch ...fetched) string {
	t.Helper()
	if err := p.Construct(); err != nil {
		return err.Error()
	}
	pages := p.Pages(new(stream.Slice))
	var asked []string
	for _, f := range fetch {
		var options request.Options
		path, err := pages.Apply(&options)
		if err != nil {
			return err.Error()
		}
		said := "-"
		if path != nil {
			said = *path
		} else if options.Parameters.Kind() == value.KindDict {
			said = options.Parameters.String()
		}
		asked = append(asked, said)
		last := f.last
		if last.Kind() == value.KindUndefined {
			last = value.Null
		}
		response := &stream.Response{Status: 200, Ok: true, Body: []byte(f.body)}
		if f.headers.Kind() == value.KindDict {
			response.Headers = func() value.Value { return f.headers }
		}
		more, err := pages.Next(stream.Page{
			Response: response, Extracted: f.extracted, Emitted: f.emitted, LastRecord: last, Slice: new(stream.Slice),
		})
		if err != nil {
			return strings.Join(append(asked, err.Error()), " ")
		}
		if !more {
			return strings.Join(append(asked, "end"), " ")
		}
	}
	return strings.Join(append(asked, "…"), " ")
}

func full(n int) fetched { return fetched{extracted: n, emitted: n} }

func TestIncrement(t *testing.T) {
	for _, c := range []struct {
		name     string
		strategy Strategy
		fetch    []fetched
		want     string
	}{
		{"not on the first request", Increment{PageSize: config.Fixed("2"), StartFromPage: 1}, []fetched{full(2), full(2), full(1)}, "- {'page': 2} {'page': 3} end"},
		{"on the first request", Increment{PageSize: config.Fixed("2"), InjectOnFirstRequest: true}, []fetched{full(2), full(0)}, "{'page': 0} {'page': 1} end"},
		{"without a size", Increment{}, []fetched{full(1), full(5), full(0)}, "- {'page': 1} {'page': 2} end"},
		{"a filter does not count", Increment{PageSize: config.Fixed("2")}, []fetched{{extracted: 2}, full(1)}, "- {'page': 1} end"},
		{"page 0 is no token", Increment{StartFromPage: -1}, []fetched{full(1)}, "- end"},
		{"size is no int", Increment{PageSize: config.Fixed("1e2")}, nil, "Exception: 100.0 is of type <class 'float'>. Expected <class 'int'>"},
		{"offset", Offset{PageSize: Fixed("2")}, []fetched{full(2), full(2), full(1)}, "- {'page': 2} {'page': 4} end"},
		{"offset on the first request", Offset{PageSize: Fixed("2"), InjectOnFirstRequest: true}, []fetched{full(2), full(0)}, "{'page': 0} {'page': 2} end"},
		{"offset without a size", Offset{}, []fetched{full(3), full(1), full(0)}, "- {'page': 3} {'page': 4} end"},
		{"offset of a longer page", Offset{PageSize: Fixed("2")}, []fetched{full(3), full(0)}, "- {'page': 3} end"},
		{"offset and a filter", Offset{PageSize: Fixed("2")}, []fetched{{extracted: 2, emitted: 1}, full(0)}, "- {'page': 2} end"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := walk(t, Default{PageTokenOption: pageOption, PaginationStrategy: c.strategy}, c.fetch...); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestOffsetSizeOfTheResponse(t *testing.T) {
	size := Text("{{ response.size }}", func(p stream.PageScope) value.Value { return p.Response.Attr("size") })
	p := Default{PageTokenOption: pageOption, PaginationStrategy: Offset{PageSize: size}}
	fetch := func(n int) fetched { return fetched{extracted: n, body: `{"size": 3}`} }
	if got := walk(t, p, fetch(3), fetch(2)); got != "- {'page': 3} end" {
		t.Errorf("got %s", got)
	}
	if !p.NeedsResponse() {
		t.Error("the response is not kept")
	}
	p.PaginationStrategy = Offset{PageSize: Fixed("abc")}
	if got := walk(t, p, full(1)); !strings.Contains(got, "TypeError: '<' not supported between instances of 'int' and 'str'") {
		t.Errorf("got %s", got)
	}
}

// next is CursorPagination over {"next": …}.
func next(stop func(stream.PageScope) value.Value) Cursor {
	c := Cursor{CursorValue: Text("{{ response['next'] }}", func(p stream.PageScope) value.Value { return p.Response.Item("next") })}
	if stop != nil {
		c.StopCondition = Condition("{{ response … }}", stop)
	}
	return c
}

func TestCursor(t *testing.T) {
	body := func(text string) fetched { return fetched{extracted: 1, emitted: 1, body: text} }
	missing := Cursor{CursorValue: Text("{{ response.meta.next }}", func(p stream.PageScope) value.Value {
		return p.Response.Attr("meta").Attr("next")
	})}
	record := Cursor{CursorValue: Text("{{ last_record.id }}", func(p stream.PageScope) value.Value { return p.LastRecord.Attr("id") })}
	for _, c := range []struct {
		name   string
		cursor Cursor
		fetch  []fetched
		want   string
	}{
		{"until there is none", next(nil), []fetched{body(`{"next": "b"}`), body(`{}`)}, "- {'page': 'b'} end"},
		{"empty page goes on", next(nil), []fetched{{body: `{"next": "b"}`}, body(`{"next": null}`)}, "- {'page': 'b'} end"},
		{"falsy", next(nil), []fetched{body(`{"next": 0}`)}, "- end"},
		{"literal step", next(nil), []fetched{body(`{"next": "123e4"}`), body(`{"next": "007"}`), body(`{"next": "x"}`)}, "- {'page': 1230000.0} {'page': '007'} …"},
		{"list body", next(nil), []fetched{body(`[{"next": "b"}, {"next": "c"}]`), body(`[]`)}, "- {'page': 'b'} end"},
		{"no JSON", next(nil), []fetched{body(`<html>`)}, "- end"},
		{"stop", next(func(p stream.PageScope) value.Value { return p.LastPageSize.Lt(value.Int(1)) }), []fetched{body(`{"next": "b"}`), {extracted: 1, body: `{"next": "c"}`}}, "- {'page': 'b'} end"},
		{"last record", record, []fetched{{last: value.DictOf(value.Str("id"), value.Int(7))}, {}}, "- {'page': 7} end"},
		{"undefined parent", missing, []fetched{body(`{}`)}, "- UndefinedError: 'dict object' has no attribute 'meta'"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := walk(t, Default{PageTokenOption: pageOption, PaginationStrategy: c.cursor}, c.fetch...); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// The reference asks for ever.
func TestPagesThatLeadToThemselves(t *testing.T) {
	p := Default{PageTokenOption: pageOption, PaginationStrategy: next(nil)}
	for _, circle := range [][]string{
		{`{"next": "a"}`},
		{`{"next": "a"}`, `{"next": "b"}`, `{"next": "c"}`},
	} {
		pages, n := p.Pages(new(stream.Slice)), 0
		var err error
		for ; err == nil && n < 1000; n++ {
			response := &stream.Response{Ok: true, Body: []byte(circle[n%len(circle)])}
			_, err = pages.Next(stream.Page{Response: response, LastRecord: value.Null, Slice: new(stream.Slice)})
		}
		if err == nil || n > 20*len(circle)*len(circle) {
			t.Errorf("a circle of %d pages was followed %d times: %v", len(circle), n, err)
		}
	}
	// One token, as of a scroll: pages differ by their bodies, or by their last records if those are known.
	for name, c := range map[string]struct {
		record func(n int) value.Value
		ends   bool
	}{
		"other records":    {func(n int) value.Value { return value.DictOf(value.Str("id"), value.Int(int64(n))) }, false},
		"unknown records":  {func(int) value.Value { return value.Null }, false},
		"the same records": {func(int) value.Value { return value.DictOf(value.Str("id"), value.Int(7)) }, true},
	} {
		pages, n, more, err := p.Pages(new(stream.Slice)), 0, true, error(nil)
		for ; more && err == nil && n < 1000; n++ {
			response := &stream.Response{Ok: true, Body: fmt.Appendf(nil, `{"next": "a", "time": %d}`, n)}
			more, err = pages.Next(stream.Page{Response: response, Extracted: 2, LastRecord: c.record(n), Slice: new(stream.Slice)})
		}
		if (err != nil) != c.ends || c.ends && n > 20 {
			t.Errorf("%s: followed %d times: %v", name, n, err)
		}
	}
}

func TestCursorReadsHeaders(t *testing.T) {
	headers := value.DictOf(value.Str("X-Next"), value.Str("b"), value.Str("Link"), value.Str(`<http://h/2>; rel="next"`))
	cursor := func(read func(value.Value) value.Value) Cursor {
		return Cursor{CursorValue: Text("{{ headers … }}", func(p stream.PageScope) value.Value { return read(p.Headers) })}
	}
	for _, c := range []struct {
		name string
		read func(value.Value) value.Value
		want string
	}{
		{"server's spelling", func(h value.Value) value.Value { return h.Item("X-Next") }, "- b …"},
		{"another spelling", func(h value.Value) value.Value { return h.Item("x-next") }, "- end"},
		{"link", func(h value.Value) value.Value { return h.Item("link").Item("next").Item("url") }, "- http://h/2 …"},
	} {
		fetch := []fetched{{headers: headers}, {headers: headers}}
		if c.want == "- end" {
			fetch = fetch[:1]
		}
		if got := walk(t, Default{PageTokenOption: RequestPath{}, PaginationStrategy: cursor(c.read)}, fetch...); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
	if p := (Default{PaginationStrategy: cursor(nil)}); p.NeedsResponse() || p.NeedsLastRecord() {
		t.Error("a page is kept whole for its headers")
	}
}

func TestPageSize(t *testing.T) {
	p := Default{PageTokenOption: pageOption, PageSizeOption: sizeOption, PaginationStrategy: Increment{PageSize: config.Fixed("2"), InjectOnFirstRequest: true}}
	if got := walk(t, p, full(2), full(2)); got != "{'page': 0, 'limit': 2} {'page': 1, 'limit': 2} …" {
		t.Errorf("got %s", got)
	}
	for _, c := range []struct {
		p    Default
		want string
	}{
		{Default{PageSizeOption: sizeOption, PaginationStrategy: Increment{}}, "page_size_option cannot be set if the pagination strategy does not have a page_size"},
		{Default{PageSizeOption: sizeOption, PaginationStrategy: Increment{PageSize: config.Fixed("0")}}, "page_size_option cannot be set"},
		{Default{PageSizeOption: pageOption, PageTokenOption: pageOption, PaginationStrategy: Increment{PageSize: config.Fixed("2")}}, "duplicate keys detected at key path: page."},
	} {
		if err := c.p.Construct(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestRequestPath(t *testing.T) {
	p := Default{PageTokenOption: RequestPath{}, PageSizeOption: sizeOption, PaginationStrategy: Increment{PageSize: config.Fixed("2"), StartFromPage: 1, InjectOnFirstRequest: true}}
	if got := walk(t, p, full(2), full(2)); got != "1 2 …" {
		t.Errorf("got %s", got)
	}
	p.PaginationStrategy = Increment{PageSize: config.Fixed("2"), InjectOnFirstRequest: true}
	if got := walk(t, p, full(2)); got != "{'limit': 2} …" { // 0 is no path
		t.Errorf("got %s", got)
	}
}

func TestNone(t *testing.T) {
	pages := None{}.Pages(new(stream.Slice))
	path, err := pages.Apply(new(request.Options))
	more, errNext := pages.Next(stream.Page{})
	if path != nil || err != nil || errNext != nil || more || pages.Token().Kind() != value.KindUndefined {
		t.Error("a page without pagination asks for something")
	}
}

// The expected relations are what requests makes of the header.
func TestLinks(t *testing.T) {
	for _, c := range []struct{ header, want string }{
		{``, `{}`},
		{`<http://h/a>; rel="next"`, `{'next': {'url': 'http://h/a', 'rel': 'next'}}`},
		{`<http://h/a?x=1,2>; rel=next; type="a/b", <http://h/b>; rel='last'`, `{'next': {'url': 'http://h/a?x=1,2', 'rel': 'next', 'type': 'a/b'}, 'last': {'url': 'http://h/b', 'rel': 'last'}}`},
		{`<http://h/a>`, `{'http://h/a': {'url': 'http://h/a'}}`},
		{`<http://h/a>; rel="a=b"; x=1`, `{'http://h/a': {'url': 'http://h/a'}}`},
		{`<http://h/a>; title="x; y"; rel=next`, `{'http://h/a': {'url': 'http://h/a', 'title': 'x'}}`},
		{` '"`, `{}`},
	} {
		if got := links(c.header).Repr(); got != c.want {
			t.Errorf("links(%s) = %s, want %s", c.header, got, c.want)
		}
	}
}

func ExampleDefault() {
	pages := Default{PageTokenOption: pageOption, PaginationStrategy: Increment{StartFromPage: 1}}.Pages(new(stream.Slice))
	more, _ := pages.Next(stream.Page{Extracted: 10})
	fmt.Println(more, pages.Token())
	// Output: true 2
}
