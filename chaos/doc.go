// Package chaos proves that a compiled connector loses nothing, whatever ends it:
// its tests compile one, read a mock API with it, and kill it, stop it, or stop
// listening to it. `make chaos` runs them in full, `make test` a few rounds of them.
package chaos
