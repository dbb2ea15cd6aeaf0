package schema

import (
	"fmt"
	"strings"
)

// A shape is one alternative of a field's type.
type shape struct {
	kind  string   // string integer number boolean null object any; list map enum component
	name  string   // of a component
	words []string // of an enum
	of    []shape  // what a list or a map holds
	bound string   // ">=1" or ">1" of a number, "2" of a list that needs two elements
}

// parseType reads the type of a field:
//
//	type  = one { "|" one }
//	one   = "[]" one [ "{" at least "}" ] | "(" type ")" | "map(" type ")" | "enum(" word { "," word } ")" | name [ ">" | ">=" number ]
//
// where name is string, integer, number, boolean, null, object, array, any, or a component.
func parseType(text string) ([]shape, error) {
	p := &typeParser{rest: text}
	out := p.union()
	if p.err == nil && p.rest != "" {
		p.err = fmt.Errorf("type %q: %q is left over", text, p.rest)
	}
	return out, p.err
}

type typeParser struct {
	rest string
	err  error
}

func (p *typeParser) take(prefix string) bool {
	rest, ok := strings.CutPrefix(p.rest, prefix)
	if ok {
		p.rest = rest
	}
	return ok
}

func (p *typeParser) union() []shape {
	out := p.one()
	for p.take("|") {
		out = append(out, p.one()...)
	}
	return out
}

func (p *typeParser) one() []shape {
	switch {
	case p.take("[]"):
		s := shape{kind: "list", of: p.one()}
		if p.take("{") {
			s.bound, p.rest, _ = strings.Cut(p.rest, "}")
		}
		return []shape{s}
	case p.take("("):
		out := p.union()
		p.close()
		return out
	case p.take("map("):
		of := p.union()
		p.close()
		return []shape{{kind: "map", of: of}}
	case p.take("enum("):
		words, rest, ok := strings.Cut(p.rest, ")")
		if !ok {
			p.err = fmt.Errorf("an enum is not closed")
		}
		p.rest = rest
		return []shape{{kind: "enum", words: strings.Split(words, ",")}}
	}
	return []shape{p.name()}
}

func (p *typeParser) close() {
	if !p.take(")") && p.err == nil {
		p.err = fmt.Errorf("a parenthesis is missing before %q", p.rest)
	}
}

func (p *typeParser) name() shape {
	end := strings.IndexAny(p.rest, "|)>{")
	if end < 0 {
		end = len(p.rest)
	}
	word := p.rest[:end]
	p.rest = p.rest[end:]
	switch word {
	case "string", "integer", "number", "boolean", "null", "object", "array", "any":
		s := shape{kind: word}
		if strings.HasPrefix(p.rest, ">") {
			s.bound, p.rest = p.rest, ""
			if i := strings.IndexAny(s.bound, "|)"); i >= 0 {
				s.bound, p.rest = s.bound[:i], s.bound[i:]
			}
		}
		return s
	}
	if Lookup(word) == nil && p.err == nil {
		p.err = fmt.Errorf("unknown type %q", word)
	}
	return shape{kind: "component", name: word}
}

// components are the components among the alternatives.
func components(shapes []shape) []string {
	var out []string
	for _, s := range shapes {
		if s.kind == "component" {
			out = append(out, s.name)
		}
	}
	return out
}

// describe says in words what a type takes: "an integer or a text".
func describe(shapes []shape) string {
	var out []string
	for _, s := range shapes {
		if w := s.inWords(); len(out) == 0 || out[len(out)-1] != w {
			out = append(out, w)
		}
	}
	return strings.Join(out, " or ")
}

func (s shape) inWords() string {
	switch s.kind {
	case "string":
		return "a text"
	case "integer", "array", "any":
		return "an " + s.kind
	case "null":
		return "null"
	case "object", "map":
		return "a map"
	case "list":
		return "a list"
	case "enum":
		return "one of " + strings.Join(s.words, ", ")
	case "component":
		return "a " + s.name
	default:
		return "a " + s.kind
	}
}
