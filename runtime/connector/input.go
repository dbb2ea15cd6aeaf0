package connector

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// readJSON reads a file of the command line.
func readJSON(path string) (value.Value, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return value.Value{}, fmt.Errorf("[Errno 2] No such file or directory: %s", value.Str(path).Repr())
	}
	if err != nil {
		return value.Value{}, fmt.Errorf("reading the command line's files: %w", err)
	}
	v, err := value.Load(data)
	if err != nil {
		return value.Value{}, fmt.Errorf("Could not read json file %s: %w. Please ensure that it is a valid JSON.", path, err) //nolint:staticcheck // the reference's words
	}
	return v, nil
}

func readConfig(path string) (config.Config, error) {
	v, err := readJSON(path)
	if err != nil {
		return config.Config{}, err
	}
	if v.Kind() != value.KindDict {
		return config.Config{}, fmt.Errorf("The content of %s is not an object and therefore is not a valid config. "+ //nolint:staticcheck // the reference's words
			"Please ensure the file represent a config.", path)
	}
	return config.New(v), nil
}

// A shape collects what is wrong with the form of a document.
type shape struct{ problems []string }

func (s *shape) err() error {
	if s.problems == nil {
		return nil
	}
	return errors.New("Schema validation failed:\n" + strings.Join(s.problems, "\n") + "\n") //nolint:staticcheck // the reference's words
}

func (s *shape) problem(at, format string, args ...any) {
	s.problems = append(s.problems, fmt.Sprintf("- "+format+" (instance_path='%s')", append(args, at)...))
}

func (s *shape) isObject(at string, v value.Value) bool {
	if v.Kind() == value.KindDict {
		return true
	}
	s.problem(at, `%s is not of type "object"`, v.AppendJSON(nil))
	return false
}

// member is a required member of an object.
func (s *shape) member(at string, v value.Value, key string) (value.Value, bool) {
	if v.Kind() != value.KindDict {
		return value.Value{}, false
	}
	member, ok := v.Get(key)
	if !ok {
		s.problem(join(at, key), "%q is a required property", key)
	}
	return member, ok
}

func (s *shape) object(at string, v value.Value, key string) value.Value {
	member, ok := s.member(at, v, key)
	if ok {
		s.isObject(join(at, key), member)
	}
	return member
}

func (s *shape) list(at string, v value.Value, key string) []value.Value {
	member, ok := s.member(at, v, key)
	if !ok {
		return nil
	}
	if member.Kind() != value.KindList {
		s.problem(join(at, key), `%s is not of type "list"`, member.AppendJSON(nil))
		return nil
	}
	return slices.Collect(member.Elements())
}

func (s *shape) text(at string, v value.Value, key string) string {
	member, ok := s.member(at, v, key)
	if !ok {
		return ""
	}
	return s.isText(join(at, key), member)
}

func (s *shape) isText(at string, v value.Value) string {
	text, ok := v.AsString()
	if !ok {
		s.problem(at, `%s is not of type "string"`, v.AppendJSON(nil))
	}
	return text
}

// texts are those of a member that may be left out or null.
func (s *shape) texts(at string, v value.Value, key string) []string {
	if member, ok := v.Get(key); !ok || member.IsNull() {
		return nil
	}
	var texts []string
	for i, item := range s.list(at, v, key) {
		texts = append(texts, s.isText(fmt.Sprintf("%s/%d", join(at, key), i), item))
	}
	return texts
}

func (s *shape) oneOf(at string, v value.Value, key string, allowed ...string) {
	member, ok := s.member(at, v, key)
	if !ok {
		return
	}
	if text, isText := member.AsString(); !isText || !slices.Contains(allowed, text) {
		s.problem(join(at, key), `%s is not one of ["%s"]`, member.AppendJSON(nil), strings.Join(allowed, `", "`))
	}
}

func join(at, key string) string { return strings.TrimPrefix(at+"/"+key, "/") }
