package connector

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// testRules are rules made of functions.
type testRules struct {
	migrate, transform func(cfg value.Value)
	wrong              error
}

func (r testRules) Migrate(_ context.Context, cfg value.Value) error { return did(r.migrate, cfg) }

func (r testRules) Transform(_ context.Context, cfg value.Value) error { return did(r.transform, cfg) }

func (r testRules) Validate(context.Context, value.Value) error { return r.wrong }

func did(change func(value.Value), cfg value.Value) error {
	if change != nil {
		change(cfg)
	}
	return nil
}

// ruled runs a command with rules, and gives what it said and what the file is then.
func ruled(t *testing.T, command, path string, rules ConfigRules) (lines []string, code int, file string) {
	t.Helper()
	source := testSource()
	source.ConfigRules = func(config.Config) ConfigRules { return rules }
	args := []string{"source-test", command, "--config", path}
	if command == "read" {
		catalog := write(t, "catalog.json", `{"streams":[{"stream":{"name":"wrong","json_schema":{},"supported_sync_modes":["full_refresh"]},"sync_mode":"full_refresh","destination_sync_mode":"append"}]}`)
		args = append(args, "--catalog", catalog)
	}
	var out, errs bytes.Buffer
	code = source.run(context.Background(), args, &out, &errs)
	if errs.Len() > 0 {
		t.Errorf("stderr: %s", errs.String())
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n"), code, string(data)
}

func configFile(t *testing.T, text string) string {
	t.Helper()
	path := write(t, "config.json", text)
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	return path
}

func set(key string, v value.Value) func(value.Value) {
	return func(cfg value.Value) { cfg.Set(key, v) }
}

func TestMigrationsAreKept(t *testing.T) {
	for _, command := range []string{"check", "discover", "read"} {
		path := configFile(t, `{"old": 1, "none": null, "text": "\u00e4\u2028"}`)
		lines, _, file := ruled(t, command, path, testRules{
			migrate:   func(cfg value.Value) { cfg.Set("key", value.Str("migrated-secret")); cfg.Delete("old") },
			transform: set("run", value.True),
		})
		if want := `{"none": null, "text": "\u00e4\u2028", "key": "migrated-secret"}`; file != want {
			t.Errorf("%s: the file has %s, not %s", command, file, want)
		}
		if !strings.HasPrefix(lines[0], `{"type":"CONTROL"`) || !strings.HasSuffix(lines[0], `"connectorConfig":{"config":{"text":"ä`+"\u2028"+`","key":"migrated-secret"}}}}`) {
			t.Errorf("%s begins with %s", command, lines[0])
		}
		for _, line := range lines[1:] {
			if strings.Contains(line, "CONTROL") || strings.Contains(line, "migrated-secret") {
				t.Errorf("%s: %s", command, line)
			}
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
			t.Errorf("%s: %v, %v", command, info.Mode(), err)
		}
		if left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); err != nil || len(left) > 0 {
			t.Errorf("%s leaves %v behind, %v", command, left, err)
		}
	}
}

// TestWhatDoesNotCountAsAChange holds what Python's comparison of a shallow copy says.
func TestWhatDoesNotCountAsAChange(t *testing.T) {
	for name, migrate := range map[string]func(value.Value){
		"nothing":       nil,
		"the same":      set("key", value.Str("k")),
		"equal numbers": set("n", value.Float(1)),
		"true is one":   set("n", value.True),
		"further inside": func(cfg value.Value) {
			sub, _ := cfg.Get("sub")
			sub.Set("b", value.Int(2))
		},
	} {
		const before = `{"key":"k","n":1,"nan":[NaN],"sub":{"a":1}}`
		lines, code, file := ruled(t, "check", configFile(t, before), testRules{migrate: migrate})
		if code != 0 || file != before || strings.Contains(lines[0], "CONTROL") {
			t.Errorf("%s: exit code %d, %s, %s", name, code, lines[0], file)
		}
	}
}

func TestRulesOfAnEmptyConfig(t *testing.T) {
	lines, _, file := ruled(t, "discover", configFile(t, `{}`), testRules{migrate: set("key", value.Str("k")), wrong: errors.New("checked all the same")})
	if file != `{}` || !strings.Contains(strings.Join(lines, "\n"), "'key' is a required property") {
		t.Errorf("%s, %s", lines, file)
	}
}

