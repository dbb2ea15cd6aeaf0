package image

import (
	"fmt"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/static"
	"github.com/google/go-containerregistry/pkg/v1/types"

	"github.com/lowcode-dev/lowcode/compiler/bill"
)

// Sources are what an image was made from.
type Sources struct {
	Compiler string            // the version of lowcode
	Manifest string            // the SHA-256 of the manifest, in hexadecimal; "" when it is not known
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

// billOfMaterials is the SPDX document of one image: its binaries and the modules that they link.
func billOfMaterials(o Options, p Program, of v1.Descriptor) ([]byte, error) {
	b := bill.New(o.Tag.RepositoryStr(), o.Tag.TagStr(), "CONTAINER", of.Digest.Hex, o.Sources.Sums)
	if err := b.Program(o.Name, p.Binary); err != nil {
		return nil, err
	}
	if p.Shell != nil {
		if err := b.Program("sh", p.Shell); err != nil {
			return nil, err
		}
	}
	return b.SPDX(o.Tag.String()+" "+p.Platform.String(), of.Digest.Hex, o.Sources.Compiler, o.Created)
}
