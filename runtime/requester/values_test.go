package requester

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func list(vs ...value.Value) value.Value { return value.ListOf(vs...) }

func TestParameterValues(t *testing.T) {
	for _, c := range []struct {
		name string
		text Template
		want string
	}{
		{"float", Fixed("1.0"), "k=1.0"},
		{"zeros", Fixed("007"), "k=007"},
		{"exponent", Fixed("1e5"), "k=1e5"},
		{"tuple", Fixed("1,2"), "k=1%2C2"},
		{"quoted", Fixed("'quoted'"), "k=quoted"},
		{"list", Fixed("[1,2]"), "k=1&k=2"},
		{"list with none", Fixed("[1,None,'']"), "k=1&k="},
		{"empty list", Fixed("[]"), ""},
		{"bool", expression(value.True), "k=True"},
		{"none", expression(value.Null), "k=None"},
		{"missing", expression(value.Value{}), ""},
		{"empty", expression(value.Str("")), ""},
		{"map", expression(value.DictOf(value.Str("a"), value.Int(1))), "k=%7B%27a%27%3A+1%7D"},
		{"list of the expression", expression(list(value.Str("a"), value.Str("b"))), "k=a&k=b"},
		{"unicode", Fixed("é ~-._*"), "k=%C3%A9+~-._%2A"},
		{"failure of a lookup", expression(value.Fail(value.UndefinedError, "no")), ""},
		{"type error", expression(value.Fail(value.TypeError, "no")), "k=%7B%7B+x+%7D%7D"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, ok)
			h := HTTP{URLBase: Fixed(s.URL), RequestParameters: Mapping{{Key: Fixed("k"), Value: c.text}}}
			if _, err := send(t, h, emptySlice()); err != nil {
				t.Fatal(err)
			}
			if got := strings.TrimPrefix(strings.TrimPrefix(s.requests()[0].uri, "/"), "?"); got != c.want {
				t.Errorf("sent %q, want %q", got, c.want)
			}
		})
	}
}

func TestHeaderValues(t *testing.T) {
	s := serve(t, ok)
	h := HTTP{URLBase: Fixed(s.URL), RequestHeaders: Mapping{
		{Fixed("X-Float"), Fixed("1.10")},
		{Fixed("X-List"), Fixed("[1,2]")},
		{Fixed("X-Exponent"), Fixed("1e5")},
		{Fixed("X-Zeros"), Fixed("007")},
		{Fixed("X-Bool"), expression(value.True)},
		{Fixed("X-None"), expression(value.Null)},
		{Fixed("X-Empty"), expression(value.Str(""))},
		{Fixed("X-Dict"), expression(value.DictOf(value.Str("a"), value.Int(1)))},
		{Fixed("accept"), Fixed("text/plain")},
		{Fixed("user-agent"), Fixed("mine")},
	}}
	if _, err := send(t, h, emptySlice()); err != nil {
		t.Fatal(err)
	}
	got := s.requests()[0].header
	for name, want := range map[string]string{
		"X-Float": "1.1", "X-List": "[1, 2]", "X-Exponent": "100000.0", "X-Zeros": "007",
		"X-Bool": "True", "X-Dict": "{'a': 1}", "Accept": "text/plain", "User-Agent": "mine",
	} {
		if got.Get(name) != want || len(got.Values(name)) != 1 {
			t.Errorf("%s: %q, want %q", name, got.Values(name), want)
		}
	}
	if got.Values("X-None") != nil || got.Values("X-Empty") != nil {
		t.Errorf("sent headers without a value: %v", got)
	}
}

func TestHeaderThatWouldEndEarly(t *testing.T) {
	h := HTTP{URLBase: Fixed("http://127.0.0.1:1"), RequestHeaders: Mapping{{Fixed("X"), expression(value.Str("a\r\nX-Other: b"))}}}
	if _, err := send(t, h, emptySlice()); err == nil || !strings.HasPrefix(err.Error(), "InvalidHeader") || strings.Contains(err.Error(), "Other") {
		t.Errorf("got %v", err)
	}
}