// TestNothingIsLeft: the spec is checked against the last configuration that held anything, as in the reference.
func TestNothingIsLeft(t *testing.T) {
	lines, code, _ := ruled(t, "discover", configFile(t, `{"key":"k"}`), testRules{transform: func(cfg value.Value) { cfg.Delete("key") }})
	if code != 0 {
		t.Errorf("%s", lines)
	}
}

func TestValidationsFailWhereStreamsAreBuilt(t *testing.T) {
	rules := testRules{wrong: value.Fail(value.ValueError, "no report is called %s", "secret-of-the-user").Err()}
	for command, want := range map[string]string{
		"check":    `"status":"FAILED","message":"'Encountered an error while discovering streams. Error: no report is called ****'"`,
		"discover": `"internal_message":"no report is called ****"`,
		"read":     `"internal_message":"no report is called ****"`,
	} {
		lines, code, _ := ruled(t, command, configFile(t, `{"key":"secret-of-the-user"}`), rules)
		if got := lines[len(lines)-1]; !strings.Contains(got, want) || (code == 0) != (command == "check") {
			t.Errorf("%s: exit code %d, %s", command, code, got)
		}
	}
}

// TestOverridesAreNotValidated: what a check overrides is not what the user supplied.
func TestOverridesAreNotValidated(t *testing.T) {
	in := Inquiry{
		Config: config.New(value.DictOf(value.Str("key"), value.Str("user"))),
		rules:  keyIs("user"), supplied: value.DictOf(value.Str("key"), value.Str("user")),
	}
	ctx, _ := stream.NewWriter(context.Background(), &bytes.Buffer{})
	if _, err := in.overridden(ctx, value.DictOf(value.Str("key"), value.Str("other"))).Ready(ctx); err != nil {
		t.Error(err)
	}
}

type keyIs string

func (keyIs) Migrate(context.Context, value.Value) error { return nil }

func (keyIs) Transform(context.Context, value.Value) error { return nil }

func (k keyIs) Validate(_ context.Context, cfg value.Value) error {
	if key, _ := cfg.Get("key"); key.String() != string(k) {
		return errors.New("another key")
	}
	return nil
}

func TestConfigFilesThatAreNoPlainFiles(t *testing.T) {
	migrate := testRules{migrate: set("new", value.Int(1))}
	const want = `{"key": "k", "new": 1}`
	t.Run("a link", func(t *testing.T) {
		path := configFile(t, `{"key": "k"}`)
		link := filepath.Join(t.TempDir(), "link.json")
		if err := os.Symlink(path, link); err != nil {
			t.Skip(err)
		}
		if _, code, file := ruled(t, "check", link, migrate); code != 0 || file != want {
			t.Errorf("exit code %d, %s", code, file)
		}
		if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Errorf("the link is gone: %v, %v", info, err)
		}
	})
	t.Run("a file that must not be written", func(t *testing.T) {
		path := configFile(t, `{"key": "k"}`)
		if err := os.Chmod(path, 0o400); err != nil {
			t.Fatal(err)
		}
		lines, code, file := ruled(t, "check", path, migrate)
		if os.Geteuid() == 0 {
			t.Skip("root may write every file")
		}
		if code != 0 || file != `{"key": "k"}` || !strings.Contains(lines[0], "CONTROL") || !strings.Contains(lines[1], "could not be written") {
			t.Errorf("exit code %d, %s, %s", code, lines, file)
		}
	})
	t.Run("a folder that takes no other file", func(t *testing.T) {
		path := configFile(t, `{"key": "k", "old": "`+strings.Repeat("x", 100)+`"}`)
		file, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if err := overwrite(file, []byte(want)); err != nil {
			t.Error(err)
		}
		if data, err := os.ReadFile(path); err != nil || string(data) != want {
			t.Errorf("%s, %v", data, err)
		}
	})
	t.Run("a device", func(t *testing.T) {
		if err := replaceFile(os.DevNull, []byte(want)); err == nil {
			t.Error("a device was replaced")
		}
	})
}

func TestSecretsOfAFailedMigration(t *testing.T) {
	lines, code, _ := ruled(t, "check", configFile(t, `{"old":"1"}`), failing{})
	if got := lines[len(lines)-1]; code != 1 || strings.Contains(got, "half-migrated") || !strings.Contains(got, "no luck with ****") {
		t.Errorf("exit code %d, %s", code, got)
	}
	if protocol.Mask("half-migrated") != "****" {
		t.Error("not a secret")
	}
}

type failing struct{ testRules }

func (failing) Migrate(_ context.Context, cfg value.Value) error {
	cfg.Set("key", value.Str("half-migrated"))
	return errors.New("no luck with half-migrated")
}
