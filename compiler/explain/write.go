package explain

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Replace replaces the texts of an explanation: templates by what they evaluate to, secrets by stars.
func (e *Explanation) Replace(with func(string) string) {
	e.Budget = with(e.Budget)
	for i := range e.Streams {
		s := &e.Streams[i]
		s.Pages = with(s.Pages)
		for j := range s.Slices {
			s.Slices[j] = with(s.Slices[j])
		}
		for j := range s.Retries {
			s.Retries[j] = with(s.Retries[j])
		}
		for j := range s.Requests {
			request := &s.Requests[j]
			request.URL = with(request.URL)
			for k := range request.Parts {
				request.Parts[k].Name, request.Parts[k].Value = with(request.Parts[k].Name), with(request.Parts[k].Value)
			}
		}
	}
}

// Texts calls visit for every text that Replace would replace.
func (e *Explanation) Texts(visit func(string)) {
	e.Replace(func(text string) string { visit(text); return text })
}

// WriteJSON writes the explanation as one JSON object.
func (e *Explanation) WriteJSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(e)
}

// WriteText writes it for people.
func (e *Explanation) WriteText(w io.Writer) error {
	var b strings.Builder
	for _, s := range e.Streams {
		fmt.Fprintf(&b, "stream %s\n", s.Name)
		for _, r := range s.Requests {
			fmt.Fprintf(&b, "  %s %s\n", r.Method, r.URL)
			if r.For != "requester" {
				fmt.Fprintf(&b, "    for %s\n", r.For)
			}
			for _, p := range r.Parts {
				b.WriteString("    " + p.line() + "\n")
			}
		}
		for _, line := range s.Slices {
			fmt.Fprintf(&b, "  slices   %s\n", line)
		}
		if s.Pages != "" {
			fmt.Fprintf(&b, "  pages    %s\n", s.Pages)
		}
		for _, line := range s.Retries {
			fmt.Fprintf(&b, "  retries  %s\n", line)
		}
		if s.Retries == nil {
			b.WriteString("  retries  the default: 429 and 5xx five times, with growing waits\n")
		}
		b.WriteString("\n")
	}
	if e.Budget != "" {
		fmt.Fprintf(&b, "budget     %s\n", e.Budget)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p Part) line() string {
	text := p.In
	if p.Name != "" {
		text += " " + p.Name
	}
	text += " = " + p.Value
	if p.When != "" {
		text += ", " + p.When
	}
	return text + "   (" + p.From + ")"
}