func TestBodies(t *testing.T) {
	object := Object{
		{Fixed("a"), Leaf(Fixed("1"))},
		{Fixed("u"), Leaf(Fixed("é"))},
		{Fixed("none"), Leaf(expression(value.Null))},
		{Fixed("empty"), Leaf(expression(value.Str("")))},
		{Fixed("nested"), Object{{Fixed("list"), Array{Leaf(Fixed("x")), Leaf(expression(value.Null)), Constant(value.True)}}}},
		{Fixed("flag"), Constant(value.False)},
	}
	const objectText = `{"a": 1, "u": "\u00e9", "nested": {"list": ["x", null, true]}, "flag": false}`
	const isJSON, isForm = "application/json", "application/x-www-form-urlencoded"
	for _, c := range []struct {
		name string
		h    HTTP
		body string
		kind string
	}{
		{"json", HTTP{RequestBodyJSON: object}, objectText, isJSON},
		{"request_body json", HTTP{RequestBody: JSONObject(object)}, objectText, isJSON},
		{"graphql", HTTP{RequestBody: GraphQL{{Fixed("query"), Leaf(Fixed("{a{b}}"))}}}, `{"query": "{a{b}}"}`, isJSON},
		{"form", HTTP{RequestBodyData: templates("a", "b c", "d", "[1,2]")}, "a=b+c&d=1&d=2", isForm},
		{"form of an empty list", HTTP{RequestBodyData: templates("a", "[]")}, "", isForm},
		{"request_body form", HTTP{RequestBody: URLEncodedForm(templates("a", "1"))}, "a=1", isForm},
		{"text", HTTP{RequestBodyDataText: Fixed("hello é")}, "hello é", ""},
		{"plain text", HTTP{RequestBody: PlainText(Fixed("hello"))}, "hello", ""},
		{"text that is a mapping", HTTP{RequestBodyDataText: Fixed("{'a': 5}")}, "a=5", isForm},
		{"text that is a number", HTTP{RequestBodyDataText: Fixed("5")}, "", ""},
		{"json text", HTTP{RequestBodyJSONText: Fixed("{'a': None}")}, `{"a": null}`, isJSON},
		{"empty object", HTTP{RequestBodyJSON: Object{{Fixed("a"), Leaf(expression(value.Null))}}}, "", ""},
		{"content type of the manifest", HTTP{RequestBodyJSON: object, RequestHeaders: templates("content-type", "application/vnd.x")}, objectText, "application/vnd.x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, ok)
			c.h.URLBase, c.h.HTTPMethod = Fixed(s.URL), "POST"
			if _, err := send(t, c.h, emptySlice()); err != nil {
				t.Fatal(err)
			}
			got := s.requests()[0]
			if got.body != c.body || got.header.Get("Content-Type") != c.kind {
				t.Errorf("sent %q (%s), want %q (%s)", got.body, got.header.Get("Content-Type"), c.body, c.kind)
			}
		})
	}
}

func TestBodyOfGET(t *testing.T) {
	s := serve(t, ok)
	if _, err := send(t, HTTP{URLBase: Fixed(s.URL), RequestBodyJSON: Object{{Fixed("a"), Leaf(Fixed("1"))}}}, emptySlice()); err != nil {
		t.Fatal(err)
	}
	if got := s.requests()[0]; got.method != "GET" || got.body != `{"a": 1}` {
		t.Errorf("sent %+v", got)
	}
}

