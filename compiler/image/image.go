// Package image makes container images of connectors without a container engine.
//
// In go binaries that compiler/build made and what the image is to be called, out comes an OCI image
// index with an image for each platform, which is written to a directory, to a file or to a registry.
// The same input gives the same bytes. The package knows neither manifests nor Go source.
package image

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// Options say what an image holds.
type Options struct {
	Name     string    // of the connector: its binary is /airbyte/NAME
	Tag      name.Tag  // what the image is called: its repository and version become the labels of Airbyte
	Base     string    // an OCI layout or a reference; "" for nothing but what a connector needs
	Created  time.Time // of everything in the image
	Zones    []byte    // zoneinfo.zip of a Go distribution
	Programs []Program // one for each platform
	Sources  Sources   // for the bill of materials and the provenance
}

// A Program is what a platform runs.
type Program struct {
	Platform v1.Platform
	Binary   []byte
	Shell    []byte // /bin/sh, by which the Airbyte platform starts connectors; nil for the pure flavour
}

// An Image is an index of one image for each platform, and the documents that go with them.
type Image struct {
	Tag       name.Tag
	Index     v1.ImageIndex
	Documents []Document
	images    []v1.Image
}

// user is the one whom the Airbyte platform runs a connector as.
const user = 1000

// Make makes the image.
func Make(o Options) (*Image, error) {
	out := &Image{Tag: o.Tag, Index: mutate.IndexMediaType(empty.Index, types.OCIImageIndex)}
	shared, err := sharedLayer(o)
	if err != nil {
		return nil, err
	}
	for _, p := range o.Programs {
		one, err := o.image(p, shared)
		if err != nil {
			return nil, fmt.Errorf("making the image for %s: %w", p.Platform.String(), err)
		}
		platform := p.Platform
		out.Index = mutate.AppendManifests(out.Index, mutate.IndexAddendum{Add: one, Descriptor: v1.Descriptor{Platform: &platform}})
		out.images = append(out.images, one)
	}
	out.Documents, err = out.documents(o)
	return out, err
}

// image is the image of one platform.
func (o Options) image(p Program, shared v1.Layer) (v1.Image, error) {
	base, err := openBase(o.Base, p.Platform)
	if err != nil {
		return nil, err
	}
	layers := []mutate.Addendum{o.addendum(shared, "certificates, time zones, users and directories")}
	if p.Shell != nil {
		shell, err := layer(o.Created, []entry{directory("bin", 0), file("bin/sh", 0o755, p.Shell)})
		if err != nil {
			return nil, err
		}
		layers = append(layers, o.addendum(shell, "the shell by which the Airbyte platform starts connectors"))
	}
	binary, err := layer(o.Created, []entry{file(strings.TrimPrefix(o.entrypoint(), "/"), 0o555, p.Binary)})
	if err != nil {
		return nil, err
	}
	one, err := mutate.Append(base, append(layers, o.addendum(binary, "the connector"))...)
	if err != nil {
		return nil, err
	}
	config, err := one.ConfigFile()
	if err != nil {
		return nil, err
	}
	config = config.DeepCopy()
	o.configure(config, p.Platform)
	return mutate.ConfigFile(one, config)
}

// addendum is a layer with a line of history.
func (o Options) addendum(l v1.Layer, what string) mutate.Addendum {
	return mutate.Addendum{Layer: l, History: v1.History{Created: v1.Time{Time: o.Created}, CreatedBy: "lowcode image: " + what}}
}

// entrypoint is one plain path: the platform's script evaluates it.
func (o Options) entrypoint() string { return path.Join("/airbyte", o.Name) }

// configure sets what Airbyte asks of the configuration of an image.
func (o Options) configure(config *v1.ConfigFile, platform v1.Platform) {
	config.Created = v1.Time{Time: o.Created}
	config.OS, config.Architecture, config.Variant = platform.OS, platform.Architecture, platform.Variant
	config.Author, config.Container, config.DockerVersion = "", "", ""
	c := &config.Config
	c.User = fmt.Sprintf("%d:%d", user, user)
	c.WorkingDir = "/airbyte"
	c.Entrypoint, c.Cmd = []string{o.entrypoint()}, nil
	c.Env = setEnv(c.Env, "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", false)
	c.Env = setEnv(c.Env, "SSL_CERT_FILE", "/"+certificatesFile, o.Base == "")
	c.Env = setEnv(c.Env, "AIRBYTE_ENTRYPOINT", o.entrypoint(), true)
	if c.Labels == nil {
		c.Labels = map[string]string{}
	}
	c.Labels["io.airbyte.name"] = o.Tag.RepositoryStr()
	c.Labels["io.airbyte.version"] = o.Tag.TagStr()
	c.Labels["org.opencontainers.image.title"] = o.Name
	c.Labels["org.opencontainers.image.version"] = o.Tag.TagStr()
}

// setEnv sets a variable of an image, one that is there only when it is to be replaced.
func setEnv(env []string, name, value string, replace bool) []string {
	i := slices.IndexFunc(env, func(line string) bool { return strings.HasPrefix(line, name+"=") })
	switch {
	case i < 0:
		return append(env, name+"="+value)
	case replace:
		env[i] = name + "=" + value
	}
	return env
}
