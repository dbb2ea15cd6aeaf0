package plan

import (
	"fmt"
	"strings"
)

// Mentions says that x names n anywhere, in closures too, or builds a stream whose function takes it.
func Mentions(x Expr, n Name) bool {
	var written strings.Builder
	writeExpr(&written, x)
	return strings.Contains(written.String(), nameText(n))
}

// nameText is what a fingerprint is made of for a name. No literal can hold it: in literals, quotes are escaped.
func nameText(n Name) string { return fmt.Sprintf("name %q %q;", n.Pkg, n.Name) }
