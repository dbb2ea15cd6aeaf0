package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/spf13/cobra"

	"github.com/lowcode-dev/lowcode"
	"github.com/lowcode-dev/lowcode/compiler/build"
	"github.com/lowcode-dev/lowcode/compiler/custom"
	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/compiler/image"
	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// imageFlags are the flags of lowcode image.
type imageFlags struct {
	tag, dir, tar, push, base, flavor string
	platforms                         []string
	manifest                          manifestFlags
}

// imageCommand is lowcode image.
func imageCommand(at *phase) *cobra.Command {
	var f imageFlags
	cmd := &cobra.Command{
		Use:   "image MANIFEST|PACKAGE",
		Short: "Make a container image of a connector, without a container engine",
		Long: "Make a container image of a connector, without a container engine: of a manifest, or of a package that\n" +
			"lowcode compile wrote. A manifest's connector is named by the last part of the tag's repository, a package's\n" +
			"by its directory. The same input gives the same bytes; SOURCE_DATE_EPOCH dates them.\n\n" +
			"Exit codes: 0 made, 1 the manifest or custom.go is wrong, 2 usage, 3 the toolchain, the disk or the registry failed.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, at, args[0]) },
	}
	f.manifest.register(cmd)
	flags := cmd.Flags()
	f.manifest.registerStubs(cmd)
	flags.StringVarP(&f.tag, "tag", "t", "", "what the image is called, such as example/source-foo:0.1.0 (default: as --push)")
	flags.StringVarP(&f.dir, "output", "o", "", "directory for an OCI layout (default, without --tar and --push: the connector's name and -image)")
	flags.StringVar(&f.tar, "tar", "", "file for an archive: of one platform for docker load, of several an OCI archive")
	flags.StringVar(&f.push, "push", "", "reference to push to; credentials are those of docker login")
	flags.StringSliceVar(&f.platforms, "platform", []string{"linux/amd64", "linux/arm64"}, "what the image runs on")
	flags.StringVar(&f.flavor, "flavor", "platform", "platform has the shell by which the Airbyte platform starts connectors, pure holds the binary alone")
	flags.StringVar(&f.base, "base", "", "an OCI layout or a reference to put the connector on (default: nothing but what it needs)")
	return cmd
}

func (f *imageFlags) run(cmd *cobra.Command, at *phase, path string) error {
	o, err := f.options()
	if err == nil {
		err = f.place(&o, path)
	}
	if err != nil {
		return &failure{exitUsage, err}
	}
	ctx, stop := interruptible()
	defer stop()
	dir, done, err := f.packageOf(ctx, cmd, at, path, &o)
	if err != nil {
		return err
	}
	defer done()
	at.enter("image")
	if err := f.build(ctx, dir, &o); err != nil {
		return failed(err)
	}
	made, err := image.Make(o)
	if err == nil {
		err = f.write(ctx, cmd, made)
	}
	if err != nil {
		return failed(err)
	}
	return nil
}

// place names the connector, after the image unless it is a package that has a name, and finds out whether its
// layout can be written, before anything is built.
func (f *imageFlags) place(o *image.Options, path string) (err error) {
	named := o.Tag.RepositoryStr()
	named = named[strings.LastIndexByte(named, '/')+1:]
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		named = path
	}
	if o.Name, err = build.Name(named); err != nil {
		return err
	}
	if f.dir == "" && f.tar == "" && f.push == "" {
		f.dir = o.Name + "-image"
	}
	if f.dir != "" {
		return image.Replaceable(f.dir)
	}
	return nil
}

// options are those of the flags; binaries and time zones come later.
func (f *imageFlags) options() (o image.Options, err error) {
	if f.flavor != "platform" && f.flavor != "pure" {
		return o, fmt.Errorf("unknown flavor %q: platform or pure", f.flavor)
	}
	if f.tag == "" && f.push != "" {
		f.tag = f.push
	}
	if f.tag == "" {
		return o, errors.New("--tag is needed: what is the image called?")
	}
	if o.Tag, err = name.NewTag(f.tag); err != nil {
		return o, fmt.Errorf("--tag: %w", err)
	}
	if f.push != "" {
		if _, err := name.ParseReference(f.push); err != nil {
			return o, fmt.Errorf("--push: %w", err)
		}
	}
	for _, text := range f.platforms {
		platform, err := v1.ParsePlatform(text)
		if err != nil || platform.OS != "linux" || platform.Architecture != "amd64" && platform.Architecture != "arm64" {
			return o, fmt.Errorf("--platform: %q is neither linux/amd64 nor linux/arm64", text)
		}
		o.Programs = append(o.Programs, image.Program{Platform: *platform})
	}
	o.Base, o.Created, err = f.base, time.Unix(0, 0).UTC(), nil
	if epoch := os.Getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return o, fmt.Errorf("SOURCE_DATE_EPOCH is %q and no number of seconds", epoch)
		}
		o.Created = time.Unix(seconds, 0).UTC()
	}
	o.Sources.Compiler, o.Sources.Flavor = version(), f.flavor
	return o, nil
}

