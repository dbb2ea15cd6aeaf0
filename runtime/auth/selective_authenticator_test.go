package auth

import (
	"context"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestSelective(t *testing.T) {
	v, err := value.Load([]byte(`{"auth": {"kind": "token", "flag": true}, "other": "x"}`))
	if err != nil {
		t.Fatal(err)
	}
	login := &SessionToken{LoginRequester: &logging{}}
	choices := []Choice{{"token", Bearer{config.Fixed("abc")}}, {"True", login}}
	for name, c := range map[string]struct{ path, want string }{
		"chosen":       {"auth kind", "Bearer abc"},
		"pattern":      {"a* kind", "Bearer abc"},
		"boolean":      {"auth flag", ""},
		"missing path": {"auth type", "The path from `authenticator_selection_path` is not found in the config."},
		"unknown name": {"other", "The authenticator `x` is not found."},
	} {
		t.Run(name, func(t *testing.T) {
			a := Selective{Config: config.New(v), AuthenticatorSelectionPath: strings.Fields(c.path), Authenticators: choices}
			if name == "boolean" {
				if a.Chosen() != stream.Authenticator(login) {
					t.Errorf("%T is chosen", a.Chosen())
				}
				return
			}
			got := ""
			var options request.Options
			if err := a.Construct(&stream.Stream{}); err != nil {
				got = stream.TextOf(err)
			} else if err := a.Chosen().Authenticate(context.Background(), &options); err != nil {
				t.Fatal(err)
			} else {
				credentials, _ := options.Headers.Get("Authorization")
				got = credentials.String()
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if err := a.Authenticate(context.Background(), new(request.Options)); (err != nil) != strings.HasPrefix(c.want, "The ") {
				t.Errorf("authenticating gives %v", err)
			}
		})
	}
}
