// Package leaks proves that nothing secret leaves a compiled connector: its
// tests compile one that sends secrets in every place, let it meet an API that
// says them back in every form, and look for any part of them in all that every
// command writes. `make leaks` runs all of it, `make test` a part.
package leaks
