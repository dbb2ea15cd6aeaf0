// Command demo compiles an example manifest with bin/lowcode, starts the example's
// mock API on loopback and runs every command of the connector against it.
//
//	go run ./examples/demo [source-github]
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/lowcode-dev/lowcode/examples/mock"
	"github.com/lowcode-dev/lowcode/runtime/protocol/protocoltest"
)

func main() {
	name := "source-github"
	if len(os.Args) > 1 {
		name = os.Args[1]
	}
	if err := run(name); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

// run shows one example, from its manifest to its records.
func run(name string) (err error) {
	example := filepath.Join("examples", name)
	out := filepath.Join("build", "demo", name)
	fmt.Printf("$ lowcode compile %s/manifest.yaml -o %s\n", example, out)
	if err := command(nil, "bin/lowcode", "compile", "--force", filepath.Join(example, "manifest.yaml"), "-o", out); err != nil {
		return fmt.Errorf("compiling %s: %w", example, err)
	}
	text, err := os.ReadFile(filepath.Join(example, "exchange.txt"))
	if err != nil {
		return fmt.Errorf("reading the script of the mock API: %w", err)
	}
	script, err := mock.ParseScript(string(text))
	if err != nil {
		return fmt.Errorf("reading the script of the mock API: %w", err)
	}
	proxy, err := mock.Start(script)
	if err != nil {
		return fmt.Errorf("starting the mock API: %w", err)
	}
	defer func() { err = errors.Join(err, proxy.Close()) }()
	return commands(example, filepath.Join(out, name), proxy)
}

// commands runs spec, check, discover and read, the last with all that was discovered.
func commands(example, connector string, proxy *mock.Proxy) error {
	config := filepath.Join(example, "config.example.json")
	var discovered []byte
	for _, args := range [][]string{{"spec"}, {"check", "--config", config}, {"discover", "--config", config}} {
		out, err := output(proxy, connector, args...)
		if err != nil {
			return err
		}
		discovered = out
	}
	catalog, err := mock.Catalog(discovered)
	if err != nil {
		return fmt.Errorf("configuring a catalog: %w", err)
	}
	file := filepath.Join(filepath.Dir(connector), "catalog.example.json")
	if err := os.WriteFile(file, catalog, 0o600); err != nil {
		return fmt.Errorf("writing the catalog: %w", err)
	}
	defer os.Remove(file)
	read, err := output(proxy, connector, "read", "--config", config, "--catalog", file)
	if err != nil {
		return err
	}
	return validate(read)
}

// validate says whether a platform could rely on what was read.
func validate(read []byte) error {
	transcript, err := protocoltest.Parse(read)
	if err != nil {
		return fmt.Errorf("checking the output of read: %w", err)
	}
	if _, broken := transcript.Validate(protocoltest.Rules{}); broken != nil {
		return fmt.Errorf("checking the output of read: %s", strings.Join(broken, "\n"))
	}
	return nil
}

// output runs a command of the connector behind the proxy and shows it with its messages.
func output(proxy *mock.Proxy, connector string, args ...string) ([]byte, error) {
	fmt.Printf("\n$ %s %s\n", filepath.Base(connector), strings.Join(args, " "))
	var out bytes.Buffer
	cmd := exec.Command(connector, args...)
	cmd.Env = append(os.Environ(), proxy.Environment()...)
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	err := cmd.Run()
	for _, line := range strings.SplitAfter(out.String(), "\n") {
		fmt.Print(brief(line))
	}
	if err != nil {
		return nil, fmt.Errorf("running %s: %w", args[0], err)
	}
	return out.Bytes(), nil
}

// brief is a message as the demo shows it: records whole, all else cut to a line of a terminal, logs left out.
func brief(line string) string {
	var message struct{ Type string }
	if json.Unmarshal([]byte(line), &message) != nil || message.Type == "LOG" {
		return ""
	}
	const width = 160
	if message.Type == "RECORD" || len(line) <= width {
		return line
	}
	return line[:width] + " …\n"
}

func command(env []string, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}
