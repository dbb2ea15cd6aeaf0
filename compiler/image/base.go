package image

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// openBase is the image that a connector's layers are put on: an OCI layout, one of a registry, or nothing.
func openBase(base string, platform v1.Platform) (v1.Image, error) {
	if base == "" {
		return mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON), nil
	}
	if _, err := os.Stat(filepath.Join(base, "oci-layout")); err == nil {
		return baseOfLayout(base, platform)
	}
	ref, err := name.ParseReference(base)
	if err != nil {
		return nil, &Misuse{fmt.Sprintf("--base is neither an OCI layout nor a reference: %v", err)}
	}
	one, err := remote.Image(ref, remote.WithAuthFromKeychain(authn.DefaultKeychain), remote.WithPlatform(platform))
	if err != nil {
		return nil, fmt.Errorf("--base: %s is no OCI layout here, and it cannot be had from the registry as %s: %w", base, ref, err)
	}
	return one, nil
}

// baseOfLayout is the image for a platform in an OCI layout, which may be an index in its index.
func baseOfLayout(dir string, platform v1.Platform) (v1.Image, error) {
	index, err := layout.ImageIndexFromPath(dir)
	if err != nil {
		return nil, fmt.Errorf("reading the base: %w", err)
	}
	found, err := imageFor(index, platform)
	if err == nil && found == nil {
		err = fmt.Errorf("the base %s has no image for %s", dir, platform.String())
	}
	return found, err
}

// imageFor is the first image of an index that a platform can run, nil for none.
func imageFor(index v1.ImageIndex, platform v1.Platform) (v1.Image, error) {
	manifest, err := index.IndexManifest()
	if err != nil {
		return nil, err
	}
	for _, d := range manifest.Manifests {
		switch {
		case d.MediaType.IsIndex():
			inner, err := index.ImageIndex(d.Digest)
			if err != nil {
				return nil, err
			}
			if found, err := imageFor(inner, platform); found != nil || err != nil {
				return found, err
			}
		case d.MediaType.IsImage():
			one, err := index.Image(d.Digest)
			if err != nil {
				return nil, err
			}
			if runs, err := runsOn(one, d.Platform, platform); runs || err != nil {
				return one, err
			}
		}
	}
	return nil, nil
}

// runsOn says that an image is for a platform, by its descriptor or else by its own configuration.
func runsOn(one v1.Image, described *v1.Platform, platform v1.Platform) (bool, error) {
	if described != nil {
		return described.OS == platform.OS && described.Architecture == platform.Architecture, nil
	}
	config, err := one.ConfigFile()
	if err != nil {
		return false, err
	}
	return config.OS == platform.OS && config.Architecture == platform.Architecture, nil
}
