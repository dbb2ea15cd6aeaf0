package value

import (
	"encoding/binary"
	"hash"
	"math/bits"
)

// BLAKE2 (RFC 7693) without a key, for the filter hash: Python has it, and Go's
// standard library has not.

// blake2Order is the order of the words of a block in each round.
var blake2Order = [10][16]byte{
	{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
	{14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
	{11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
	{7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
	{9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
	{2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
	{12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
	{13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
	{6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
	{10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
}

// blake2Start is the state before the first block, of 64-bit words; that of
// 32-bit words is their upper halves.
var blake2Start = [8]uint64{
	0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
	0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
}

// blake2Mixes are the places that each step of a round mixes.
var blake2Mixes = [8][4]byte{
	{0, 4, 8, 12}, {1, 5, 9, 13}, {2, 6, 10, 14}, {3, 7, 11, 15}, {0, 5, 10, 15}, {1, 6, 11, 12}, {2, 7, 8, 13}, {3, 4, 9, 14},
}

// A blake2 collects its input; it is hashed at the end.
type blake2 struct {
	data  []byte
	word  int // bytes of a word: 8 or 4
	round int
	turns [4]int
}

func newBlake2b() hash.Hash { return &blake2{word: 8, round: 12, turns: [4]int{32, 24, 16, 63}} }

func newBlake2s() hash.Hash { return &blake2{word: 4, round: 10, turns: [4]int{16, 12, 8, 7}} }

// Write adds to the input and never fails.
func (b *blake2) Write(p []byte) (int, error) {
	b.data = append(b.data, p...)
	return len(p), nil
}

// Reset forgets the input.
func (b *blake2) Reset() { b.data = nil }

// Size is the length of the digest.
func (b *blake2) Size() int { return 8 * b.word }

// BlockSize is the length of a block.
func (b *blake2) BlockSize() int { return 16 * b.word }

// Sum appends the digest.
func (b *blake2) Sum(out []byte) []byte {
	var state [8]uint64
	for i, v := range blake2Start {
		state[i] = b.cut(v >> (64 - 8*b.word))
	}
	state[0] ^= 0x01010000 ^ uint64(b.Size())
	data, done := b.data, 0
	for len(data) > b.BlockSize() {
		done += b.BlockSize()
		b.compress(&state, data[:b.BlockSize()], done, false)
		data = data[b.BlockSize():]
	}
	last := make([]byte, b.BlockSize())
	copy(last, data)
	b.compress(&state, last, done+len(data), true)
	for _, v := range state {
		var word [8]byte
		binary.LittleEndian.PutUint64(word[:], v)
		out = append(out, word[:b.word]...)
	}
	return out
}

func (b *blake2) cut(v uint64) uint64 {
	if b.word == 4 {
		return v & 0xffffffff
	}
	return v
}

func (b *blake2) turn(v uint64, by int) uint64 {
	if b.word == 4 {
		return uint64(bits.RotateLeft32(uint32(v), -by))
	}
	return bits.RotateLeft64(v, -by)
}

func (b *blake2) compress(state *[8]uint64, block []byte, count int, last bool) {
	var m, v [16]uint64
	for i := range m {
		var word [8]byte
		copy(word[:], block[i*b.word:(i+1)*b.word])
		m[i] = binary.LittleEndian.Uint64(word[:])
	}
	copy(v[:], state[:])
	for i, start := range blake2Start {
		v[8+i] = b.cut(start >> (64 - 8*b.word))
	}
	v[12] ^= uint64(count)
	if last {
		v[14] = b.cut(^v[14])
	}
	for r := range b.round {
		order := &blake2Order[r%10]
		for i, at := range blake2Mixes {
			b.mix(&v, at, m[order[2*i]], m[order[2*i+1]])
		}
	}
	for i := range state {
		state[i] ^= v[i] ^ v[8+i]
	}
}

func (b *blake2) mix(v *[16]uint64, at [4]byte, x, y uint64) {
	i, j, k, l := at[0], at[1], at[2], at[3]
	v[i] = b.cut(v[i] + v[j] + x)
	v[l] = b.turn(v[l]^v[i], b.turns[0])
	v[k] = b.cut(v[k] + v[l])
	v[j] = b.turn(v[j]^v[k], b.turns[1])
	v[i] = b.cut(v[i] + v[j] + y)
	v[l] = b.turn(v[l]^v[i], b.turns[2])
	v[k] = b.cut(v[k] + v[l])
	v[j] = b.turn(v[j]^v[k], b.turns[3])
}
