package diag

import "strings"

// Nearest is the candidate that word was probably meant to be, or "" when none is near:
// the fewer edits the nearer, and longer words may differ by more. Equal distances go to
// the first candidate, so pass them in a fixed order.
func Nearest(word string, candidates []string) string {
	best, distance := "", allowance(len(word))+1
	for _, c := range candidates {
		if c == word {
			continue // the caller has said that the word itself is wrong
		}
		if d := edits(strings.ToLower(word), strings.ToLower(c), distance); d < distance {
			best, distance = c, d
		}
	}
	return best
}

// allowance is how many edits still look like a slip.
func allowance(length int) int {
	switch {
	case length < 3:
		return 0 // only the case of letters
	case length < 6:
		return 1
	case length < 9:
		return 2
	default:
		return 3
	}
}

// edits counts insertions, deletions, replacements and swaps of neighbours that turn a into b
// (optimal string alignment); anything from limit on may be returned as limit.
func edits(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) >= limit || len(y)-len(x) >= limit {
		return limit
	}
	previous, row := make([]int, len(y)+1), make([]int, len(y)+1)
	var above []int
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		above, previous, row = previous, row, make([]int, len(y)+1)
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(previous[j]+1, row[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], above[j-2]+1)
			}
		}
	}
	return min(row[len(y)], limit)
}
