package diff

import (
	"fmt"
	"slices"
	"strings"
)

// A Change is one difference between two versions of a connector.
type Change struct {
	Breaking bool   `json:"breaking"` // users must act before they can go on to sync
	Rule     string `json:"rule"`     // the rule that says so, such as "stream-removed"
	Where    string `json:"where"`    // "spec", "stream users", "stream users, field a.b"
	What     string `json:"what"`     // what changed
	// markdown are where and what again, with all that a manifest says in code spans.
	markdown [2]string
}

// A place is words and names by turns: "stream", "users", "field", "a.b". A name may be "".
type place []string

func (p place) and(words, name string) place { return append(slices.Clip(p), words, name) }

func (p place) String() string { return p.text(func(name string) string { return name }) }

func (p place) text(name func(string) string) string {
	var parts []string
	for i := 0; i < len(p); i += 2 {
		part := p[i]
		if p[i+1] != "" {
			part += " " + name(p[i+1])
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

// changes gathers the differences, each once.
type changes []Change

func (c *changes) breaking(rule string, where place, format string, args ...any) {
	c.add(true, rule, where, format, args)
}

func (c *changes) safe(rule string, where place, format string, args ...any) {
	c.add(false, rule, where, format, args)
}

// add adds a change; all arguments of the format are what manifests say.
func (c *changes) add(breaking bool, rule string, where place, format string, args []any) {
	spans := make([]any, len(args))
	for i, arg := range args {
		spans[i] = span(fmt.Sprint(arg))
	}
	one := Change{breaking, rule, where.String(), fmt.Sprintf(format, args...), [2]string{
		where.text(span), fmt.Sprintf(strings.ReplaceAll(format, "%q", "%s"), spans...),
	}}
	same := func(o Change) bool { return o.Rule == one.Rule && o.Where == one.Where && o.What == one.What }
	if !slices.ContainsFunc(*c, same) {
		*c = append(*c, one)
	}
}
