package auth

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func configOf(t *testing.T, text string) config.Config {
	t.Helper()
	v, err := value.Load([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return config.New(v)
}

func updating(cfg config.Config) *OAuth {
	return &OAuth{TokenRefreshEndpoint: fixed("https://a.example/t"), ClientID: fixed("id"), ClientSecret: fixed("hidden secret"), RefreshTokenUpdater: &RefreshTokenUpdater{Config: cfg}}
}

func TestRefreshTokenUpdater(t *testing.T) {
	t.Setenv("LOWCODE_NOW", "2026-01-15T12:00:00Z")
	s := &server{answers: []string{`200 {"access_token": "token one", "refresh_token": "refresh 2", "expires_in": 60}`, `200 {"access_token": "token two"}`}}
	cfg := configOf(t, `{"credentials": {"refresh_token": "refresh 1", "client_id": "own"}, "keep": null}`)
	var out bytes.Buffer
	ctx, writer := stream.NewWriter(s.context(), &out)
	ctx = stream.WithLogger(ctx, writer, false)
	one, two := updating(cfg), updating(cfg)
	for _, o := range []*OAuth{one, two} {
		if err := o.Construct(stream.Of(ctx)); err != nil {
			t.Fatal(err)
		}
		if got, err := headerOf(ctx, o); err != nil || got != "{'Authorization': 'Bearer token one'}" {
			t.Fatalf("got %s, %v", got, err)
		}
	}
	t.Setenv("LOWCODE_NOW", "2026-01-15T12:01:01.5Z")
	if got, err := headerOf(ctx, two); err != nil || got != "{'Authorization': 'Bearer token two'}" {
		t.Fatalf("got %s, %v", got, err)
	}
	for i, token := range []string{"1", "2"} {
		want := "POST https://a.example/t []  {'grant_type': 'refresh_token', 'client_id': 'own', 'client_secret': 'hidden secret', 'refresh_token': 'refresh " + token + "'}"
		if got := sent(s.got[i]); got != want {
			t.Errorf("sent\n%s, want\n%s", got, want)
		}
	}
	if len(s.got) != 2 {
		t.Errorf("%d requests", len(s.got))
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"connectorConfig":{"config":{"credentials":{"refresh_token":"refresh 2","client_id":"own","access_token":"token one","token_expiry_date":"2026-01-15T12:01:00+00:00"}}}`,
		`"connectorConfig":{"config":{"credentials":{"refresh_token":"refresh 2","client_id":"own","access_token":"token two","token_expiry_date":"2026-01-15T13:01:01.500000+00:00"}}}`,
	} {
		if strings.Count(out.String(), want) != 1 {
			t.Errorf("the platform is not told\n%s, but\n%s", want, &out)
		}
	}
}

func TestUpdaterWithAValidToken(t *testing.T) {
	t.Setenv("LOWCODE_NOW", "2026-01-15T12:00:00Z")
	s := &server{answers: []string{"500 "}}
	o := updating(configOf(t, `{"a": "kept token", "until": "2026-01-15 12:00"}`))
	o.RefreshTokenUpdater.AccessTokenConfigPath, o.RefreshTokenUpdater.TokenExpiryDateConfigPath = []string{"a"}, []string{"until"}
	if got, err := headerOf(s.context(), o); err != nil || got != "{'Authorization': 'Bearer kept token'}" || len(s.got) > 0 {
		t.Errorf("got %s, %v after %d requests", got, err, len(s.got))
	}
}

func TestUpdaterWithoutAToken(t *testing.T) {
	s := &server{answers: []string{`200 {}`}}
	o := updating(configOf(t, `{}`))
	if got, err := headerOf(s.context(), o); err != nil || got != "{'Authorization': 'Bearer None'}" {
		t.Errorf("got %s, %v", got, err)
	}
	if !strings.Contains(sent(s.got[0]), "'refresh_token': ''") {
		t.Errorf("sent %s", sent(s.got[0]))
	}
}

func TestUpdaterFailures(t *testing.T) {
	t.Setenv("LOWCODE_MAX_WAIT", "0")
	for name, c := range map[string]struct{ config, answer, want string }{
		"expiry":       {`{"credentials": {"token_expiry_date": "soon"}}`, `200 {}`, "Could not parse datetime string: soon"},
		"no place":     {`{"credentials": "none"}`, `200 {}`, `setting credentials.access_token of the configuration: "access_token" would stand in what is neither a dict nor a list`},
		"network":      {`{}`, "ConnectTimeout", "no way"},
		"refused":      {`{}`, `400 {"error": "invalid_grant"}`, "Refresh token was rejected by the OAuth provider (invalid, expired, or already used). Re-authenticate this source's credentials in its connection settings. Provider error: invalid_grant"},
		"strange date": {`{}`, `200 {"expires_in": []}`, "Invalid expires_in value: []. Expected number of seconds when no format specified."},
	} {
		s := &server{answers: []string{c.answer}}
		cfg := configOf(t, c.config)
		if _, err := headerOf(s.context(), updating(cfg)); textOf(err) != c.want {
			t.Errorf("%s: got %q, want %q", name, textOf(err), c.want)
		}
		if got := string(cfg.Value().AppendJSON(nil)); got != strings.ReplaceAll(strings.ReplaceAll(c.config, ": ", ":"), ", ", ",") {
			t.Errorf("%s: the configuration became %s", name, got)
		}
	}
}

func TestWaitingForTheConfigurationEnds(t *testing.T) {
	cfg := configOf(t, `{}`)
	end, err := cfg.Exclude(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	s := &server{answers: []string{`200 {}`}}
	ctx, cancel := context.WithCancel(s.context())
	cancel()
	if _, err := headerOf(ctx, updating(cfg)); err != context.Canceled {
		t.Errorf("got %v", err)
	}
}
