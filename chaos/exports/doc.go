// Package exports reads exports that are larger than the memory they may take:
// a server makes them up while it sends. `make exports` reads 2 GiB of each
// format, `make test` a few MiB.
package exports