// packageOf is the directory of the package: the one that the user names, or one that is made of the manifest
// for as long as it is needed.
func (f *imageFlags) packageOf(ctx context.Context, cmd *cobra.Command, at *phase, path string, o *image.Options) (dir string, done func(), err error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		if err := f.written(cmd, path); err != nil {
			return "", nil, err
		}
		if o.Sources.Manifest, err = manifestDigest(path); err != nil {
			return "", nil, &failure{exitUsage, err}
		}
		return path, func() {}, nil
	}
	f.manifest.purpose = custom.Image
	files, err := f.manifest.compile(cmd, at, path, o.Name)
	if err != nil {
		return "", nil, err
	}
	if o.Sources.Manifest, err = digestOf(files); err != nil {
		return "", nil, &failure{exitToolchain, err}
	}
	at.enter("build")
	temp, err := os.MkdirTemp("", "lowcode-image-")
	if err != nil {
		return "", nil, &failure{exitToolchain, err}
	}
	done = func() { os.RemoveAll(temp) }
	dir = filepath.Join(temp, o.Name)
	options := buildOptions()
	options.Dir, options.NoBuild = dir, true
	if err := build.Package(ctx, files, options); err != nil {
		done()
		return "", nil, &failure{exitToolchain, err}
	}
	return dir, done, nil
}

// manifestDigest is the SHA-256 of the manifest that a package was made of.
func manifestDigest(dir string) (string, error) {
	files, err := packageFiles(dir)
	if err != nil {
		return "", err
	}
	digest, err := digestOf(files)
	if err != nil {
		err = fmt.Errorf("%s: %w", dir, err)
	}
	return digest, err
}

// digestOf is manifestDigest for the files of a package.
func digestOf(files []gen.File) (string, error) {
	p, err := printed.Read(files)
	if err != nil {
		return "", err
	}
	source := p.Source("connector.Source")
	if source == nil {
		return "", nil
	}
	return strings.TrimPrefix(p.Text(printed.Field(source, "Manifest")), "sha256:"), nil
}

// written says which classes of a package are still stubs: an error, unless the user allows them.
func (f *imageFlags) written(cmd *cobra.Command, dir string) error {
	own, err := build.OwnSource(dir)
	if err != nil {
		return &failure{exitToolchain, err}
	}
	for i := range own {
		own[i].Name = filepath.Join(dir, own[i].Name)
	}
	return f.manifest.report(cmd, custom.Stubs(own, f.manifest.stubs))
}

// build builds what the image holds.
func (f *imageFlags) build(ctx context.Context, dir string, o *image.Options) (err error) {
	if o.Zones, err = build.Zones(ctx); err != nil {
		return err
	}
	if o.Sources.Sums, err = build.Sums(lowcode.Source); err != nil {
		return err
	}
	for i := range o.Programs {
		p := &o.Programs[i]
		options := buildOptions()
		options.Dir, options.OS, options.Arch = dir, p.Platform.OS, p.Platform.Architecture
		if p.Binary, err = build.Binary(ctx, options); err != nil {
			return err
		}
		if f.flavor == "pure" {
			continue
		}
		if p.Shell, err = build.Shell(ctx, options); err != nil {
			return fmt.Errorf("building the shell: %w", err)
		}
	}
	return nil
}

// write puts the image where the flags say, and prints what was made.
func (f *imageFlags) write(ctx context.Context, cmd *cobra.Command, made *image.Image) error {
	digest, err := made.Index.Digest()
	if err != nil {
		return err
	}
	var places []string
	if f.dir != "" {
		if err := made.WriteLayout(f.dir); err != nil {
			return err
		}
		places = append(places, f.dir)
	}
	if f.tar != "" {
		if err := made.WriteTar(f.tar); err != nil {
			return err
		}
		places = append(places, f.tar)
	}
	if f.push != "" {
		to, err := name.ParseReference(f.push)
		if err == nil {
			err = made.Push(ctx, to)
		}
		if err != nil {
			return err
		}
		places = append(places, f.push)
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s %s %s\n", made.Tag, digest, strings.Join(places, " "))
	return err
}
