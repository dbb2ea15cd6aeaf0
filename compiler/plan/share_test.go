package plan

import (
	"fmt"
	"strings"
	"testing"
)

// component is Pkg.Type{Value: text, Inner: inner} as a $ref gives it.
func component(ref, slot, text string, inner Expr) *Make {
	m := New("page", "Type", F("Value", Lit{text}), F("Inner", inner))
	m.Origin, m.Slot = ref, Type{Pkg: "stream", Name: slot}
	return m
}

// part is a component that is written where it stands.
func part(slot, text string, inner Expr) *Make { return component("", slot, text, inner) }

func streamOf(name string, x Expr) *DeclarativeStream {
	return &DeclarativeStream{Name: name, Literal: New("stream", "Stream", F("Retriever", x))}
}

// share runs Share and shows the streams and the shared functions, one a line.
func share(streams ...*DeclarativeStream) string {
	src := &Source{Streams: streams}
	Share(src, func(ref string) string { return ref[strings.LastIndexByte(ref, '/')+1:] })
	var out []string
	for _, s := range streams {
		out = append(out, s.Name+": "+show(s.Literal.(*Make).Fields[0].Value))
	}
	for _, f := range src.Shared {
		out = append(out, fmt.Sprintf("%s %s = %s", f.Name, f.Result.Name, show(f.Body)))
	}
	return strings.Join(out, "\n")
}

func show(x Expr) string {
	switch x := x.(type) {
	case *Make:
		words := []string{}
		for _, operand := range Operands(x) {
			words = append(words, show(operand))
		}
		return "{" + strings.Join(words, " ") + "}"
	case *Call:
		return x.Fun.(Name).Name + "()"
	case Lit:
		return fmt.Sprint(x.Value)
	}
	return fmt.Sprintf("%T", x)
}

