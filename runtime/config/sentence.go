package config

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A sentence says what one keyword of a schema has against an instance, as
// Python's jsonschema words it.
type sentence struct {
	keyword  string
	schema   value.Value // which holds the keyword
	argument value.Value // of the keyword
	instance value.Value
	at       []string // where the keyword stands
	message  string   // what the validator says
}

// comparisons are the keywords that compare with a number.
var comparisons = map[string]string{
	"minimum":          "%s is less than the minimum of %s",
	"maximum":          "%s is greater than the maximum of %s",
	"exclusiveMinimum": "%s is less than or equal to the minimum of %s",
	"exclusiveMaximum": "%s is greater than or equal to the maximum of %s",
	"multipleOf":       "%s is not a multiple of %s",
	"enum":             "%s is not one of %s",
	"pattern":          "%s does not match %s",
	"not":              "%s should not be valid under %s",
}

// all are the sentences: one, or one for each key that is missing.
func (s sentence) all() []string {
	switch s.keyword {
	case "required":
		return s.missing(s.argument, "%s is a required property")
	case "dependentRequired", "dependencies":
		return []string{s.dependency()}
	}
	return []string{s.one()}
}

func (s sentence) one() string {
	instance := s.instance.Repr()
	if format, ok := comparisons[s.keyword]; ok {
		return fmt.Sprintf(format, instance, s.argument.Repr())
	}
	switch s.keyword {
	case "type":
		return instance + " is not of type " + s.types()
	case "const":
		return s.argument.Repr() + " was expected"
	case "minLength", "minItems":
		return instance + s.ifIs(1, " should be non-empty", " is too short")
	case "minProperties":
		return instance + s.ifIs(1, " should be non-empty", " does not have enough properties")
	case "maxLength", "maxItems":
		return instance + s.ifIs(0, " is expected to be empty", " is too long")
	case "maxProperties":
		return instance + s.ifIs(0, " is expected to be empty", " has too many properties")
	case "uniqueItems":
		return instance + " has non-unique elements"
	case "contains", "minContains":
		return "None of " + instance + " are valid under the given schema" // the words for draft 7, as which specs are written
	case "maxContains":
		return fmt.Sprintf("Too many items match the given schema (expected at most %s)", s.argument.String())
	case "additionalProperties":
		return s.additional()
	case "anyOf":
		return instance + " is not valid under any of the given schemas"
	case "oneOf":
		return s.oneOf()
	}
	if strings.HasPrefix(s.message, "not allowed") {
		return "False schema does not allow " + instance
	}
	return instance + ": " + s.message
}

// ifIs words a limit that is a special case when it is n.
func (s sentence) ifIs(n int64, special, usual string) string {
	if limit, ok := s.argument.AsInt(); ok && limit == n {
		return special
	}
	return usual
}

func (s sentence) types() string {
	if s.argument.Kind() != value.KindList {
		return s.argument.Repr()
	}
	var names []string
	for name := range s.argument.Elements() {
		names = append(names, name.Repr())
	}
	return strings.Join(names, ", ")
}

func (s sentence) missing(keys value.Value, format string) []string {
	var out []string
	for key := range keys.Elements() {
		if _, ok := s.instance.Get(key.String()); !ok {
			out = append(out, fmt.Sprintf(format, key.Repr()))
		}
	}
	return out
}

// dependency is about the key that another one needs; its name and its place
// among the needed ones stand behind the keyword.
func (s sentence) dependency() string {
	if n := len(s.at); n >= 2 {
		names, _ := s.argument.Get(s.at[n-2])
		for i, name := range names.All() {
			if i.String() == s.at[n-1] {
				return name.Repr() + " is a dependency of " + value.Str(s.at[n-2]).Repr()
			}
		}
	}
	return s.message
}

// additional names the members that the schema does not know.
func (s sentence) additional() string {
	properties, _ := s.schema.Get("properties")
	patterns, hasPatterns := s.schema.Get("patternProperties")
	var extras []string
	for key := range s.instance.All() {
		name := key.String()
		if _, ok := properties.Get(name); !ok && !matchesAny(patterns, name) {
			extras = append(extras, name)
		}
	}
	slices.Sort(extras)
	names := reprs(extras)
	if !hasPatterns {
		verb := "were"
		if len(extras) == 1 {
			verb = "was"
		}
		return fmt.Sprintf("Additional properties are not allowed (%s %s unexpected)", names, verb)
	}
	verb := "do"
	if len(extras) == 1 {
		verb = "does"
	}
	var regexes []string
	for pattern := range patterns.All() {
		regexes = append(regexes, pattern.String())
	}
	slices.Sort(regexes)
	return fmt.Sprintf("%s %s not match any of the regexes: %s", names, verb, reprs(regexes))
}

// oneOf is about no alternative that fits, or about too many.
func (s sentence) oneOf() string {
	instance := s.instance.Repr()
	var first, second int
	if _, err := fmt.Sscanf(s.message, "valid against schemas at indexes %d and %d", &first, &second); err != nil {
		return instance + " is not valid under any of the given schemas"
	}
	return fmt.Sprintf("%s is valid under each of %s, %s", instance, s.argument.At(second).Repr(), s.argument.At(first).Repr())
}

// matchesAny says that one of the patterns, which compiled before, is in the name.
func matchesAny(patterns value.Value, name string) bool {
	for pattern := range patterns.All() {
		if re, err := regexp.Compile(pattern.String()); err == nil && re.MatchString(name) {
			return true
		}
	}
	return false
}

func reprs(names []string) string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = value.Str(name).Repr()
	}
	return strings.Join(out, ", ")
}
