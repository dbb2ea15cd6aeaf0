package config

import "github.com/lowcode-dev/lowcode/runtime/value"

// A Structure is a value of the manifest in which some texts are templates that see the configuration.
type Structure = value.Document[struct{}]

// Leaf is a text of a document.
func Leaf(t Template) Structure { return value.Leaf(t.of) }

// Scalar is a number, a boolean or null in a document.
func Scalar(t Template) Structure { return value.Scalar(t.of) }
