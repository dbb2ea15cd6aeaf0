package plan

import (
	"cmp"
	"slices"
)

// Share takes out what several streams have from the same $ref with equal plans: each such
// piece becomes a function in src.Shared, and its uses become calls of it. A piece that only
// larger shared pieces use stays in place within them. The function name gives a Go name to a
// $ref, never the same name twice; it is called in the order in which the functions stand.
func Share(src *Source, name func(ref string) string) {
	s := &sharing{src: src, name: name, keys: map[*Make]pieceKey{}, pieces: map[pieceKey]*piece{}}
	streams := append(append([]*DeclarativeStream{}, src.Streams...), src.Parents...)
	for _, stream := range streams {
		s.count(stream.Literal, owner{stream: stream})
	}
	s.decide()
	for _, stream := range streams {
		s.replace(stream.Literal)
	}
}

// A pieceKey is what makes two pieces one: where they came from and what they are.
type pieceKey struct {
	origin string
	slot   Type
	plan   fingerprint
}

// An owner is what holds a piece: a stream, or the next larger piece around it.
type owner struct {
	stream *DeclarativeStream
	piece  *piece
}

// A piece is a component that a $ref led to.
type piece struct {
	owners   map[owner]bool
	size     int // larger than that of any piece inside it
	first    int // the order in which pieces were met
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

// count notes who owns each piece within x and returns the size of x.
// It stays out of closures: what stands there may name the closure's parameter.
func (s *sharing) count(x Expr, by owner) (size int) {
	for _, operand := range Operands(x) {
		m, ok := shareable(operand)
		if !ok {
			size += s.count(operand, by)
			continue
		}
		p := s.piece(m)
		p.owners[by] = true
		p.size = s.count(m, owner{piece: p})
		size += p.size
	}
	return size + 1
}

// piece is the piece that m is a use of.
func (s *sharing) piece(m *Make) *piece {
	key, ok := s.keys[m]
	if !ok {
		key = pieceKey{m.Origin, m.Slot, fingerprintOf(m)}
		s.keys[m] = key
	}
	if s.pieces[key] == nil {
		s.pieces[key] = &piece{owners: map[owner]bool{}, first: len(s.pieces)}
	}
	return s.pieces[key]
}

// shareable says that x is a piece worth a function: it came from a $ref, its place has a type,
// and it says something.
func shareable(x Expr) (*Make, bool) {
	m, ok := x.(*Make)
	ok = ok && m != nil && m.Origin != "" && m.Slot.Name != "" && len(m.Fields)+len(m.Items) > 0
	return m, ok
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
		p.shared = len(holders) > 1
	}
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
	editOperands(x, func(operand Expr) Expr {
		if m, ok := shareable(operand); ok {
			if p := s.piece(m); p.shared {
				return s.call(p, m)
			}
		}
		s.replace(operand)
		return operand
	})
}

// call is the call that stands for the piece m; the first use makes the function.
func (s *sharing) call(p *piece, m *Make) Expr {
	if p.function == nil {
		p.function = &Function{Name: s.name(m.Origin), Doc: m.Origin, Result: m.Slot, Body: m}
		s.src.Shared = append(s.src.Shared, p.function)
		s.replace(m)
	}
	return &Call{Fun: Name{Name: p.function.Name}, Args: []Expr{Name{Name: "cfg"}}}
}
