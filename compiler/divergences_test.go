package compiler

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDivergences keeps the document and the lists of the comparisons in step: each line of a list begins
// its reason with the word of a section, and a section names exactly the scenarios of its lines.
func TestDivergences(t *testing.T) {
	sections := divergenceSections(t)
	listed := map[string]bool{}
	for _, list := range []string{"scenarios", "waits", "templates", "corpus"} {
		for _, line := range divergenceLines(t, list) {
			name, reason, _ := strings.Cut(line, " ")
			word, _, ok := strings.Cut(reason, ": ")
			text, known := sections[word]
			if !ok || !known {
				t.Errorf("%s.txt: %s: the reason %q begins with no section of docs/divergences.md", list, name, reason)
			}
			if (list == "scenarios" || list == "waits") && !strings.Contains(text, "`"+name+"`") {
				t.Errorf("docs/divergences.md: section %s does not name scenario %s", word, name)
			}
			listed[name] = true
		}
	}
	for word, text := range sections {
		_, scenarios, _ := strings.Cut(text, "Scenarios:")
		for _, found := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(scenarios, -1) {
			if !listed[found[1]] {
				t.Errorf("docs/divergences.md: section %s names %s, which testdata/divergences/scenarios.txt does not list", word, found[1])
			}
		}
	}
}

// divergenceSections are the texts below the third-level headings.
func divergenceSections(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "docs", "divergences.md"))
	if err != nil {
		t.Fatal(err)
	}
	sections := map[string]string{}
	for _, part := range strings.Split(string(data), "\n### ")[1:] {
		word, text, _ := strings.Cut(part, "\n")
		text, _, _ = strings.Cut(text, "\n## ")
		sections[word] = text
	}
	return sections
}

func divergenceLines(t *testing.T, list string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", "divergences", list+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if !strings.HasPrefix(line, "#") && line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