func TestShare(t *testing.T) {
	auth := func() *Make { return component("#/auth", "Authenticator", "bearer", nil) }
	requester := func() *Make { return component("#/requester", "Requester", "http", auth()) }
	long := func() *Make {
		return part("Authenticator", "a", New("request", "Option", F("A", Lit{1}), F("B", Lit{2}), F("C", Lit{3})))
	}
	for _, test := range []struct {
		name    string
		streams []*DeclarativeStream
		want    string
	}{
		{"one use stays", []*DeclarativeStream{streamOf("a", auth())}, "a: {bearer}"},
		{"two uses by one stream stay", []*DeclarativeStream{streamOf("a", part("R", "x", ListOf("p", "L", auth(), auth())))}, "a: {x {{bearer} {bearer}}}"},
		{"two streams", []*DeclarativeStream{streamOf("a", auth()), streamOf("b", auth())}, "a: auth()\nb: auth()\nauth Authenticator = {bearer}"},
		{"other plans stay", []*DeclarativeStream{streamOf("a", auth()), streamOf("b", component("#/auth", "Authenticator", "key", nil))}, "a: {bearer}\nb: {key}"},
		{"other refs stay", []*DeclarativeStream{streamOf("a", auth()), streamOf("b", component("#/other", "Authenticator", "bearer", nil))}, "a: {bearer}\nb: {bearer}"},
		{"without a ref", []*DeclarativeStream{streamOf("a", long()), streamOf("b", long())}, "a: {a {1 2 3}}\nb: {a {1 2 3}}"},
		{"an inner piece that only the outer one uses", []*DeclarativeStream{streamOf("a", requester()), streamOf("b", requester())},
			"a: requester()\nb: requester()\nrequester Requester = {http {bearer}}"},
		{"an inner piece that others use", []*DeclarativeStream{streamOf("a", requester()), streamOf("b", requester()), streamOf("c", auth())},
			"a: requester()\nb: requester()\nc: auth()\nrequester Requester = {http auth()}\nauth Authenticator = {bearer}"},
		{"an outer piece of one stream", []*DeclarativeStream{streamOf("a", requester()), streamOf("b", auth())},
			"a: {http auth()}\nb: auth()\nauth Authenticator = {bearer}"},
		{"a part of two versions of a definition", []*DeclarativeStream{streamOf("a", component("#/base", "Requester", "x", long())), streamOf("b", component("#/base", "Requester", "y", long()))},
			"a: {x inner()}\nb: {y inner()}\ninner Authenticator = {a {1 2 3}}"},
		{"a small part", []*DeclarativeStream{streamOf("a", component("#/base", "R", "x", part("A", "s", nil))), streamOf("b", component("#/base", "R", "y", part("A", "s", nil)))},
			"a: {x {s}}\nb: {y {s}}"},
		{"nothing to say", []*DeclarativeStream{streamOf("a", &Make{Type: "T", Origin: "#/t", Slot: Type{Name: "S"}}), streamOf("b", &Make{Type: "T", Origin: "#/t", Slot: Type{Name: "S"}})},
			"a: {}\nb: {}"},
		{"no slot", []*DeclarativeStream{streamOf("a", &Make{Origin: "#/t", Items: []Expr{Lit{1}}}), streamOf("b", &Make{Origin: "#/t", Items: []Expr{Lit{1}}})},
			"a: {1}\nb: {1}"},
	} {
		if got := share(test.streams...); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

// TestShareOfOneLiteral lets two streams hold the very same piece, which is replaced in both.
func TestShareOfOneLiteral(t *testing.T) {
	inner := component("#/auth", "Authenticator", "bearer", nil)
	same := component("#/requester", "Requester", "http", inner)
	want := "a: requester()\nb: requester()\nc: auth()\nrequester Requester = {http auth()}\nauth Authenticator = {bearer}"
	if got := share(streamOf("a", same), streamOf("b", same), streamOf("c", inner)); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// TestFingerprint tells apart plans that differ in one place, whatever the place is.
func TestFingerprint(t *testing.T) {
	closure := func(body ...Stmt) *Closure { return &Closure{Param: "c", Body: body} }
	x, y := Lit{"x"}, Lit{"y"}
	different := []Expr{
		nil, Lit{nil}, Lit{"1"}, Lit{1}, Lit{int64(1)}, Lit{1.0}, Lit{true}, Lit{[]string{"a b"}}, Lit{[]string{"a", "b"}}, Lit{`a" "b`},
		Name{"", "a"}, Name{"a", ""}, New("p", "T"), New("p", "T", F("A", x)), New("p", "T", F("B", x)), New("p", "T", F("A", y)), ListOf("p", "T", x),
		SliceOf("p", "T", x), &Make{Pointer: true, Pkg: "p", Type: "T"}, &Call{x, nil}, &Call{x, []Expr{y}}, &Call{x, []Expr{x, y}}, &Select{x, "a"}, &Select{x, "b"},
		&Not{x}, &Not{y}, &Binary{x, "&&", y}, &Binary{x, "||", y}, &Binary{y, "&&", x}, &Stream{&DeclarativeStream{Name: "a"}}, &Stream{&DeclarativeStream{Name: "b"}},
		&Schema{&DeclarativeStream{Name: "a"}, 0, false}, &Schema{&DeclarativeStream{Name: "a"}, 1, false}, closure(), closure(&Return{x}), closure(&Return{y}), closure(&Eval{x}), closure(&Assign{"a", x, true}),
		closure(&Assign{"a", x, false}), closure(&Assign{"b", x, true}), closure(&If{nil, x, nil, nil}), closure(&If{&Assign{"a", x, true}, x, nil, nil}),
		closure(&If{nil, x, []Stmt{&Return{x}}, nil}), closure(&If{nil, x, nil, []Stmt{&Return{x}}}), closure(&Range{"", "v", x, nil}), closure(&Range{"i", "v", x, nil}),
		&Closure{Param: "d"}, &Closure{Param: "c", Type: Type{Name: "T"}}, &Closure{Param: "c", Result: Type{Name: "T"}}, &Closure{Param: "c", Template: "t"},
	}
	seen := map[fingerprint]int{}
	for i, x := range different {
		if j, twice := seen[fingerprintOf(x)]; twice {
			t.Errorf("%#v and %#v have one fingerprint", different[j], x)
		}
		seen[fingerprintOf(x)] = i
	}
}
