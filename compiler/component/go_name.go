package component

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// longestName is how much of a manifest's word an identifier keeps.
const longestName = 80

// goName makes an exported Go identifier of a word of the manifest. What is no letter or digit of ASCII ends a
// word; a letter outside of it becomes its code, so that no two names look alike. It is the only way for a class or
// a field of one to become code.
func goName(word string) string {
	var out strings.Builder
	for _, part := range strings.FieldsFunc(spelled(word), isNoLetter) {
		if initialisms[strings.ToLower(part)] {
			part = strings.ToUpper(part)
		}
		out.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	name := out.String()
	if name == "" || name[0] >= '0' && name[0] <= '9' {
		name = "N" + name
	}
	if len(name) > longestName {
		sum := sha256.Sum256([]byte(word))
		name = name[:longestName] + "H" + hex.EncodeToString(sum[:4])
	}
	return name
}

// spelled replaces the letters outside ASCII.
func spelled(word string) string {
	var out strings.Builder
	for _, r := range word {
		if r < 0x80 {
			out.WriteRune(r)
		} else {
			fmt.Fprintf(&out, "U%04x", r)
		}
	}
	return out.String()
}

func isNoLetter(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
}

// initialisms are the words that Go writes in capitals.
var initialisms = setOf("api", "csv", "html", "http", "https", "id", "ip", "json", "jwt", "sql", "ssl", "tls", "uri", "url", "utc", "uuid", "xml")

func setOf(words ...string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
		set[w] = true
	}
	return set
}

// className is the Go type of a class of Python: its last part.
func className(class string) string { return goName(class[strings.LastIndexByte(class, '.')+1:]) }

// taken are the names that a field of a class cannot have: those of the fields that every class has, and the methods
// of the interfaces of the runtime.
var taken = setOf("Config", "Parameters", "Amend", "Apply", "Authenticate", "Backoff", "Cached", "Construct", "Decode", "Extract",
	"ForcesGlobalCursor", "HTTP", "Initial", "Inject", "Interpret", "Keep", "Migrate", "Next", "Normalize", "Parents", "Partitioned", "Partitions",
	"Read", "ReadsBody", "Retries", "Schema", "Send", "Simple", "Size", "Streamable", "Streams", "Substream", "DefaultErrorHandler", "Transform", "Validate", "Wait")

// fieldName is the Go field of a key.
func fieldName(key string) string {
	name := goName(key)
	if taken[name] {
		name += "Field"
	}
	return name
}
