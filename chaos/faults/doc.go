// Package faults proves how a compiled connector takes what goes wrong around
// it: its tests compile one and let it read an API that cuts, stalls, lies and
// floods, with files that are broken and without a place for temporary ones.
// `make faults` runs all of them and prints a table, `make test` the quick ones.
package faults
