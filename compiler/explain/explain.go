// Package explain says which requests a connector makes, without making any.
//
// In go the files of a generated package, out come the requests of each stream: their address, what is in
// them and where each part comes from, and in words how pages, slices and retries go on. It reads the
// literals of the generated Go, in the manifest's words; it knows what a few fields mean, and prints the rest.
package explain

import (
	"slices"

	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// A Stream is what reading one stream takes. A stream that is read in two ways is there twice.
type Stream struct {
	Name     string    `json:"name"`
	If       string    `json:"if,omitempty"`       // the template that decides whether the source has it (ConditionalStreams)
	When     string    `json:"when,omitempty"`     // it is read like this, "" for always
	ReadFor  []string  `json:"read_for,omitempty"` // the streams that it is read for, of one that the catalog has not
	Requests []Request `json:"requests"`
	Slices   []string  `json:"slices,omitempty"`  // what the stream is read by: partitions, windows
	Pages    string    `json:"pages,omitempty"`   // how it goes from page to page
	Retries  []string  `json:"retries,omitempty"` // what is done about errors
	Parents  []string  `json:"parents,omitempty"` // streams that are read first
	Notes    []string  `json:"notes,omitempty"`   // what else there is to know, such as why there is no request
}

// A Request is one kind of request; templates stand for what is not known before.
type Request struct {
	For    string `json:"for"`            // the field of the manifest: "requester", "login_requester"
	When   string `json:"when,omitempty"` // "" for each page
	Method string `json:"method"`
	URL    string `json:"url"`
	Parts  []Part `json:"parts,omitempty"`

	base, path string // of URL, which is joined again when their templates are replaced
}

// A Part is something in a request.
type Part struct {
	In    string `json:"in"` // path, parameter, header, body_data, body_json, body, credentials
	Name  string `json:"name,omitempty"`
	Value string `json:"value"`
	From  string `json:"from"`            // the component and field that it comes from: "DefaultPaginator.page_size_option"
	When  string `json:"when,omitempty"`  // "" for always
	Words bool   `json:"words,omitempty"` // the value says what is sent, it is not what is sent
}

// An Explanation is what a connector does.
type Explanation struct {
	Streams []Stream `json:"streams"`
	Budget  string   `json:"budget,omitempty"` // api_budget
}

// Read explains a generated package: all streams and what is read for them, or those of the names.
func Read(files []gen.File, names ...string) (*Explanation, error) {
	p, err := printed.Read(files)
	if err != nil {
		return nil, err
	}
	r := &reader{p: p, found: new(found)}
	for _, one := range p.Streams() {
		for _, s := range r.streams(one.Call) {
			s.If = one.When
			r.found.streams = append(r.found.streams, s)
		}
	}
	for i, template := range p.DynamicStreams() {
		r.dynamic(i, template)
	}
	r.found.addParents()
	out := &Explanation{Streams: []Stream{}}
	for _, s := range r.found.streams {
		if len(names) == 0 || slices.Contains(names, s.Name) {
			out.Streams = append(out.Streams, s)
		}
	}
	if budget := r.p.Literal(p.Returned("apiBudget")); budget != nil {
		out.Budget = r.words(budget)
	}
	out.join()
	return out, nil
}
