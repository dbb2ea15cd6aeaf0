package explain

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
)

// Replace replaces the texts of an explanation: templates by what they evaluate to.
func (e *Explanation) Replace(with func(string) string) {
	defer e.join()
	e.Budget = with(e.Budget)
	for i := range e.Streams {
		e.Streams[i].replace(with)
	}
}

func (s *Stream) replace(with func(string) string) {
	for _, text := range []*string{&s.Name, &s.If, &s.When, &s.Pages} {
		*text = with(*text)
	}
	for _, list := range [][]string{s.ReadFor, s.Slices, s.Retries, s.Parents, s.Notes} {
		for i := range list {
			list[i] = with(list[i])
		}
	}
	for i := range s.Requests {
		r := &s.Requests[i]
		r.base, r.path = with(r.base), with(r.path)
		r.Parts = replaced(r.Parts, with)
	}
}

// replaced are the parts of a request with their texts replaced. What evaluates to nothing is not sent.
func replaced(parts []Part, with func(string) string) []Part {
	var out []Part
	for _, p := range parts {
		had := p.Value
		p.Name, p.Value = with(p.Name), with(p.Value)
		if p.Value == "" && had != "" && strings.HasPrefix(p.From, "HttpRequester.") {
			continue
		}
		out = append(out, p)
	}
	return out
}

// Texts calls visit for every text that Replace would replace.
func (e *Explanation) Texts(visit func(string)) {
	e.Replace(func(text string) string { visit(text); return text })
}

// join joins the addresses.
func (e *Explanation) join() {
	for _, s := range e.Streams {
		for i := range s.Requests {
			r := &s.Requests[i]
			r.URL = join(r.base, r.path)
		}
	}
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
	var t text
	for _, s := range e.Streams {
		t.stream(s)
	}
	if e.Budget != "" {
		t.line("budget     %s", e.Budget)
	}
	_, err := io.WriteString(w, t.String())
	return err
}

// text is what is written for people.
type text struct{ strings.Builder }

// line adds a line. What a terminal would act on is written as Go has it in texts.
func (t *text) line(format string, values ...any) {
	for _, c := range fmt.Sprintf(format, values...) {
		if unicode.IsPrint(c) {
			t.WriteRune(c)
			continue
		}
		quoted := strconv.QuoteRune(c)
		t.WriteString(quoted[1 : len(quoted)-1])
	}
	t.WriteByte('\n')
}

func (t *text) stream(s Stream) {
	head := "stream " + s.Name
	if s.When != "" {
		head += ", " + s.When
	}
	if s.ReadFor != nil {
		head += ", read for " + strings.Join(s.ReadFor, ", ")
	}
	t.line("%s", head)
	if s.If != "" {
		t.line("  if       %s", s.If)
	}
	for _, r := range s.Requests {
		t.request(r)
	}
	t.lines("slices", s.Slices)
	if s.Pages != "" {
		t.line("  pages    %s", s.Pages)
	}
	t.lines("retries", s.Retries)
	t.lines("note", s.Notes)
	t.WriteByte('\n')
}

func (t *text) lines(label string, all []string) {
	for _, one := range all {
		t.line("  %-8s %s", label, one)
	}
}

func (t *text) request(r Request) {
	t.line("  %s %s", r.Method, r.URL)
	if r.For != "requester" || r.When != "" {
		t.line("    for %s", both(r.For, r.When))
	}
	for _, p := range r.Parts {
		t.line("    %s", p.line())
	}
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
