package diag

import (
	"encoding/json"
	"io"
)

// object is a diagnostic for programs. Lines and columns count from one, columns in
// characters; the end is the first character after the mark. Fields that are empty are
// left out; a diagnostic without a place has no file.
type object struct {
	File      string    `json:"file,omitempty"`
	Line      int       `json:"line,omitempty"`
	Column    int       `json:"column,omitempty"`
	EndLine   int       `json:"end_line,omitempty"`
	EndColumn int       `json:"end_column,omitempty"`
	Severity  string    `json:"severity"`
	Slug      string    `json:"slug"`
	Summary   string    `json:"summary"`
	Hint      string    `json:"hint,omitempty"`
	Notes     []string  `json:"notes,omitempty"`
	Code      string    `json:"code,omitempty"`
	Via       []refJSON `json:"via,omitempty"`
}

type refJSON struct {
	Ref    string `json:"ref"`
	Path   string `json:"path,omitempty"`
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// WriteJSON prints the list for programs: one object on each line, so that a reader can
// start before the end and a log can be cut anywhere between lines.
func (l List) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, d := range l {
		if err := enc.Encode(d.object()); err != nil {
			return err
		}
	}
	return nil
}

func (d Diagnostic) object() object {
	start, end := d.Span.Position(), d.Span.EndPosition()
	o := object{
		File: fileName(d.Span), Line: start.Line, Column: start.Column, EndLine: end.Line, EndColumn: end.Column,
		Severity: d.Severity.String(), Slug: d.Slug, Summary: d.Summary, Hint: d.Hint, Notes: d.Notes, Code: d.Code,
	}
	for _, r := range d.Via {
		o.Via = append(o.Via, r.object())
	}
	return o
}

func (r Ref) object() refJSON {
	at := r.Span.Position()
	return refJSON{Ref: r.Target, Path: r.Path, File: fileName(r.Span), Line: at.Line, Column: at.Column}
}
