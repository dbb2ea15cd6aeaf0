// Package bill writes bills of materials: SPDX documents of Go programs and the modules that they link.
//
// In go binaries, out comes JSON. What a program was built from is read from the program itself. The same
// input gives the same bytes.
package bill

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Bill gathers what a thing is made of: an image, an archive.
type Bill struct {
	sums       map[string]string
	components []component
	relations  []relationship
}

// root is the identifier of what the bill is of.
const root = "SPDXRef-root"

// New is the bill of a thing with a version, a purpose of SPDX (CONTAINER, APPLICATION) and the hexadecimal
// SHA-256 of its bytes, "" where it has none. sums are those of go.sum, by path and version.
func New(name, version, purpose, sha256 string, sums map[string]string) *Bill {
	one := component{ID: root, Name: name, Version: version, Location: "NOASSERTION", Purpose: purpose}
	if sha256 != "" {
		one.Checksums = []checksum{{"SHA256", sha256}}
	}
	return &Bill{sums: sums, components: []component{one}, relations: []relationship{{"SPDXRef-DOCUMENT", "DESCRIBES", root}}}
}

// Program adds a Go binary and the modules that it says it links.
func (b *Bill) Program(name string, binary []byte) error {
	info, err := buildinfo.Read(bytes.NewReader(binary))
	if err != nil {
		return fmt.Errorf("reading what %s was built from: %w", name, err)
	}
	sum := sha256.Sum256(binary)
	id := "SPDXRef-program-" + identifier(name)
	b.add(root, "CONTAINS", component{ID: id, Name: name, Location: "NOASSERTION", Purpose: "APPLICATION",
		Checksums: []checksum{{"SHA256", hex.EncodeToString(sum[:])}}})
	b.module(id, "stdlib", strings.TrimPrefix(info.GoVersion, "go"))
	for _, m := range info.Deps {
		b.module(id, m.Path, m.Version)
	}
	return nil
}

// module adds a module that a program links.
func (b *Bill) module(program, path, version string) {
	b.add(program, "DEPENDS_ON", component{ID: "SPDXRef-module-" + identifier(path+"-"+version), Name: path, Version: version,
		Location: "NOASSERTION", Purpose: "LIBRARY", Comment: b.sums[path+" "+version],
		Refs: []externalRef{{"PACKAGE-MANAGER", "purl", "pkg:golang/" + path + "@" + version}}})
}

func (b *Bill) add(owner, how string, c component) {
	if !slices.ContainsFunc(b.components, func(known component) bool { return known.ID == c.ID }) {
		b.components = append(b.components, c)
	}
	b.relations = append(b.relations, relationship{owner, how, c.ID})
}

// SPDX is the document, made by a version of lowcode; its namespace ends with a key that no other document has.
func (b *Bill) SPDX(name, key, lowcode string, created time.Time) ([]byte, error) {
	return json.MarshalIndent(map[string]any{
		"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": name,
		"documentNamespace": "https://github.com/lowcode-dev/lowcode/sbom/" + key,
		"creationInfo":      map[string]any{"created": created.UTC().Format("2006-01-02T15:04:05Z"), "creators": []string{"Tool: lowcode-" + lowcode}},
		"packages":          b.components, "relationships": b.relations,
	}, "", "  ")
}

// A component is a package as SPDX names it.
type component struct {
	ID        string        `json:"SPDXID"`
	Name      string        `json:"name"`
	Version   string        `json:"versionInfo,omitempty"`
	Location  string        `json:"downloadLocation"`
	Analyzed  bool          `json:"filesAnalyzed"`
	Purpose   string        `json:"primaryPackagePurpose,omitempty"`
	Checksums []checksum    `json:"checksums,omitempty"`
	Refs      []externalRef `json:"externalRefs,omitempty"`
	Comment   string        `json:"comment,omitempty"`
}

type checksum struct {
	Algorithm string `json:"algorithm"`
	Value     string `json:"checksumValue"`
}

type externalRef struct {
	Category string `json:"referenceCategory"`
	Type     string `json:"referenceType"`
	Locator  string `json:"referenceLocator"`
}

type relationship struct {
	Element string `json:"spdxElementId"`
	Type    string `json:"relationshipType"`
	Related string `json:"relatedSpdxElement"`
}

// identifier writes a name with the letters that an SPDX identifier may have.
func identifier(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' {
			return r
		}
		return '-'
	}, name)
}
