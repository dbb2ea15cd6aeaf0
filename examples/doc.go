// Package examples holds connectors that newcomers read: manifests of our own for
// public APIs, the Go that lowcode makes of them, and scripts that play the APIs.
package examples
