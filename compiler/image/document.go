package image

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/static"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// Sources are what an image was made from.
type Sources struct {
	Compiler string            // the version of lowcode
	Manifest []byte            // the text of the manifest; nil when the image was made from a package
	Flavor   string            // platform or pure
	Sums     map[string]string // of modules, "path version" to the sum that go.sum has
}

// A Document says something of an image: a bill of materials, a provenance. It is kept beside the image, as
// an artifact that refers to it.
type Document struct {
	Name string // of a file, such as "sbom.linux-amd64.spdx.json"
	Data []byte
	// of is the image or index that it is about.
	of        v1.Descriptor
	mediaType types.MediaType
}

// The media types of documents.
const (
	spdxType   = types.MediaType("application/spdx+json")
	intotoType = types.MediaType("application/vnd.in-toto+json")
)

// documents are the bill of materials of each image and the provenance of the index.
func (m *Image) documents(o Options) ([]Document, error) {
	var out []Document
	for i, one := range m.images {
		of, err := descriptor(one)
		if err != nil {
			return nil, err
		}
		p := o.Programs[i]
		data, err := billOfMaterials(o, p, of)
		if err != nil {
			return nil, err
		}
		name := "sbom." + strings.ReplaceAll(p.Platform.String(), "/", "-") + ".spdx.json"
		out = append(out, Document{Name: name, Data: data, of: of, mediaType: spdxType})
	}
	of, err := descriptor(m.Index)
	if err != nil {
		return nil, err
	}
	data, err := provenance(o, of)
	return append(out, Document{Name: "provenance.intoto.json", Data: data, of: of, mediaType: intotoType}), err
}

// described is what has a descriptor: an image or an index.
type described interface {
	Digest() (v1.Hash, error)
	Size() (int64, error)
	MediaType() (types.MediaType, error)
}

func descriptor(d described) (out v1.Descriptor, err error) {
	if out.Digest, err = d.Digest(); err != nil {
		return out, err
	}
	if out.Size, err = d.Size(); err != nil {
		return out, err
	}
	out.MediaType, err = d.MediaType()
	return out, err
}

// artifact is a document as an OCI manifest whose subject is the image.
func (d Document) artifact() (v1.Image, error) {
	one := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), d.mediaType)
	one, err := mutate.Append(one, mutate.Addendum{
		Layer:       static.NewLayer(d.Data, d.mediaType),
		Annotations: map[string]string{"org.opencontainers.image.title": d.Name},
	})
	if err != nil {
		return nil, err
	}
	out, ok := mutate.Subject(one, d.of).(v1.Image)
	if !ok {
		return nil, fmt.Errorf("%s cannot refer to its image", d.Name)
	}
	return out, nil
}

// A component is a part of an image as an SPDX document names it.
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

// billOfMaterials is the SPDX document of one image: its binaries and the modules that they link.
func billOfMaterials(o Options, p Program, of v1.Descriptor) ([]byte, error) {
	image := component{ID: "SPDXRef-image", Name: o.Tag.RepositoryStr(), Version: o.Tag.TagStr(), Location: "NOASSERTION", Purpose: "CONTAINER",
		Checksums: []checksum{{"SHA256", of.Digest.Hex}}}
	b := bill{components: []component{image}, relations: []relationship{{"SPDXRef-DOCUMENT", "DESCRIBES", image.ID}}, sums: o.Sources.Sums}
	if err := b.program(o.Name, p.Binary); err != nil {
		return nil, err
	}
	if p.Shell != nil {
		if err := b.program("sh", p.Shell); err != nil {
			return nil, err
		}
	}
	return json.MarshalIndent(map[string]any{
		"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
		"name":              o.Tag.String() + " " + p.Platform.String(),
		"documentNamespace": "https://github.com/lowcode-dev/lowcode/sbom/" + of.Digest.Hex,
		"creationInfo": map[string]any{"created": o.Created.UTC().Format("2006-01-02T15:04:05Z"),
			"creators": []string{"Tool: lowcode-" + o.Sources.Compiler}},
		"packages": b.components, "relationships": b.relations,
	}, "", "  ")
}

// A bill gathers the components of an image.
type bill struct {
	components []component
	relations  []relationship
	sums       map[string]string
}

// program adds a Go binary and what it says it was built from.
func (b *bill) program(name string, binary []byte) error {
	info, err := buildinfo.Read(bytes.NewReader(binary))
	if err != nil {
		return fmt.Errorf("reading what %s was built from: %w", name, err)
	}
	sum := sha256.Sum256(binary)
	id := "SPDXRef-program-" + spdxID(name)
	b.add("SPDXRef-image", "CONTAINS", component{ID: id, Name: name, Location: "NOASSERTION", Purpose: "APPLICATION",
		Checksums: []checksum{{"SHA256", hex.EncodeToString(sum[:])}}})
	b.module(id, "stdlib", strings.TrimPrefix(info.GoVersion, "go"))
	for _, m := range info.Deps {
		b.module(id, m.Path, m.Version)
	}
	return nil
}

// module adds a module that a program links.
func (b *bill) module(program, path, version string) {
	c := component{ID: "SPDXRef-module-" + spdxID(path+"-"+version), Name: path, Version: version, Location: "NOASSERTION", Purpose: "LIBRARY",
		Refs: []externalRef{{"PACKAGE-MANAGER", "purl", "pkg:golang/" + path + "@" + version}}, Comment: b.sums[path+" "+version]}
	b.add(program, "DEPENDS_ON", c)
}

func (b *bill) add(owner, how string, c component) {
	if !slices.ContainsFunc(b.components, func(known component) bool { return known.ID == c.ID }) {
		b.components = append(b.components, c)
	}
	b.relations = append(b.relations, relationship{owner, how, c.ID})
}

// spdxID writes a name with the letters that an SPDX identifier may have.
func spdxID(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' {
			return r
		}
		return '-'
	}, name)
}
