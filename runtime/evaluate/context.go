package evaluate

import (
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// sliceAliases are the names that templates have for the slice besides stream_slice.
var sliceAliases = []string{"stream_interval", "stream_partition"}

// readContext is the config and the variables that the JSON object of a context names. The parameters are
// constants of the program.
func readContext(data []byte) (config.Config, Scope, error) {
	scope := Scope{names: map[string]value.Value{}}
	cfg := config.New(value.DictOf())
	if len(data) == 0 {
		return cfg, scope, nil
	}
	context, err := value.Load(data)
	if err != nil {
		return cfg, scope, fmt.Errorf("reading the context: %w", err)
	}
	for name, v := range context.All() {
		v, err := decode(v)
		if err != nil {
			return cfg, scope, fmt.Errorf("reading %s of the context: %w", name.String(), err)
		}
		scope.names[name.String()] = v
	}
	if v, ok := scope.names["config"]; ok {
		cfg = config.New(v)
	}
	if slice, ok := scope.names["stream_slice"]; ok {
		for _, alias := range sliceAliases {
			scope.names[alias] = slice
		}
	}
	return cfg, scope, nil
}

// decode replaces what JSON cannot say, a dict whose one key is a tag, with the value of the runtime.
func decode(v value.Value) (value.Value, error) {
	switch v.Kind() {
	case value.KindList:
		items := make([]value.Value, 0, v.Len())
		for item := range v.Elements() {
			decoded, err := decode(item)
			if err != nil {
				return v, err
			}
			items = append(items, decoded)
		}
		return value.ListOf(items...), nil
	case value.KindDict:
		return decodeDict(v)
	}
	return v, nil
}

func decodeDict(v value.Value) (value.Value, error) {
	out := value.DictOf()
	for key, item := range v.All() {
		decoded, err := decode(item)
		if err != nil {
			return v, err
		}
		name, _ := key.AsString()
		if v.Len() == 1 && isTag(name) {
			return tagged(name, decoded)
		}
		out.SetKey(key, decoded)
	}
	return out, nil
}

// isTag tells a tag from a key of the data that happens to start like one.
func isTag(name string) bool {
	switch name {
	case "$slice", "$record", "$headers", "$func":
		return true
	}
	return false
}

func tagged(tag string, v value.Value) (value.Value, error) {
	switch tag {
	case "$slice":
		part := func(name string) value.Value {
			w, _ := v.Get(name)
			return w
		}
		return stream.NewSlice(part("partition"), part("cursor_slice"), part("extra_fields")).Value(), nil
	case "$record":
		return stream.RecordView(v, "stream", value.Null), nil
	case "$headers":
		return stream.CaseInsensitive(v), nil
	}
	if name := v.String(); name != "json.loads" {
		return v, fmt.Errorf("there is no function %q", name)
	}
	return value.FuncOf("json.loads", loads), nil
}

// loads is json.loads with the arguments of Python.
func loads(args []value.Value, kw []value.Keyword) value.Value {
	if len(args) != 1 || len(kw) > 0 {
		return value.Fail(value.TypeError, "loads() takes 1 argument")
	}
	return value.JSONLoads(args[0])
}
