package stream

import (
	"context"
	"errors"
	"testing"
)

func TestNoTransport(t *testing.T) {
	_, err := TransportOf(context.Background()).Exchange(context.Background(), Exchange{Method: "POST", URL: "https://a.example"})
	if ClassOf(err) != "ConnectionError" {
		t.Errorf("an exchange outside of a requester: %v", err)
	}
}

func TestStatusFailure(t *testing.T) {
	for status, want := range map[int]string{
		200: "", 302: "", 600: "",
		400: "400 Client Error: Why for url: https://a.example/t",
		503: "503 Server Error: Why for url: https://a.example/t",
	} {
		err := (&Response{Status: status, Reason: "Why", URL: "https://a.example/t"}).StatusFailure()
		if want == "" {
			if err != nil {
				t.Errorf("%d fails: %v", status, err)
			}
			continue
		}
		var failure *StatusError
		if !errors.As(err, &failure) || failure.Status != status || TextOf(err) != want || ClassOf(err) != "HTTPError" {
			t.Errorf("%d: got %v", status, err)
		}
	}
}
