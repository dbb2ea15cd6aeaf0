package image

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// A Misuse is a mistake of whoever asks for the image.
type Misuse struct{ Reason string }

// Error is the reason.
func (e *Misuse) Error() string { return e.Reason }

// WriteLayout writes the image to a directory, an OCI layout: at once, or not at all. A layout that is there is
// replaced, any other directory with something in it is not.
func (m *Image) WriteLayout(dir string) error {
	if err := Replaceable(dir); err != nil {
		return err
	}
	parent := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return err
	}
	stage, err := os.MkdirTemp(parent, ".lowcode-image-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(stage)
	next, old := filepath.Join(stage, "new"), filepath.Join(stage, "old")
	if err := m.writeLayout(next); err != nil {
		return err
	}
	if err := os.Rename(dir, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(next, dir); err != nil {
		return errors.Join(err, restore(old, dir))
	}
	return nil
}

// restore puts what was there back, if anything was.
func restore(old, dir string) error {
	if err := os.Rename(old, dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Replaceable says whether a directory may be written, as no error: it is not there, empty, or an OCI layout.
func Replaceable(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case len(entries) == 0:
		return nil
	}
	if _, err := os.Stat(filepath.Join(dir, "oci-layout")); err != nil {
		return &Misuse{fmt.Sprintf("%s holds files and is no OCI layout: name another directory", dir)}
	}
	return nil
}

func (m *Image) writeLayout(dir string) error {
	path, err := layout.Write(dir, empty.Index)
	if err != nil {
		return err
	}
	// Programs that look an image up in a layout know the version only, or the whole name.
	err = path.AppendIndex(m.Index, layout.WithAnnotations(map[string]string{
		"org.opencontainers.image.ref.name": m.Tag.TagStr(),
		"io.containerd.image.name":          m.Tag.Name(),
	}))
	if err != nil {
		return err
	}
	for _, d := range m.Documents {
		artifact, err := d.artifact()
		if err != nil {
			return err
		}
		if err := path.AppendImage(artifact); err != nil {
			return err
		}
	}
	return nil
}

// WriteTar writes the image to a file: of one platform an archive for `docker load`, of several an OCI
// archive. The documents go into files beside it, behind its name.
func (m *Image) WriteTar(path string) error {
	err := writeFile(path, func(w io.Writer) error {
		if len(m.images) == 1 {
			return tarball.Write(m.Tag, m.images[0], w)
		}
		return m.writeArchive(w)
	})
	for _, d := range m.Documents {
		if err == nil {
			err = writeFile(path+"."+d.Name, func(w io.Writer) error { _, err := w.Write(d.Data); return err })
		}
	}
	return err
}

// writeArchive writes an OCI layout as a tar.
func (m *Image) writeArchive(w io.Writer) error {
	dir, err := os.MkdirTemp("", "lowcode-image-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := m.writeLayout(filepath.Join(dir, "layout")); err != nil {
		return err
	}
	config, err := m.images[0].ConfigFile()
	if err != nil {
		return err
	}
	archive := tar.NewWriter(w)
	root := os.DirFS(filepath.Join(dir, "layout"))
	err = fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || name == "." {
			return err
		}
		header := &tar.Header{Name: name, Mode: 0o644, ModTime: config.Created.Time, Typeflag: tar.TypeReg, Format: tar.FormatPAX}
		if e.IsDir() {
			header.Name, header.Mode, header.Typeflag = name+"/", 0o755, tar.TypeDir
			return archive.WriteHeader(header)
		}
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		header.Size = int64(len(data))
		if err := archive.WriteHeader(header); err != nil {
			return err
		}
		_, err = archive.Write(data)
		return err
	})
	return errors.Join(err, archive.Close())
}

// writeFile writes a file at once, or not at all.
func writeFile(path string, write func(io.Writer) error) error {
	out, err := os.CreateTemp(filepath.Dir(path), ".lowcode-image-")
	if err != nil {
		return err
	}
	err = errors.Join(write(out), out.Chmod(0o644), out.Close())
	if err == nil {
		err = os.Rename(out.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(out.Name()))
	}
	return nil
}

// Push sends the image and its documents to a registry under a name.
func (m *Image) Push(ctx context.Context, to name.Reference) error {
	options := []remote.Option{remote.WithContext(ctx), remote.WithAuthFromKeychain(authn.DefaultKeychain)}
	if err := remote.WriteIndex(to, m.Index, options...); err != nil {
		return fmt.Errorf("pushing %s: %w", to, err)
	}
	for _, d := range m.Documents {
		artifact, err := d.artifact()
		if err != nil {
			return err
		}
		digest, err := artifact.Digest()
		if err != nil {
			return err
		}
		if err := remote.Write(to.Context().Digest(digest.String()), artifact, options...); err != nil {
			return fmt.Errorf("pushing %s of %s: %w", d.Name, to, err)
		}
	}
	return nil
}
