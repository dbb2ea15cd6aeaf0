package value

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// A recordScanner notices besides what writing a value as a record needs: where
// in it the members begin that are null, and whether two have one name. Records
// are alike: while names come as in the one before, they need no second look.
type recordScanner struct {
	scanner
	names nameSet
	learn bool     // that names are known the next time, which takes memory
	known [][]byte // the names of a record before, all different, with quotes and colon
	like  int      // how many names of this record were the known ones; -1 from the first that was not
	start int      // of the record
	nulls few32
	reuse *nullsRaw // for the value that was scanned last, nil to make a new one
}

// A Scanner scans records one after another. The zero Scanner is ready for use.
type Scanner struct {
	records recordScanner
}

// ForgetEach says that each value is done with when the next one is scanned:
// its memory is used again.
func (s *Scanner) ForgetEach() { s.records.reuse = new(nullsRaw) }

// Next is the function Next for a value that is like the one before.
func (s *Scanner) Next(data []byte, at int) (v Value, end int, err error) {
	s.records.learn = true
	return s.records.next(data, at)
}

// A few32 is numbers that need no memory of their own while they are few.
type few32 struct {
	few   [24]uint32
	count int
	more  []uint32
}

func (f *few32) add(n uint32) {
	if f.count < len(f.few) {
		f.few[f.count] = n
		f.count++
		return
	}
	f.more = append(f.more, n)
}

func (f *few32) has(n uint32) bool {
	return slices.Contains(f.few[:f.count], n) || slices.Contains(f.more, n)
}

// all is the numbers in order, in place while they are few.
func (f *few32) all() []uint32 { return append(f.few[:f.count:f.count], f.more...) }

// scan checks the value at b[i].
func (s *recordScanner) scan(b []byte, i int) int {
	s.flags, s.nulls.count, s.nulls.more = 0, 0, nil
	if i < len(b) && b[i] == '{' {
		return s.record(b, i)
	}
	return s.any(b, i, 0)
}

func (s *recordScanner) next(data []byte, at int) (v Value, end int, err error) {
	if end = s.scan(data, at); end < 0 {
		return Value{}, 0, scanError(end)
	}
	return s.value(data[at:end]), end, nil
}

// value is the value whose JSON was scanned last.
func (s *recordScanner) value(data []byte) Value {
	v := newRaw(data, s.flags)
	if s.flags&flagNulls != 0 {
		ref := s.reuse
		if ref == nil {
			ref = new(nullsRaw)
		}
		if ref.at == nil {
			ref.at = ref.few[:0]
		}
		ref.data, ref.at = v.ref.(rawPtr), append(ref.at[:0], s.nulls.all()...)
		v.ref = ref
	}
	return v
}

// record is object for the members that become the fields of a record.
func (s *recordScanner) record(b []byte, i int) int {
	s.start, s.like = i, 0
	i++
	if i < len(b) && b[i] <= ' ' {
		i = s.space(b, i)
	}
	if i < len(b) && b[i] == '}' {
		return i + 1
	}
	for {
		start := i
		if i = s.name(b, i); i < 0 {
			return i
		}
		if i < len(b) && b[i] == '"' {
			i = scanString(b, i)
		} else {
			if i < len(b) && b[i] == 'n' {
				s.flags |= flagNulls
				s.nulls.add(uint32(start - s.start))
			}
			i = s.any(b, i, 1)
		}
		if i < 0 {
			return i
		}
		if i < len(b) && b[i] <= ' ' {
			i = s.space(b, i)
		}
		if i >= len(b) {
			return short
		}
		if b[i] != ',' {
			if b[i] == '}' {
				return i + 1
			}
			return syntax(i)
		}
		i++
		if i < len(b) && b[i] <= ' ' {
			i = s.space(b, i)
		}
	}
}

// name is colon that remembers the name, to tell whether it comes twice.
func (s *recordScanner) name(b []byte, i int) int {
	if s.like >= 0 && s.like < len(s.known) {
		known := s.known[s.like]
		if end := i + len(known); end < len(b) && string(b[i:end]) == string(known) {
			s.like++
			if b[end] <= ' ' {
				return s.space(b, end)
			}
			return end
		}
	}
	return s.newName(b, i)
}

func (s *recordScanner) newName(b []byte, i int) int {
	if i >= len(b) {
		return short
	}
	if b[i] != '"' {
		return syntax(i)
	}
	start := i
	if i = scanString(b, i); i < 0 {
		return i
	}
	s.depart()
	if s.names.add(b, start+1, i-1) {
		s.flags |= flagTwice
	} else if s.learn && s.flags&flagTwice == 0 && len(s.known) < maxKnown {
		s.know(b[start:i])
	}
	return s.afterName(b, i)
}

// depart ends the likeness to the record before: what was alike so far is told to
// names, and what comes next is learned.
func (s *recordScanner) depart() {
	if s.like < 0 {
		return
	}
	s.known = s.known[:s.like]
	s.names.reset()
	for _, name := range s.known {
		s.names.add(name, 1, len(name)-2)
	}
	s.like = -1
}

// maxKnown is how many names are expected to come again.
const maxKnown = 128

// know learns the next name, in the memory of one that was forgotten.
func (s *recordScanner) know(name []byte) {
	if n := len(s.known); n < cap(s.known) {
		s.known = s.known[:n+1]
	} else {
		s.known = append(s.known, nil)
	}
	last := &s.known[len(s.known)-1]
	*last = append(append((*last)[:0], name...), ':')
}

// A nameSet tells whether a name of an object comes twice. It compares hashes:
// a wrong alarm costs a slower way of writing, nothing else.
type nameSet struct {
	filter [4]uint64
	hashes few32
	unsure bool // a name had an escape: every further one may be that
}

// maxNames is how many names a nameSet remembers; an object with more is taken
// to have one twice.
const maxNames = 1024

func (n *nameSet) reset() {
	n.filter = [4]uint64{}
	n.hashes.count, n.hashes.more = 0, nil
	n.unsure = false
}

// add adds the name b[start:end] and reports whether it may have been there, or
// may be another spelling of one (a name with escapes).
func (n *nameSet) add(b []byte, start, end int) bool {
	hash, escaped := nameHash(b, start, end)
	n.unsure = n.unsure || escaped || len(n.hashes.more) == maxNames
	if n.unsure {
		return true
	}
	word, bit := hash>>6&3, uint64(1)<<(hash&63)
	if n.filter[word]&bit != 0 && n.hashes.has(hash) {
		return true
	}
	n.filter[word] |= bit
	n.hashes.add(hash)
	return false
}

// nameHash mixes all bytes of a name, and reports a backslash among them.
func nameHash(b []byte, start, end int) (hash uint32, escaped bool) {
	const mix = 0x9e3779b97f4a7c15
	h := uint64(end-start) * mix
	var slashes uint64
	for i := start; i < end; i += 8 {
		var x uint64
		if i+8 <= len(b) {
			x = binary.LittleEndian.Uint64(b[i:])
		} else {
			var tail [8]byte
			copy(tail[:], b[i:])
			x = binary.LittleEndian.Uint64(tail[:])
		}
		if left := end - i; left < 8 {
			x &= 1<<(8*left) - 1
		}
		slash := x ^ everyLow*'\\'
		slashes |= (slash - everyLow) &^ slash & everyHigh
		hi, lo := bits.Mul64(h^x, mix)
		h = hi ^ lo
	}
	return uint32(h ^ h>>32), slashes != 0
}
