package retry

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// attempt is the n-th attempt, answered with a status, headers and a body.
func attempt(n, status int, body string, headers ...string) *stream.Attempt {
	var pairs []value.Value
	for _, h := range headers {
		pairs = append(pairs, value.Str(h))
	}
	return &stream.Attempt{Number: n, Method: "GET", URL: "https://api.example.test/items?key=k", Response: &stream.Response{
		Status: status, Ok: status < 400 || status >= 600, Reason: "Reason", URL: "https://ann:pw@api.example.test/items?key=k", Body: []byte(body),
		Headers: func() value.Value { return value.DictOf(pairs...) },
	}}
}

// dropped is an attempt without an answer.
func dropped() *stream.Attempt {
	return &stream.Attempt{Number: 1, Err: &value.Error{Class: "ConnectionError", Message: "hung up"}}
}

// reads is a template that finds a member of the body.
func reads(key string) Template {
	return Text("{{ response['"+key+"'] }}", func(s stream.ErrorScope) value.Value { return s.Response.Item(key) })
}

const tooLong = "The rate limit wait time is longer than the connector is allowed to wait."

// The clock stands at 1768478400 seconds since 1970.
func TestStrategies(t *testing.T) {
	t.Setenv("LOWCODE_NOW", "2026-01-15T12:00:00Z")
	fixed := config.Fixed
	for name, c := range map[string]struct {
		s       BackoffStrategy
		a       *stream.Attempt
		want    float64
		failure string
	}{
		"constant":                 {ConstantBackoff{BackoffTimeInSeconds: fixed("2.5")}, attempt(3, 500, ""), 2.5, ""},
		"constant without answer":  {ConstantBackoff{BackoffTimeInSeconds: fixed("2")}, dropped(), 2, ""},
		"constant, spread":         {ConstantBackoff{BackoffTimeInSeconds: fixed("2"), JitterRangeInSeconds: 3}, dropped(), 2 + 6*0.25, ""},
		"constant, no number":      {ConstantBackoff{BackoffTimeInSeconds: fixed("soon")}, dropped(), 0, "ValueError: could not convert string to float: 'soon'"},
		"doubled":                  {ExponentialBackoff{}, attempt(1, 500, ""), 10, ""},
		"doubled, third":           {ExponentialBackoff{Factor: fixed("0.1")}, attempt(3, 500, ""), 0.8, ""},
		"doubled, spread":          {ExponentialBackoff{JitterRangeInSeconds: 2}, attempt(2, 500, ""), 21, ""},
		"header":                   {WaitTimeFromHeader{Header: fixed("retry-after")}, attempt(1, 429, "", "Retry-After", " 7.5 "), 7.5, ""},
		"header, absent":           {WaitTimeFromHeader{Header: fixed("x")}, attempt(1, 429, ""), 0, ""},
		"header, without answer":   {WaitTimeFromHeader{Header: fixed("x")}, dropped(), 0, ""},
		"header, no number":        {WaitTimeFromHeader{Header: fixed("x")}, attempt(1, 429, "", "X", "Thu, 15 Jan 2026 12:00:20 GMT"), 0, ""},
		"header, for ever":         {WaitTimeFromHeader{Header: fixed("x")}, attempt(1, 429, "", "X", "inf"), 0, ""},
		"header, not a number":     {WaitTimeFromHeader{Header: fixed("x")}, attempt(1, 429, "", "X", "nan"), 0, ""},
		"header, past":             {WaitTimeFromHeader{Header: fixed("x")}, attempt(1, 429, "", "X", "-3"), 0, ""},
		"header, pattern":          {WaitTimeFromHeader{Header: fixed("x"), Regex: fixed(`\d+`)}, attempt(1, 429, "", "X", "12s later"), 12, ""},
		"header, pattern later":    {WaitTimeFromHeader{Header: fixed("x"), Regex: fixed(`\d+`)}, attempt(1, 429, "", "X", "in 12s"), 0, ""},
		"header, group":            {WaitTimeFromHeader{Header: fixed("x"), Regex: fixed(`(\d+)s`)}, attempt(1, 429, "", "X", "12s"), 0, ""},
		"header, no match, number": {WaitTimeFromHeader{Header: fixed("x"), Regex: fixed(`s`)}, attempt(1, 429, "", "X", "12"), 12, ""},
		"header, no pattern":       {WaitTimeFromHeader{Header: fixed("x"), Regex: fixed(`(`)}, attempt(1, 429, "", "X", "12"), 0, "re.error: missing ), unterminated subpattern at position 0 in the pattern '('"},
		"header, below the cap":    {WaitTimeFromHeader{Header: fixed("x"), MaxWaitingTimeInSeconds: fixed("7")}, attempt(1, 429, "", "X", "6.9"), 6.9, ""},
		"header, at the cap":       {WaitTimeFromHeader{Header: fixed("x"), MaxWaitingTimeInSeconds: fixed("7")}, attempt(1, 429, "", "X", "7"), 0, tooLong},
		"header, cap of nothing":   {WaitTimeFromHeader{Header: fixed("x"), MaxWaitingTimeInSeconds: fixed("0")}, attempt(1, 429, "", "X", "0"), 0, ""},
		"until":                    {WaitUntilTimeFromHeader{Header: fixed("x")}, attempt(1, 429, "", "X", "1768478430"), 30, ""},
		"until, past":              {WaitUntilTimeFromHeader{Header: fixed("x")}, attempt(1, 429, "", "X", "1768478300"), 0, ""},
		"until, absent":            {WaitUntilTimeFromHeader{Header: fixed("x")}, dropped(), 0, ""},
		"until, at least":          {WaitUntilTimeFromHeader{Header: fixed("x"), MinWait: fixed("9")}, attempt(1, 429, "", "X", "1768478405"), 9, ""},
		"until, more than least":   {WaitUntilTimeFromHeader{Header: fixed("x"), MinWait: fixed("9")}, attempt(1, 429, "", "X", "1768478410"), 10, ""},
		"until, past, at least":    {WaitUntilTimeFromHeader{Header: fixed("x"), MinWait: fixed("9")}, attempt(1, 429, "", "X", "5"), 9, ""},
		"until, least, no answer":  {WaitUntilTimeFromHeader{Header: fixed("x"), MinWait: fixed("9")}, dropped(), 9, ""},
		"until, least is nothing":  {WaitUntilTimeFromHeader{Header: fixed("x"), MinWait: fixed("0")}, dropped(), 0, ""},
		"until, at the cap":        {WaitUntilTimeFromHeader{Header: fixed("x"), MaxWaitingTimeInSeconds: fixed("30")}, attempt(1, 429, "", "X", "1768478430"), 0, tooLong},
		"until, cap below least":   {WaitUntilTimeFromHeader{Header: fixed("x"), MinWait: fixed("9"), MaxWaitingTimeInSeconds: fixed("5")}, dropped(), 0, tooLong},
		"until, pattern":           {WaitUntilTimeFromHeader{Header: fixed("x"), Regex: fixed("[0-9]+")}, attempt(1, 429, "", "X", "1768478401Z"), 1, ""},
		"body":                     {WaitTimeFromResponse{WaitTimeInSeconds: reads("wait")}, attempt(1, 429, `{"wait": 1.5}`), 1.5, ""},
		"body, text":               {WaitTimeFromResponse{WaitTimeInSeconds: reads("wait")}, attempt(1, 429, `{"wait": "2"}`), 2, ""},
		"body, null":               {WaitTimeFromResponse{WaitTimeInSeconds: reads("wait")}, attempt(1, 429, `{"wait": null}`), 0, ""},
		"body, absent":             {WaitTimeFromResponse{WaitTimeInSeconds: reads("wait")}, attempt(1, 429, `{}`), 0, ""},
		"body, no number":          {WaitTimeFromResponse{WaitTimeInSeconds: reads("wait")}, attempt(1, 429, `{"wait": [1]}`), 0, ""},
		"body, past":               {WaitTimeFromResponse{WaitTimeInSeconds: reads("wait")}, attempt(1, 429, `{"wait": -1}`), 0, ""},
		"body, no JSON":            {WaitTimeFromResponse{WaitTimeInSeconds: reads("wait")}, attempt(1, 429, `wait`), 0, ""},
		"body, without answer":     {WaitTimeFromResponse{WaitTimeInSeconds: reads("wait")}, dropped(), 0, ""},
		"body, at the cap":         {WaitTimeFromResponse{WaitTimeInSeconds: reads("wait"), MaxWaitingTimeInSeconds: fixed("2")}, attempt(1, 429, `{"wait": 2}`), 0, tooLong},
	} {
		t.Run(name, func(t *testing.T) {
			was := draw
			draw = func() float64 { return 0.25 }
			defer func() { draw = was }()
			got, err := c.s.Wait(context.Background(), c.a)
			if err != nil && err.Error() != c.failure || err == nil && (c.failure != "" || math.Abs(got-c.want) > 1e-9) {
				t.Errorf("%g, %v", got, err)
			}
		})
	}
}

