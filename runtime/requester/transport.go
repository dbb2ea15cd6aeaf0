package requester

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// transport sends the requests of authenticators: over the connections of the
// process, without any of the requester's own settings but its timeouts.
type transport struct{ timeouts route }

// Exchange sends one request and follows its redirects.
func (t transport) Exchange(ctx context.Context, e stream.Exchange) (*stream.Response, error) {
	p, err := prepareExchange(e)
	if err != nil {
		return nil, err
	}
	ctx = stream.WithBudget(ctx, nil) // logins are not counted
	response, failure, err := newSession().send(ctx, p, t.timeouts, 0)
	if failure != nil {
		return nil, failure
	}
	return response, err
}

// prepareExchange makes of an exchange the request that goes out.
func prepareExchange(e stream.Exchange) (*prepared, error) {
	query := ""
	if e.Query.Truthy() {
		query = encodeForm(e.Query)
	}
	url, err := prepareURL(e.URL, query)
	if err != nil {
		return nil, err
	}
	p := &prepared{method: e.Method, url: url, headers: defaultHeaders(), shown: "None"}
	for _, pair := range e.Headers {
		field := headerField{pair[0], pair[1]}
		if err := field.check(); err != nil {
			return nil, err
		}
		p.headers.set(field.name, field.text)
	}
	if err := p.setBody(value.Value{}, e.Form); err != nil {
		return nil, err
	}
	if p.body == nil && len(e.Body) > 0 {
		p.body = e.Body
	}
	return p, nil
}