func TestRefusedRequests(t *testing.T) {
	twice := stream.Request{Slice: &stream.Slice{}, Options: &request.Options{
		Parameters: value.DictOf(value.Str("k"), value.Str("1")), Headers: value.DictOf(value.Str("X-Key"), value.Str("1")),
	}}
	for _, c := range []struct {
		name string
		h    HTTP
		in   stream.Request
		want string
	}{
		{"parameter twice", HTTP{RequestParameters: templates("k", "1")}, twice, "ValueError: Request body collision, duplicate keys detected at key path: k."},
		{"header twice", HTTP{RequestHeaders: templates("X-Key", "2")}, twice, "ValueError: Request body collision, duplicate keys detected at key path: X-Key."},
		{"object as parameter", HTTP{}, stream.Request{Slice: &stream.Slice{}, Options: &request.Options{
			Parameters: value.DictOf(value.Str("c"), value.DictOf(value.Str("a"), value.Int(1)))}},
			"ValueError: Invalid value for `c` parameter. The values of request params cannot be an object."},
		{"json text", HTTP{RequestBodyJSONText: Fixed(`{"a": true}`)}, emptySlice(), "ValueError: Request body json cannot be a string"},
		{"headers text", HTTP{RequestHeadersText: Fixed("a: b")}, emptySlice(), "ValueError: Request headers cannot be a string"},
		{"text and form", HTTP{RequestBodyDataText: Fixed("a")}, stream.Request{Slice: &stream.Slice{}, Options: &request.Options{
			BodyData: value.DictOf(value.Str("a"), value.Int(1))}}, "ValueError: Cannot combine multiple options if one is a string"},
		{"json and data", HTTP{RequestBodyDataText: Fixed("a")}, stream.Request{Slice: &stream.Slice{}, Options: &request.Options{
			BodyJSON: value.DictOf(value.Str("a"), value.Int(1))}}, "RequestBodyException: At the same time only one of"},
		{"not JSON", HTTP{RequestBodyJSON: Object{{Fixed("a"), Leaf(Fixed("1e999"))}}}, emptySlice(), "InvalidJSONError: Out of range float values are not JSON compliant"},
		{"failing template", HTTP{RequestParameters: Mapping{{Fixed("a"), expression(value.Fail(value.ValueError, "no date"))}}}, emptySlice(), "ValueError: no date"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, ok)
			c.h.URLBase = Fixed(s.URL)
			if _, err := send(t, c.h, c.in); err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if len(s.requests()) > 0 {
				t.Error("a request was sent")
			}
		})
	}
}

func TestStringParametersThatAreNoMapping(t *testing.T) {
	s := serve(t, ok)
	if _, err := send(t, HTTP{URLBase: Fixed(s.URL), RequestParametersText: Fixed("a=b&c=d")}, emptySlice()); err != nil {
		t.Fatal(err)
	}
	if _, err := send(t, HTTP{URLBase: Fixed(s.URL), RequestParametersText: Fixed("{'a': 1, 'b': None}")}, emptySlice()); err != nil {
		t.Fatal(err)
	}
	if got := s.requests(); got[0].uri != "/" || got[1].uri != "/?a=1" {
		t.Errorf("asked for %s and %s", got[0].uri, got[1].uri)
	}
}

func TestNextPageTokenInTemplates(t *testing.T) {
	s := serve(t, ok)
	in := emptySlice()
	in.NextPageToken = value.Str("abc")
	h := HTTP{URLBase: Fixed(s.URL), Path: Text("{{ next_page_token['next_page_token'] }}", func(r stream.RequestScope) value.Value {
		return r.NextPageToken.Item("next_page_token")
	})}
	if _, err := send(t, h, in); err != nil {
		t.Fatal(err)
	}
	if got := s.requests()[0].uri; got != "/abc" {
		t.Errorf("asked for %s", got)
	}
}

func TestConstructRefusesTwoBodies(t *testing.T) {
	h := HTTP{RequestBodyData: templates("a", "1"), RequestBodyJSON: Object{{Fixed("a"), Leaf(Fixed("1"))}}}
	if err := h.Construct(&stream.Stream{}); err == nil || !strings.Contains(err.Error(), "not both") {
		t.Errorf("got %v", err)
	}
}

// TestFormIsQuoted: quoting the query of a plain URL once more would change nothing, so that it is left out.
func TestFormIsQuoted(t *testing.T) {
	for c := range 256 {
		for _, text := range []string{string(rune(c)), string([]byte{byte(c)}), "%" + string(rune(c)) + "41", "%4" + string(rune(c))} {
			form := encodeForm(value.DictOf(value.Str(text), value.Str(text)))
			if again := requote(form); again != form {
				t.Errorf("%q: %s becomes %s", text, form, again)
			}
		}
	}
}
