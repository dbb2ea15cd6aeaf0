package retry

import (
	"context"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestInterpret(t *testing.T) {
	const gone = "HTTP Status Code: 404. Error: Not found. The requested resource was not found on the server."
	codes := func(action stream.Action, codes ...int) HTTPResponseFilter {
		return HTTPResponseFilter{HTTPCodes: codes, Action: action}
	}
	says := func(action stream.Action, words string) HTTPResponseFilter {
		return HTTPResponseFilter{ErrorMessageContains: words, Action: action}
	}
	for name, c := range map[string]struct {
		filters []HTTPResponseFilter
		a       *stream.Attempt
		want    stream.Resolution
	}{
		"no filter":             {nil, attempt(1, 404, ""), stream.Resolution{Action: stream.ActionFail, FailureType: stream.SystemError, Message: gone}},
		"no filter, no error":   {nil, attempt(1, 600, ""), stream.Resolution{Action: stream.ActionSuccess}},
		"first that matches":    {[]HTTPResponseFilter{codes(stream.ActionIgnore, 403, 404), codes(stream.ActionFail, 404)}, attempt(1, 404, ""), stream.Resolution{Action: stream.ActionIgnore, FailureType: stream.SystemError, Message: gone}},
		"an unknown status":     {[]HTTPResponseFilter{codes(stream.ActionFail, 418)}, attempt(1, 418, ""), stream.Resolution{Action: stream.ActionFail, FailureType: stream.SystemError}},
		"type of the status":    {[]HTTPResponseFilter{codes(stream.ActionRetry, 403)}, attempt(1, 403, ""), stream.Resolution{Action: stream.ActionRetry, FailureType: stream.ConfigError, Message: "HTTP Status Code: 403. Error: Forbidden. You don't have permission to access this resource."}},
		"words of a success":    {[]HTTPResponseFilter{says(stream.ActionFail, "quota")}, attempt(1, 200, `{"errors": ["the quota is used", null]}`), stream.Resolution{Action: stream.ActionFail, FailureType: stream.SystemError}},
		"words of a plain body": {[]HTTPResponseFilter{says(stream.ActionRateLimited, "quota")}, attempt(1, 200, "no quota left"), stream.Resolution{Action: stream.ActionRateLimited, FailureType: stream.SystemError}},
		"other words":           {[]HTTPResponseFilter{says(stream.ActionFail, "quota")}, attempt(1, 200, `{"data": "quota"}`), stream.Resolution{Action: stream.ActionSuccess}},
		"errors of no answer":   {[]HTTPResponseFilter{says(stream.ActionFail, "hung"), codes(stream.ActionFail, 0)}, dropped(), stream.Resolution{Action: stream.ActionRetry, FailureType: stream.SystemError, Message: "ConnectionError: hung up"}},
		"type of a failure":     {[]HTTPResponseFilter{{HTTPCodes: []int{404}, Action: stream.ActionFail, FailureType: stream.ConfigError, ErrorMessage: reads("why")}}, attempt(1, 404, `{"why": 5}`), stream.Resolution{Action: stream.ActionFail, FailureType: stream.ConfigError, Message: "5"}},
		"an empty message":      {[]HTTPResponseFilter{{HTTPCodes: []int{404}, Action: stream.ActionFail, ErrorMessage: reads("why")}}, attempt(1, 404, `{"why": ""}`), stream.Resolution{Action: stream.ActionFail, FailureType: stream.SystemError, Message: gone}},
	} {
		got, err := DefaultErrorHandler{ResponseFilters: c.filters}.Interpret(context.Background(), c.a)
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// Predicates see the body, the headers whatever their case, and the URL without anything secret.
func TestPredicate(t *testing.T) {
	sees := func(fn func(stream.ErrorScope) value.Value) HTTPResponseFilter {
		return HTTPResponseFilter{Predicate: Condition("{{ response }}", fn), Action: stream.ActionIgnore}
	}
	for name, c := range map[string]struct {
		body string
		fn   func(stream.ErrorScope) value.Value
		want bool
	}{
		"body":      {`[1]`, func(s stream.ErrorScope) value.Value { return s.Response.Eq(value.ListOf(value.Int(1))) }, true},
		"no JSON":   {`<`, func(s stream.ErrorScope) value.Value { return s.Response.Eq(value.DictOf()) }, true},
		"header":    {``, func(s stream.ErrorScope) value.Value { return s.Headers.Item("x-Left").Eq(value.Str("0")) }, true},
		"no header": {``, func(s stream.ErrorScope) value.Value { return s.Headers.Item("left") }, false},
		"url": {``, func(s stream.ErrorScope) value.Value {
			return s.RequestURL.Eq(value.Str("https://api.example.test/items"))
		}, true},
		"type error": {``, func(s stream.ErrorScope) value.Value { return s.Response.Add(value.Int(1)) }, true},
	} {
		is, err := sees(c.fn).matches(attempt(1, 200, c.body, "X-Left", "0").Response)
		if is != c.want || err != nil {
			t.Errorf("%s: %t, %v", name, is, err)
		}
	}
	if _, err := sees(func(s stream.ErrorScope) value.Value { return s.Response.Item("a").Item("b") }).matches(attempt(1, 200, "{}").Response); err != nil {
		t.Errorf("what is undefined is no match: %v", err)
	}
}

func TestReadsBody(t *testing.T) {
	plain := DefaultErrorHandler{ResponseFilters: []HTTPResponseFilter{{HTTPCodes: []int{404}, Predicate: Fixed("response"), ErrorMessage: Fixed("response")}}}
	for _, c := range []struct {
		h    stream.ErrorHandler
		want bool
	}{
		{plain, false},
		{DefaultErrorHandler{ResponseFilters: []HTTPResponseFilter{{ErrorMessageContains: "x"}}}, true},
		{DefaultErrorHandler{ResponseFilters: []HTTPResponseFilter{{Predicate: reads("x")}}}, true},
		{CompositeErrorHandler{[]stream.ErrorHandler{plain, DefaultErrorHandler{ResponseFilters: []HTTPResponseFilter{{ErrorMessage: reads("x")}}}}}, true},
		{CompositeErrorHandler{[]stream.ErrorHandler{plain}}, false},
	} {
		if got := c.h.ReadsBody(); got != c.want {
			t.Errorf("%+v: %t", c.h, got)
		}
	}
}

func TestRetries(t *testing.T) {
	text := func(v value.Value) config.Template {
		return config.Text("{{ config.n }}", config.Config{}, func(config.Config) value.Value { return v })
	}
	for _, c := range []struct {
		of   config.Template
		want int
		err  string
	}{
		{config.Template{}, 5, ""},
		{config.Fixed("0"), 0, ""},
		{config.Fixed("-2"), 0, ""},
		{text(value.Str("12")), 12, ""},
		{text(value.Float(3.9)), 3, ""},
		{text(value.Str("")), 5, ""},
		{text(value.Str("many")), 0, "ValueError: DefaultErrorHandler.max_retries did not evaluate to an integer (got 'many')"},
		{text(value.Str("None")), 0, "ValueError: DefaultErrorHandler.max_retries did not evaluate to an integer (got None)"},
	} {
		h := CompositeErrorHandler{[]stream.ErrorHandler{DefaultErrorHandler{MaxRetries: c.of}, DefaultErrorHandler{}}}
		err := h.Construct(nil)
		if got := ""; err != nil {
			if got = err.Error(); got != c.err {
				t.Errorf("%q: %v", c.of.Source(), err)
			}
			continue
		}
		if n, err := h.Retries(); n != c.want || c.err != "" || err != nil {
			t.Errorf("%q: %d, %v", c.of.Source(), n, err)
		}
	}
	if err := (CompositeErrorHandler{}).Construct(nil); err == nil {
		t.Error("no handler is one too few")
	}
}

// Failures, rate limits and refreshes leave the word to the next handler; the last one has it for good.
func TestComposite(t *testing.T) {
	handler := func(action stream.Action, message string, codes ...int) stream.ErrorHandler {
		return DefaultErrorHandler{ResponseFilters: []HTTPResponseFilter{{HTTPCodes: codes, Action: action, ErrorMessage: Fixed(message)}}}
	}
	for _, c := range []struct {
		status  int
		first   stream.ErrorHandler
		second  stream.ErrorHandler
		action  stream.Action
		message string
	}{
		{403, handler(stream.ActionFail, "one", 403), handler(stream.ActionIgnore, "two", 403), stream.ActionIgnore, "two"},
		{403, handler(stream.ActionRateLimited, "one", 403), handler(stream.ActionRetry, "two", 403), stream.ActionRetry, "two"},
		{403, handler(stream.ActionRefreshTokenThenRetry, "one", 403), handler(stream.ActionFail, "two", 403), stream.ActionFail, "two"},
		{403, handler(stream.ActionResetPagination, "one", 403), handler(stream.ActionIgnore, "two", 403), stream.ActionResetPagination, "one"},
		{403, handler(stream.ActionReducePageSize, "one", 403), handler(stream.ActionIgnore, "two", 403), stream.ActionReducePageSize, "one"},
		{403, handler(stream.ActionSplitRequestWindow, "one", 403), handler(stream.ActionIgnore, "two", 403), stream.ActionSplitRequestWindow, "one"},
		{403, handler(stream.ActionSuccess, "one", 403), handler(stream.ActionFail, "two", 403), stream.ActionSuccess, "one"},
		{401, handler(stream.ActionFail, "one", 401), handler(stream.ActionFail, "two", 403), stream.ActionFail, "HTTP Status Code: 401. Error: Unauthorized. Please ensure you are authenticated correctly."},
		{500, handler(stream.ActionFail, "one", 401), handler(stream.ActionIgnore, "two", 500), stream.ActionRetry, "HTTP Status Code: 500. Error: Internal server error."},
		{429, handler(stream.ActionFail, "one", 401), handler(stream.ActionIgnore, "two", 429), stream.ActionIgnore, "two"},
		{200, handler(stream.ActionFail, "one", 401), handler(stream.ActionFail, "two", 200), stream.ActionSuccess, ""},
	} {
		got, err := CompositeErrorHandler{[]stream.ErrorHandler{c.first, c.second}}.Interpret(context.Background(), attempt(1, c.status, ""))
		if err != nil || got.Action != c.action || got.Message != c.message {
			t.Errorf("%d: %+v, %v", c.status, got, err)
		}
	}
}
