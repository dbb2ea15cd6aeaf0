package auth

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// server answers requests for tokens, the last answer again and again.
type server struct {
	mu      sync.Mutex
	answers []string // "400 body", or the class of an error of the network
	got     []stream.Exchange
}

func (s *server) Exchange(_ context.Context, e stream.Exchange) (*stream.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, e)
	says := s.answers[min(len(s.got), len(s.answers))-1]
	var status int
	if _, err := fmt.Sscanf(says, "%d", &status); err != nil {
		return nil, &value.Error{Class: says, Message: "no way"}
	}
	body := strings.TrimSpace(says[3:])
	return &stream.Response{Status: status, Reason: "Why", URL: e.URL, Body: []byte(body), Release: func() {}}, nil
}

func (s *server) context() context.Context {
	return stream.WithTransport(stream.With(context.Background(), new(stream.Stream)), s)
}

// sent is a request as a text.
func sent(e stream.Exchange) string {
	return fmt.Sprint(e.Method, " ", e.URL, " ", e.Headers, " ", e.Query.String(), " ", e.Form.String())
}

func fixed(text string) config.Template { return config.Fixed(text) }

func usualOAuth() *OAuth {
	return &OAuth{TokenRefreshEndpoint: fixed("https://a.example/t"), ClientID: fixed("id"), ClientSecret: fixed("hidden secret"), RefreshToken: fixed("refresh 1")}
}

func headerOf(ctx context.Context, a stream.Authenticator) (string, error) {
	var options request.Options
	err := a.Authenticate(ctx, &options)
	return options.Headers.String(), err
}

