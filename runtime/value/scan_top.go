package value

import (
	"encoding/binary"
	"math/bits"
)

// top checks the value at b[i] and notes what writing it as a record needs:
// whether members of it are null or have one name.
func (s *scanner) top(b []byte, i int) int {
	s.flags = 0
	if i < len(b) && b[i] == '{' {
		return s.record(b, i)
	}
	return s.value(b, i, 0)
}

// record is object for the members that become the fields of a record.
func (s *scanner) record(b []byte, i int) int {
	s.names.reset()
	i++
	if i < len(b) && b[i] <= ' ' {
		i = s.space(b, i)
	}
	if i < len(b) && b[i] == '}' {
		return i + 1
	}
	for {
		if i = s.name(b, i); i < 0 {
			return i
		}
		if i < len(b) && b[i] == '"' {
			i = scanString(b, i)
		} else {
			if i < len(b) && b[i] == 'n' {
				s.flags |= flagNulls
			}
			i = s.value(b, i, 1)
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
func (s *scanner) name(b []byte, i int) int {
	if i >= len(b) {
		return short
	}
	if b[i] != '"' {
		return syntax(i)
	}
	start := i + 1
	if i = scanString(b, i); i < 0 {
		return i
	}
	if s.names.add(b, start, i-1) {
		s.flags |= flagTwice
	}
	return s.afterName(b, i)
}

// A nameSet tells whether a name of an object comes twice. It compares hashes:
// a wrong alarm costs a slower way of writing, nothing else.
type nameSet struct {
	filter [4]uint64
	hashes [maxNames]uint32
	count  int
}

// maxNames is how many names a nameSet remembers; an object with more is taken
// to have one twice.
const maxNames = 192

func (n *nameSet) reset() {
	n.filter = [4]uint64{}
	n.count = 0
}

// add adds the name b[start:end] and reports whether it may have been there, or
// may be another spelling of one (a name with escapes).
func (n *nameSet) add(b []byte, start, end int) bool {
	hash, escaped := nameHash(b, start, end)
	if escaped || n.count == maxNames {
		return true
	}
	n.hashes[n.count] = hash
	n.count++
	word, bit := hash>>6&3, uint64(1)<<(hash&63)
	if n.filter[word]&bit == 0 {
		n.filter[word] |= bit
		return false
	}
	for _, other := range n.hashes[:n.count-1] {
		if other == hash {
			return true
		}
	}
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
