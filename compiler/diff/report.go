package diff

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Breaking says that users must act on one of the changes.
func Breaking(changes []Change) bool {
	return slices.ContainsFunc(changes, func(c Change) bool { return c.Breaking })
}

// WriteText writes a line for each change.
func WriteText(w io.Writer, changes []Change) error {
	if len(changes) == 0 {
		_, err := fmt.Fprintln(w, "no change that users can see")
		return err
	}
	for _, c := range changes {
		if _, err := fmt.Fprintf(w, "%-8s  %s: %s [%s]\n", kind(c), visible(c.Where), visible(c.What), c.Rule); err != nil {
			return err
		}
	}
	return nil
}

func kind(c Change) string {
	if c.Breaking {
		return "breaking"
	}
	return "safe"
}

// WriteJSON writes {"breaking": …, "changes": […]}.
func WriteJSON(w io.Writer, changes []Change) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(struct {
		Breaking bool     `json:"breaking"`
		Changes  []Change `json:"changes"`
	}{Breaking(changes), append([]Change{}, changes...)})
}

// WriteMarkdown writes what a comment on a pull request says.
func WriteMarkdown(w io.Writer, changes []Change) error {
	var b strings.Builder
	switch {
	case len(changes) == 0:
		b.WriteString("No change that users can see.\n")
	case Breaking(changes):
		b.WriteString("**Breaking**: users must act before they can go on to sync.\n")
	default:
		b.WriteString("Safe: users need not act.\n")
	}
	if len(changes) > 0 {
		b.WriteString("\n| | where | what | rule |\n| --- | --- | --- | --- |\n")
	}
	for _, c := range changes {
		fmt.Fprintf(&b, "| %s | %s | %s | `%s` |\n", kind(c), c.markdown[0], c.markdown[1], c.Rule)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
