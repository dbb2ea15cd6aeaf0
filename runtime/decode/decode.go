// Package decode turns the bodies of responses into documents.
//
// In go the bytes of an answer, out come values. The package does not know
// which parts of a document are records, nor where a body came from.
package decode
