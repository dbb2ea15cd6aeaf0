package requester

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// notes is a budget that writes down what it is asked and told; it lets nothing through after so many requests.
type notes struct {
	lines []string
	room  int
	host  string
}

var errNoRoom = errors.New("no room")

func (n *notes) Acquire(_ context.Context, r stream.Outgoing) error {
	if n.room--; n.room < 0 {
		return errNoRoom
	}
	kind, _ := r.Header("x-kind")
	n.lines = append(n.lines, fmt.Sprintf("%s %s %s", r.Method, strings.TrimPrefix(r.URL, n.host), kind))
	return nil
}

func (n *notes) Update(_ context.Context, r stream.Outgoing, a stream.Incoming) {
	n.lines = append(n.lines, fmt.Sprintf("%s: %d %s", strings.TrimPrefix(r.URL, n.host), a.Status, a.Header("X-Left")))
}

// budgeted is a server whose /moved leads to /items, which is busy once, and an authenticator's login.
func budgeted(t *testing.T, room int) (h HTTP, ctx context.Context, n *notes) {
	busy := true
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Left", r.URL.Path)
		switch {
		case r.URL.Path == "/moved":
			http.Redirect(w, r, "/items", http.StatusFound)
		case busy && r.URL.Path == "/items":
			busy = false
			w.WriteHeader(http.StatusServiceUnavailable)
		default:
			io.WriteString(w, "{}")
		}
	}))
	t.Cleanup(server.Close)
	t.Setenv("LOWCODE_MAX_WAIT", "0")
	n = &notes{room: room, host: server.URL}
	ctx = stream.WithBudget(stream.With(context.Background(), new(stream.Stream)), n)
	return HTTP{URL: Fixed(server.URL + "/moved"), RequestHeaders: Mapping{{Fixed("X-Kind"), Fixed("a")}}, Authenticator: exchanging{server.URL + "/login"}}, ctx, n
}

func TestTheBudgetSeesEveryRequest(t *testing.T) {
	h, ctx, n := budgeted(t, 9)
	out, err := h.Send(ctx, stream.Request{Slice: new(stream.Slice), Options: new(request.Options)})
	if err != nil {
		t.Fatal(err)
	}
	out.Release()
	want := []string{
		"GET /moved a", "GET /items a", "/items: 503 /items", "/moved: 503 /items",
		"GET /moved a", "GET /items a", "/items: 200 /items", "/moved: 200 /items",
	}
	if got := strings.Join(n.lines, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s", got)
	}
}

func TestARequestThatTheBudgetRefusesIsNotRepeated(t *testing.T) {
	h, ctx, n := budgeted(t, 1)
	_, err := h.Send(ctx, stream.Request{Slice: new(stream.Slice), Options: new(request.Options)})
	if !errors.Is(err, errNoRoom) || len(n.lines) != 1 {
		t.Errorf("got %v after %q", err, n.lines)
	}
}
