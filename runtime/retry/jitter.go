package retry

import "math/rand/v2"

// draw is a number from 0 to 1; tests have their own.
var draw = rand.Float64

// spread adds up to twice as many seconds as jitter, by chance, so that workers do not come back all at once.
func spread(seconds float64, jitter float64) float64 {
	return seconds + 2*jitter*draw()
}
