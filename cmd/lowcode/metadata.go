package main

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/explain"
	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/templates"
)

// metadata are the files that Airbyte's registry and acceptance tests want beside a connector. Like custom.go
// they are written once and then the user's.
func metadata(name string, files []gen.File) ([]gen.File, error) {
	c := templates.Connector{Name: name}
	for _, f := range files {
		var spec struct {
			DocumentationURL string `json:"documentationUrl"`
		}
		if f.Name == "spec.json" && json.Unmarshal(f.Data, &spec) == nil {
			c.Documentation = spec.DocumentationURL
		}
	}
	explained, err := explain.Read(files)
	if err != nil {
		return nil, err
	}
	c.Hosts = hosts(explained)
	registry, err := c.Metadata()
	if err != nil {
		return nil, err
	}
	tests, err := c.AcceptanceTests()
	return []gen.File{{Name: "metadata.yaml", Data: registry}, {Name: "acceptance-test-config.yml", Data: tests}}, err
}

// hosts are those that requests go to, sorted; nil when one of them is only known with a config.
func hosts(explained *explain.Explanation) []string {
	var out []string
	for _, s := range explained.Streams {
		for _, r := range s.Requests {
			// What stands in templates is no part of a host; where a template may be one, nothing is known.
			scheme, rest, _ := strings.Cut(r.URL, "://")
			host, _, _ := strings.Cut(rest, "/")
			u, err := url.Parse(scheme + "://" + host)
			if err != nil || u.Host == "" || strings.ContainsAny(scheme+host, "{}") {
				return nil
			}
			out = append(out, u.Hostname())
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