func TestRequestsForTokens(t *testing.T) {
	none := config.Text("{{ none }}", config.New(value.DictOf()), func(config.Config) value.Value { return value.Null })
	for name, c := range map[string]struct {
		change func(*OAuth)
		want   string
	}{
		"refresh token": {func(*OAuth) {}, "[]  {'grant_type': 'refresh_token', 'client_id': 'id', 'client_secret': 'hidden secret', 'refresh_token': 'refresh 1'}"},
		"client credentials": {func(o *OAuth) { o.GrantType, o.RefreshToken = fixed("client_credentials"), config.Template{} },
			"[]  {'grant_type': 'client_credentials', 'client_id': 'id', 'client_secret': 'hidden secret'}"},
		"digits are a number": {func(o *OAuth) { o.ClientID = fixed("1e5") }, "[]  {'grant_type': 'refresh_token', 'client_id': 100000.0, 'client_secret': 'hidden secret', 'refresh_token': 'refresh 1'}"},
		"names": {func(o *OAuth) {
			o.GrantTypeName, o.ClientIDName, o.ClientSecretName, o.RefreshTokenName = fixed("g"), fixed("i"), fixed("s"), fixed("r")
		}, "[]  {'g': 'refresh_token', 'i': 'id', 's': 'hidden secret', 'r': 'refresh 1'}"},
		"scopes": {func(o *OAuth) { o.Scopes = []string{"a", "b"} },
			"[]  {'grant_type': 'refresh_token', 'client_id': 'id', 'client_secret': 'hidden secret', 'refresh_token': 'refresh 1', 'scopes': ['a', 'b']}"},
		"body": {func(o *OAuth) {
			o.RefreshRequestBody = Mapping{{Key: fixed("client_id"), Value: fixed("x")}, {Key: fixed("n"), Data: value.Int(1)}, {Key: fixed("gone"), Value: none}}
		}, "[]  {'grant_type': 'refresh_token', 'client_id': 'id', 'client_secret': 'hidden secret', 'refresh_token': 'refresh 1', 'n': 1}"},
		"headers": {func(o *OAuth) { o.RefreshRequestHeaders = Mapping{{Key: fixed("X-A"), Value: fixed("1")}} },
			"[[X-A 1]]  {'grant_type': 'refresh_token', 'client_id': 'id', 'client_secret': 'hidden secret', 'refresh_token': 'refresh 1'}"},
		"credentials in a header": {func(o *OAuth) {
			o.RefreshRequestHeaders = Mapping{{Key: fixed("Authorization"), Value: fixed("Basic x")}}
		},
			"[[Authorization Basic x]]  {'grant_type': 'refresh_token', 'refresh_token': 'refresh 1'}"},
		"query": {func(o *OAuth) { o.SendRefreshRequestAsQueryParams = true },
			"[] {'grant_type': 'refresh_token', 'client_id': 'id', 'client_secret': 'hidden secret', 'refresh_token': 'refresh 1'} "},
		"assertion": {func(o *OAuth) { o.UseProfileAssertion, o.ProfileAssertion = true, asserting{} },
			"[]  {'grant_type': '" + assertionGrant + "', 'assertion': 'signed by me'}"},
	} {
		s := &server{answers: []string{`200 {"access_token": "a long token"}`}}
		o := usualOAuth()
		c.change(o)
		if err := o.Construct(new(stream.Stream)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if header, err := headerOf(s.context(), o); err != nil || header != "{'Authorization': 'Bearer a long token'}" {
			t.Errorf("%s: got %s, %v", name, header, err)
		}
		if got, want := sent(s.got[0]), "POST https://a.example/t "+c.want; got != want {
			t.Errorf("%s: sent\n%s, want\n%s", name, got, want)
		}
	}
}

type asserting struct{}

func (asserting) Construct(*stream.Stream) error        { return nil }
func (asserting) Token(context.Context) (string, error) { return "signed by me", nil }

func TestTokensExpire(t *testing.T) {
	s := &server{answers: []string{`200 {"access_token": "token one", "expires_in": "3599.5"}`, `200 {"access_token": "token two"}`, `200 {"access_token": "token three"}`}}
	ctx, o := s.context(), usualOAuth()
	for _, c := range []struct{ now, want string }{
		{"12:00:00", "one"}, {"12:59:59", "one"}, {"12:59:59.1", "two"}, {"13:59:59", "two"}, {"13:59:59.2", "three"},
	} {
		t.Setenv("LOWCODE_NOW", "2026-01-15T"+c.now+"Z")
		if got, err := headerOf(ctx, o); err != nil || got != "{'Authorization': 'Bearer token "+c.want+"'}" {
			t.Errorf("%s: got %s, %v", c.now, got, err)
		}
	}
}

func TestGivenToken(t *testing.T) {
	t.Setenv("LOWCODE_NOW", "2026-01-15T12:00:00Z")
	for date, want := range map[string]string{
		"2026-01-15T12:00:00Z": "given token", "1768478400": "given token", "2026-01-15T11:59:59Z": "new token", "": "new token",
	} {
		s := &server{answers: []string{`200 {"access_token": "new token"}`}}
		o := usualOAuth()
		o.AccessTokenValue, o.TokenExpiryDate = fixed("given token"), fixed(date)
		if got, err := headerOf(s.context(), o); err != nil || got != "{'Authorization': 'Bearer "+want+"'}" {
			t.Errorf("until %q: got %s, %v", date, got, err)
		}
		o.TokenRefreshEndpoint = config.Template{}
		if got, err := headerOf(s.context(), o); err != nil || got != "{'Authorization': 'Bearer given token'}" {
			t.Errorf("without an endpoint: got %s, %v", got, err)
		}
	}
}

func TestOneRequestAtATime(t *testing.T) {
	s := &server{answers: []string{`200 {"access_token": "first token"}`, `200 {"access_token": "second token"}`}}
	ctx, o := s.context(), usualOAuth()
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, err := headerOf(ctx, o); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if len(s.got) != 1 {
		t.Errorf("%d requests for the first token", len(s.got))
	}
	for range 20 {
		all.Go(func() {
			if refreshed, err := o.Refresh(ctx, "Bearer first token"); !refreshed || err != nil {
				t.Error(refreshed, err)
			}
		})
	}
	all.Wait()
	if len(s.got) != 2 {
		t.Errorf("%d requests after the first token was refused", len(s.got)-1)
	}
	if _, err := headerOf(s.context(), o); err != nil || len(s.got) != 3 {
		t.Errorf("another stream has the same tokens: %v", err)
	}
}

func TestConstruction(t *testing.T) {
	broken := config.Text("{{ config.a.b }}", config.New(value.DictOf()), func(config.Config) value.Value { return value.Fail(value.UndefinedError, "no b") })
	for name, c := range map[string]struct {
		change func(*OAuth)
		want   string
	}{
		"fine":             {func(*OAuth) {}, ""},
		"no refresh token": {func(o *OAuth) { o.RefreshToken = config.Template{} }, "OAuthAuthenticator configuration error: A 'refresh_token' is required when the 'grant_type' is set to 'refresh_token'."},
		"another grant":    {func(o *OAuth) { o.RefreshToken, o.GrantType = config.Template{}, fixed("password") }, ""},
		"expiry":           {func(o *OAuth) { o.TokenExpiryDate = fixed("soon") }, "Invalid token expiry date format: Could not parse datetime string: soon"},
		"expiry of a kind": {func(o *OAuth) { o.TokenExpiryDate = fixed("[1]") }, "Invalid token expiry date format: Could not parse datetime string: [1]"},
		"broken expiry":    {func(o *OAuth) { o.TokenExpiryDate = broken }, "no b"},
		"broken token":     {func(o *OAuth) { o.AccessTokenValue = broken }, "no b"},
		"broken grant":     {func(o *OAuth) { o.GrantType, o.RefreshToken = broken, config.Template{} }, "no b"},
	} {
		o := usualOAuth()
		c.change(o)
		err := o.Construct(new(stream.Stream))
		if got := textOf(err); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func textOf(err error) string {
	if err == nil {
		return ""
	}
	return stream.TextOf(err)
}

func TestRefusals(t *testing.T) {
	const again = "Refresh token was rejected by the OAuth provider (invalid, expired, or already used). Re-authenticate this source's credentials in its connection settings."
	t.Setenv("LOWCODE_MAX_WAIT", "0")
	for name, c := range map[string]struct {
		answer, class, message string
	}{
		"invalid grant":   {`400 {"error": "invalid_grant"}`, "config_error", again + " Provider error: invalid_grant"},
		"provider's code": {`400 {"error": "invalid_grant", "error_description": " AADSTS50173: 12:04 too late"}`, "config_error", again + " Provider error: invalid_grant: AADSTS50173"},
		"another reason":  {`400 {"error": "invalid_client"}`, "HTTPError", "400 Client Error: Why for url: https://a.example/t"},
		"another status":  {`401 {"error": "invalid_grant"}`, "HTTPError", "401 Client Error: Why for url: https://a.example/t"},
		"no JSON":         {`400 <html>`, "HTTPError", "400 Client Error: Why for url: https://a.example/t"},
		"overload":        {`429 slow`, "DefaultBackoffException", "Request URL: https://a.example/t, Response Code: 429, Response Text: slow"},
		"server":          {`502 `, "DefaultBackoffException", "Request URL: https://a.example/t, Response Code: 502, Response Text: "},
		"network":         {"ReadTimeout", "transient_error", "OAuth access token refresh request failed due to a network error."},
		"bad address":     {"InvalidSchema", "InvalidSchema", "no way"},
		"HTML":            {"200 <html>", "JSONDecodeError", "Expecting value: line 1 column 1 (char 0)"},
		"no token":        {`200 {"token": 1}`, "Exception", "Token refresh API response was missing access token access_token"},
		"empty token":     {`200 {"access_token": ""}`, "Exception", "Token refresh API response was missing access token access_token"},
		"a list":          {`200 []`, "Exception", "Token refresh API response was missing access token access_token"},
		"too deep":        {`200 {"a": [[[[[1]]]]]}`, "config_error", "The maximum level of recursion is reached. Couldn't find the specified `access_token` in the response."},
		"strange expiry":  {`200 {"access_token": "a token", "expires_in": "soon"}`, "ValueError", "Invalid expires_in value: soon. Expected number of seconds when no format specified."},
		"endless":         {`200 {"access_token": "a token", "expires_in": 1e30}`, "OverflowError", "date value out of range"},
	} {
		s := &server{answers: []string{c.answer}}
		_, err := headerOf(s.context(), usualOAuth())
		class := stream.ClassOf(err)
		if told, ok := stream.Traced(err); ok {
			class = string(told.FailureType)
		}
		if class != c.class || textOf(err) != c.message {
			t.Errorf("%s: got %s %q, want %s %q", name, class, textOf(err), c.class, c.message)
		}
	}
}

func TestOwnRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		errors RefreshTokenErrors
		answer string
		told   bool
	}{
		"all":           {RefreshTokenErrors{[]int{403}, "code", []string{"gone"}}, `403 {"code": "gone"}`, true},
		"not the usual": {RefreshTokenErrors{[]int{403}, "code", []string{"gone"}}, `400 {"error": "invalid_grant"}`, false},
		"some only":     {RefreshTokenErrors{RefreshTokenErrorStatusCodes: []int{400}}, `400 {"error": "invalid_grant"}`, false},
		"no text":       {RefreshTokenErrors{[]int{403}, "code", []string{"1"}}, `403 {"code": 1}`, false},
	} {
		s := &server{answers: []string{c.answer}}
		o := usualOAuth()
		o.RefreshTokenErrors = c.errors
		_, err := headerOf(s.context(), o)
		var told *stream.Error
		if errors.As(err, &told) != c.told {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestFailuresThatPass(t *testing.T) {
	t.Setenv("LOWCODE_MAX_WAIT", "0")
	s := &server{answers: []string{"ConnectionError", "503 busy", "429 ", `200 {"access_token": "at last"}`}}
	if got, err := headerOf(s.context(), usualOAuth()); err != nil || got != "{'Authorization': 'Bearer at last'}" || len(s.got) != 4 {
		t.Errorf("got %s, %v after %d requests", got, err, len(s.got))
	}
	s = &server{answers: []string{"503 busy"}}
	if _, err := headerOf(s.context(), usualOAuth()); err == nil || len(s.got) < 7 || len(s.got) > 40 {
		t.Errorf("%d requests in five minutes: %v", len(s.got), err)
	}
}

func TestUnusableParameters(t *testing.T) {
	s := &server{answers: []string{`200 {}`}}
	for name, change := range map[string]func(*OAuth){
		"no id": func(o *OAuth) { o.ClientID = config.Template{} },
		"failing body": func(o *OAuth) {
			o.RefreshRequestBody = Mapping{{Key: fixed("k"), Value: config.Text("{{ 1 / 0 }}", config.New(value.DictOf()), func(config.Config) value.Value { return value.Fail(value.ZeroDivisionError, "x") })}}
		},
	} {
		o := usualOAuth()
		change(o)
		_, err := headerOf(s.context(), o)
		if told, ok := stream.Traced(err); !ok || told.FailureType != stream.SystemError || told.Message != "OAuth access token refresh request failed." {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if len(s.got) > 0 {
		t.Error("a request was sent")
	}
	o := usualOAuth()
	o.TokenRefreshEndpoint = config.Text("{{ '' }}", config.New(value.DictOf()), func(config.Config) value.Value { return value.Str("") })
	if _, err := headerOf(s.context(), o); textOf(err) != "OAuthAuthenticator was unable to evaluate token_refresh_endpoint parameter" {
		t.Errorf("got %v", err)
	}
	if _, err := headerOf(s.context(), new(OAuth)); textOf(err) != "access_token is not set" {
		t.Errorf("got %v", err)
	}
}
