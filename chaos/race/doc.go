// Package race reads many streams side by side, again and again, and proves that
// each time the same records and the same last states come of it. `make race`
// does so under the race detector, `make test` a few times without.
package race