// A cap that is no number fails the stream when it is built, whatever else is at hand.
func TestCaps(t *testing.T) {
	for _, text := range []string{"", "None", "nan", "inf", "an hour"} {
		limit := config.Text("{{ config.cap }}", config.Config{}, func(config.Config) value.Value { return value.Str(text) })
		for _, s := range []BackoffStrategy{
			WaitTimeFromHeader{MaxWaitingTimeInSeconds: limit}, WaitUntilTimeFromHeader{MaxWaitingTimeInSeconds: limit}, WaitTimeFromResponse{MaxWaitingTimeInSeconds: limit},
		} {
			err := DefaultErrorHandler{BackoffStrategies: []BackoffStrategy{s}}.Construct(nil)
			var failure *stream.Error
			if !errors.As(err, &failure) || failure.FailureType != stream.SystemError {
				t.Errorf("%T with the cap %q: %v", s, text, err)
			}
		}
	}
}

func TestFirstAnswerCounts(t *testing.T) {
	h := DefaultErrorHandler{BackoffStrategies: []BackoffStrategy{
		ConstantBackoff{BackoffTimeInSeconds: config.Fixed("0")}, WaitTimeFromHeader{Header: config.Fixed("x")}, ConstantBackoff{BackoffTimeInSeconds: config.Fixed("3")},
	}}
	for x, want := range map[string]float64{"": 3, "5": 5} {
		if got, err := h.Backoff(context.Background(), attempt(1, 429, "", "X", x)); got != want || err != nil {
			t.Errorf("%q: %g, %v", x, got, err)
		}
	}
}
