package plan

import (
	"cmp"
	"slices"
	"unicode"
)

// Share takes out what several streams have from the same $ref with equal plans: each such
// piece becomes a function in src.Shared, and its uses become calls of it. A part of what a $ref
// led to counts as well, so that streams which change one field of a definition share the rest.
// A piece that only larger shared pieces use stays in place within them. The function name gives
// a Go name to a $ref, never the same name twice; it is called in the order in which the functions stand.
func Share(src *Source, name func(ref string) string) {
	s := &sharing{src: src, name: name, keys: map[*Make]pieceKey{}, pieces: map[pieceKey]*piece{}}
	streams := slices.Concat(src.Streams, src.Templates, src.Parts)
	for _, stream := range streams {
		s.count(stream.Literal, "", owner{stream: stream})
		if stream.Template != nil {
			s.count(stream.Template, "", owner{template: stream})
		}
	}
	s.decide()
	for _, stream := range streams {
		s.replace(stream.Literal)
		if stream.Template != nil {
			s.replace(stream.Template)
		}
	}
}

// A pieceKey is what makes two pieces one: where they came from and what they are.
type pieceKey struct {
	origin string // a $ref, or the place of a part below one
	slot   Type
	plan   fingerprint
}

// An owner is what holds a piece: a stream, what fills in a template, or the next larger piece around it.
type owner struct {
	stream   *DeclarativeStream
	template *DeclarativeStream
	piece    *piece
}

// A piece is a component that a $ref led to, or a part of one.
type piece struct {
	owners   map[owner]bool
	size     int  // larger than that of any piece inside it
	first    int  // the order in which pieces were met
	named    bool // a $ref led to the piece itself
	fields   int
	shared   bool
	function *Function // made at the first use
}

// sharing is the work of one call of Share.
type sharing struct {
	src    *Source
	name   func(ref string) string
	keys   map[*Make]pieceKey // as they were before anything was replaced
	pieces map[pieceKey]*piece
}

// count notes who owns each piece within x, which stands at a place below a $ref, and returns the
// size of x. It stays out of closures: what stands there may name the closure's parameter.
func (s *sharing) count(x Expr, at string, by owner) int {
	size := 1
	editOperands(x, func(place string, operand Expr) Expr {
		below, within := at, by
		if at != "" && place != "" {
			below += "/" + manifestKey(place)
		}
		m, ok := operand.(*Make)
		if ok && m != nil && m.Origin != "" {
			below = m.Origin
		}
		if ok && m != nil && below != "" && m.Slot.Name != "" && !Mentions(m, Mapped) {
			p := s.piece(m, below)
			p.owners[by] = true
			within = owner{piece: p}
			p.size = s.count(m, below, within)
			size += p.size
		} else {
			size += s.count(operand, below, within)
		}
		return operand
	})
	return size
}

// piece is the piece that m is a use of.
func (s *sharing) piece(m *Make, origin string) *piece {
	key, ok := s.keys[m]
	if !ok {
		key = pieceKey{origin, m.Slot, fingerprintOf(m)}
		s.keys[m] = key
	}
	p := s.pieces[key]
	if p == nil {
		p = &piece{owners: map[owner]bool{}, first: len(s.pieces), named: m.Origin != "", fields: len(m.Fields)}
		s.pieces[key] = p
	}
	return p
}

// manifestKey is the manifest's word for a field: record_selector for RecordSelector.
func manifestKey(field string) string {
	var key []rune
	for i, r := range field {
		if unicode.IsUpper(r) && i > 0 {
			key = append(key, '_')
		}
		key = append(key, unicode.ToLower(r))
	}
	return string(key)
}

// decide finds the shared pieces, the outer ones first: whether a piece has several owners
// depends on which of the pieces around it become functions.
func (s *sharing) decide() {
	outerFirst := make([]*piece, 0, len(s.pieces))
	for _, p := range s.pieces {
		outerFirst = append(outerFirst, p)
	}
	slices.SortFunc(outerFirst, func(a, b *piece) int {
		return cmp.Or(cmp.Compare(b.size, a.size), cmp.Compare(a.first, b.first))
	})
	for _, p := range outerFirst {
		holders := map[owner]bool{}
		p.holders(holders)
		p.shared = len(holders) > 1 && p.isTelling()
	}
}

// isTelling says that a function is easier to read than the piece itself. A piece that somebody named needs
// to say something at all; a part of one is worth a name when it takes some lines.
func (p *piece) isTelling() bool {
	if p.named {
		return p.size > 1
	}
	return p.fields > 0 && p.size > 5
}

// holders gathers the functions that hold the piece: those of streams and of shared pieces.
func (p *piece) holders(into map[owner]bool) {
	for by := range p.owners {
		if by.piece == nil || by.piece.shared {
			into[by] = true
		} else {
			by.piece.holders(into)
		}
	}
}

// replace replaces the shared pieces within x by calls.
func (s *sharing) replace(x Expr) {
	editOperands(x, func(_ string, operand Expr) Expr {
		if m, ok := operand.(*Make); ok {
			if key, ok := s.keys[m]; ok && s.pieces[key].shared {
				return s.call(key, m)
			}
		}
		s.replace(operand)
		return operand
	})
}

// call is the call that stands for the piece m; the first use makes the function.
func (s *sharing) call(key pieceKey, m *Make) Expr {
	p := s.pieces[key]
	if p.function == nil {
		p.function = &Function{Name: s.name(key.origin), Doc: key.origin, Result: key.slot, Body: m}
		s.src.Shared = append(s.src.Shared, p.function)
		s.replace(m)
	}
	return &Call{Fun: Name{Name: p.function.Name}, Args: []Expr{Name{Name: "cfg"}}}
}
