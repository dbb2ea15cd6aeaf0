package auth

import (
	"context"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestAuthenticators(t *testing.T) {
	cfg := config.New(value.DictOf(value.Str("none"), value.Null))
	none := config.Text("{{ config['none'] }}", cfg, func(c config.Config) value.Value { return c.Item("none") })
	missing := config.Text("{{ config['missing'] }}", cfg, func(c config.Config) value.Value { return c.Item("missing") })
	in := func(place request.Place) request.Option {
		return request.Option{InjectInto: place, FieldName: config.Fixed("k")}
	}
	for _, c := range []struct {
		name string
		auth stream.Authenticator
		at   request.Place
		want string
	}{
		{"nothing", NoAuth{}, request.Header, ""},
		{"bearer", Bearer{config.Fixed("abc")}, request.Header, "{'Authorization': 'Bearer abc'}"},
		{"bearer literal", Bearer{config.Fixed("1e5")}, request.Header, "{'Authorization': 'Bearer 100000.0'}"},
		{"bearer zeros", Bearer{config.Fixed("007")}, request.Header, "{'Authorization': 'Bearer 007'}"},
		{"bearer missing", Bearer{missing}, request.Header, "{'Authorization': 'Bearer '}"},
		{"bearer null", Bearer{none}, request.Header, "{'Authorization': 'Bearer None'}"},
		{"basic", BasicHTTP{config.Fixed("é"), config.Fixed("p")}, request.Header, "{'Authorization': 'Basic w6k6cA=='}"},
		{"basic without password", BasicHTTP{Username: config.Fixed("user")}, request.Header, "{'Authorization': 'Basic dXNlcjo='}"},
		{"key in a header", APIKey{config.Fixed("5"), in(request.Header)}, request.Header, "{'k': '5'}"},
		{"key in a parameter", APIKey{config.Fixed("5"), in(request.Parameter)}, request.Parameter, "{'k': '5'}"},
		{"key in a form", APIKey{config.Fixed("5"), in(request.BodyData)}, request.BodyData, "{'k': '5'}"},
		{"key in JSON", APIKey{config.Fixed("5"), in(request.BodyJSON)}, request.BodyJSON, "{'k': '5'}"},
		{"header without a name", APIKey{config.Fixed("5"), request.Option{InjectInto: request.Header}}, request.Header, "{}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := c.auth.Construct(&stream.Stream{}); err != nil {
				t.Fatal(err)
			}
			var options request.Options
			if err := c.auth.Authenticate(context.Background(), &options); err != nil {
				t.Fatal(err)
			}
			got := ""
			if v := *options.At(c.at); v.Kind() != value.KindUndefined {
				got = v.String()
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestFailingCredentials(t *testing.T) {
	broken := config.Text("{{ config.a.b }}", config.New(value.DictOf()), func(config.Config) value.Value {
		return value.Fail(value.UndefinedError, "'dict object' has no attribute 'a'")
	})
	for _, auth := range []stream.Authenticator{
		Bearer{broken}, BasicHTTP{Username: broken}, BasicHTTP{Password: broken},
		APIKey{broken, request.Option{InjectInto: request.Header, FieldName: config.Fixed("k")}},
		APIKey{config.Fixed("5"), request.Option{InjectInto: request.Header, FieldName: broken}},
	} {
		if err := auth.Authenticate(context.Background(), new(request.Options)); err == nil {
			t.Errorf("%T accepts a template that fails", auth)
		}
	}
}
