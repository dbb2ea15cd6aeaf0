package image

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// provenance is an in-toto statement of how the index was made (SLSA provenance, version 1).
func provenance(o Options, of v1.Descriptor) ([]byte, error) {
	dependencies, err := dependencies(o)
	if err != nil {
		return nil, err
	}
	platforms := []string{}
	for _, p := range o.Programs {
		platforms = append(platforms, p.Platform.String())
	}
	return json.MarshalIndent(map[string]any{
		"_type":         "https://in-toto.io/Statement/v1",
		"subject":       []any{map[string]any{"name": o.Tag.String(), "digest": map[string]string{of.Digest.Algorithm: of.Digest.Hex}}},
		"predicateType": "https://slsa.dev/provenance/v1",
		"predicate": map[string]any{
			"buildDefinition": map[string]any{
				"buildType": "https://github.com/lowcode-dev/lowcode/image/v1",
				"externalParameters": map[string]any{
					"name": o.Name, "tag": o.Tag.String(), "flavor": o.Sources.Flavor, "base": o.Base, "platforms": platforms,
				},
				"resolvedDependencies": dependencies,
			},
			"runDetails": map[string]any{
				"builder": map[string]any{"id": "https://github.com/lowcode-dev/lowcode", "version": map[string]string{"lowcode": o.Sources.Compiler}},
			},
		},
	}, "", "  ")
}

// dependencies are the manifest and the modules that the binaries of all platforms link.
func dependencies(o Options) ([]any, error) {
	out := []any{}
	if o.Sources.Manifest != "" {
		out = append(out, map[string]any{"name": "manifest.yaml", "digest": map[string]string{"sha256": o.Sources.Manifest}})
	}
	modules := map[string]any{}
	for _, p := range o.Programs {
		for _, binary := range [][]byte{p.Binary, p.Shell} {
			if binary == nil {
				continue
			}
			info, err := buildinfo.Read(bytes.NewReader(binary))
			if err != nil {
				return nil, fmt.Errorf("reading what a binary was built from: %w", err)
			}
			modules["stdlib"] = map[string]any{"uri": "pkg:golang/stdlib@" + info.GoVersion[len("go"):]}
			for _, m := range info.Deps {
				one := map[string]any{"uri": "pkg:golang/" + m.Path + "@" + m.Version}
				if sum := o.Sources.Sums[m.Path+" "+m.Version]; sum != "" {
					one["annotations"] = map[string]string{"go.sum": sum}
				}
				modules[m.Path+"@"+m.Version] = one
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(modules)) {
		out = append(out, modules[key])
	}
	return out, nil
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
