package diff

import (
	"go/ast"
	"regexp"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// Rules are what a connector does with a configuration before the spec is asked.
type Rules struct {
	Changes     []Rule
	Validations []string // in words
}

// A Rule changes a configuration.
type Rule struct {
	Words string
	Sets  [][]string // the paths of what it sets or maps
	Drops [][]string // the paths of what it takes away
	// Custom says that it is a class of custom.go, of which nothing else is known.
	Custom bool
}

func (r reader) rules() (out Rules) {
	literal, ok := r.Returned("configRules").(*ast.CompositeLit)
	if !ok {
		return out
	}
	for _, migration := range r.elements(printed.Field(literal, "ConfigMigrations")) {
		if m, ok := r.Resolve(migration).(*ast.CompositeLit); ok {
			out.Changes = append(out.Changes, r.changesOf(printed.Field(m, "Transformations"))...)
		}
	}
	out.Changes = append(out.Changes, r.changesOf(printed.Field(literal, "Transformations"))...)
	out.Validations = r.each(printed.Field(literal, "Validations"))
	return out
}

func (r reader) changesOf(list ast.Expr) (out []Rule) {
	for _, x := range r.elements(list) {
		rule := Rule{Words: r.words(x)}
		if literal, ok := r.Resolve(x).(*ast.CompositeLit); ok {
			r.reach(literal, &rule)
		}
		out = append(out, rule)
	}
	return out
}

// reach notes which paths a rule touches.
func (r reader) reach(literal *ast.CompositeLit, rule *Rule) {
	switch printed.Name(literal.Type) {
	case "configure.AddFields":
		for _, field := range r.elements(printed.Field(literal, "Fields")) {
			if f, ok := r.Resolve(field).(*ast.CompositeLit); ok {
				rule.Sets = append(rule.Sets, r.Texts(printed.Field(f, "Path")))
			}
		}
	case "configure.RemapField":
		rule.Sets = append(rule.Sets, r.Texts(printed.Field(literal, "FieldPath")))
	case "configure.RemoveFields":
		rule.Drops = r.Lists(printed.Field(literal, "FieldPointers"))
	default:
		rule.Custom = !strings.Contains(printed.Name(literal.Type), ".")
	}
}

// since are the rules that an older connector did not have.
func (r Rules) since(older Rules) (out []Rule) {
	for _, rule := range r.Changes {
		if !slices.ContainsFunc(older.Changes, func(o Rule) bool { return o.Words == rule.Words }) {
			out = append(out, rule)
		}
	}
	return out
}

// sets says that one of the rules sets what is at a path, a part of it, or what it is a part of.
func sets(rules []Rule, path []string) bool {
	return slices.ContainsFunc(rules, func(r Rule) bool {
		return r.Custom || len(path) > 0 && slices.ContainsFunc(r.Sets, func(set []string) bool { return onTheWay(set, path) })
	})
}

// takes says that one of the rules takes away what is at a path, or reads it to put it elsewhere.
func takes(rules []Rule, path []string) bool {
	if len(path) == 0 {
		return false
	}
	name := regexp.MustCompile(`(?:[\[(]\s*\\?['"]|\.)` + regexp.QuoteMeta(path[len(path)-1]) + `\b`)
	return sets(rules, path) || slices.ContainsFunc(rules, func(r Rule) bool {
		return slices.ContainsFunc(r.Drops, func(gone []string) bool { return onTheWay(gone, path) }) || name.MatchString(r.Words)
	})
}

// onTheWay says that one path begins as the whole other one.
func onTheWay(a, b []string) bool {
	n := min(len(a), len(b))
	return n > 0 && slices.Equal(a[:n], b[:n])
}
