package image

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/pem"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"golang.org/x/crypto/x509roots/fallback/bundle"
)

// An entry is a file or a directory of a layer.
type entry struct {
	name  string // without the slash at the start; a directory ends with one
	mode  int64
	owner int // user and group
	data  []byte
}

func file(name string, mode int64, data []byte) entry {
	return entry{name: name, mode: mode, data: data}
}

func directory(name string, owner int) entry {
	return entry{name: name + "/", mode: 0o755, owner: owner}
}

// layer is a compressed layer of entries, in their order, all of one time.
func layer(created time.Time, entries []entry) (v1.Layer, error) {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, e := range entries {
		header := &tar.Header{Name: e.name, Mode: e.mode, Uid: e.owner, Gid: e.owner, Size: int64(len(e.data)), ModTime: created,
			Typeflag: tar.TypeReg, Format: tar.FormatPAX}
		if strings.HasSuffix(e.name, "/") {
			header.Typeflag = tar.TypeDir
		}
		if err := w.WriteHeader(header); err != nil {
			return nil, err
		}
		if _, err := w.Write(e.data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return tarball.LayerFromOpener(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(out.Bytes())), nil },
		tarball.WithMediaType(types.OCILayer), tarball.WithCompressedCaching)
}

// certificatesFile is where programs look for the certificates of authorities.
const certificatesFile = "etc/ssl/certs/ca-certificates.crt"

// sharedLayer is the layer that the images of all platforms have. On a base of the user's it holds the
// directories only: users, certificates and time zones are the base's.
func sharedLayer(o Options) (v1.Layer, error) {
	var entries []entry
	if o.Base == "" {
		zones, err := zones(o.Zones)
		if err != nil {
			return nil, err
		}
		entries = slices.Concat([]entry{
			directory("etc", 0),
			file("etc/passwd", 0o644, []byte("root:x:0:0:root:/root:/sbin/nologin\nairbyte:x:1000:1000:airbyte:/airbyte:/bin/sh\n")),
			file("etc/group", 0o644, []byte("root:x:0:\nairbyte:x:1000:\n")),
			directory("etc/ssl", 0), directory("etc/ssl/certs", 0),
			file(certificatesFile, 0o644, certificates()),
			{name: "tmp/", mode: 0o1777},
		}, zones)
	}
	for _, name := range []string{"airbyte", "config", "secrets", "source"} {
		entries = append(entries, directory(name, user))
	}
	return layer(o.Created, entries)
}

// certificates are the roots of Mozilla's store that it trusts without a condition.
func certificates() []byte {
	var out bytes.Buffer
	for root := range bundle.Roots() {
		if root.Constraint == nil {
			out.Write(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root.Certificate}))
		}
	}
	return out.Bytes()
}

// zones are the time zones of a Go distribution, where all programs look for them.
func zones(archive []byte) ([]entry, error) {
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return nil, fmt.Errorf("reading the time zones: %w", err)
	}
	const root = "usr/share/zoneinfo"
	made := map[string]bool{}
	var out []entry
	for _, f := range r.File {
		name := path.Join(root, path.Clean("/"+f.Name))
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		for _, dir := range above(name) {
			if !made[dir] {
				made[dir] = true
				out = append(out, directory(dir, 0))
			}
		}
		data, err := unpack(f)
		if err != nil {
			return nil, fmt.Errorf("reading the time zones: %w", err)
		}
		out = append(out, file(name, 0o644, data))
	}
	return out, nil
}

// above are the directories in which a file is, the topmost first.
func above(name string) []string {
	var out []string
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		out = append(out, dir)
	}
	slices.Reverse(out)
	return out
}

func unpack(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}
