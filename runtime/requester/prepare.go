package requester

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A prepared request is complete but for cookies: the same one is sent on every attempt.
type prepared struct {
	method  string
	url     string
	headers headers
	body    []byte
	shown   string // the body as messages show it
	// credentials are the names of the headers that the authenticator set.
	credentials []string
}

// prepare evaluates the templates and puts the request together.
func (h HTTP) prepare(ctx context.Context, in stream.Request) (*prepared, error) {
	scope := h.scope(in)
	url, err := h.url(scope, in.Path)
	if err != nil {
		return nil, err
	}
	own, err := h.options(scope)
	if err != nil {
		return nil, err
	}
	auth := new(request.Options)
	if h.Authenticator != nil {
		if err := h.Authenticator.Authenticate(ctx, auth); err != nil {
			return nil, err
		}
	}
	united, err := request.Combine(own, auth, in.Options)
	if err != nil {
		return nil, err
	}
	if h.Amend != nil {
		if err := h.Amend(ctx, in, &united); err != nil {
			return nil, err
		}
	}
	return assemble(h.method(), url, &united, auth)
}

func (h HTTP) method() string {
	if h.HTTPMethod == "" {
		return http.MethodGet
	}
	return h.HTTPMethod
}

// assemble makes the parts of a request of what all its sources want.
func assemble(method, url string, united, auth *request.Options) (*prepared, error) {
	if united.BodyJSON.Truthy() && united.BodyData.Truthy() {
		return nil, &value.Error{Class: "RequestBodyException", Message: "At the same time only one of the 'request_body_data' and 'request_body_json' functions can return data"}
	}
	there := ""
	if strings.Contains(url, "?") {
		there = parseReference(url, "").query
	}
	query, err := encodeQuery(united.Parameters, there)
	if err != nil {
		return nil, err
	}
	p := &prepared{method: method, shown: "None", headers: defaultHeaders()}
	if p.url, err = prepareURL(url, query); err != nil {
		return nil, err
	}
	for key, v := range dictItems(united.Headers) {
		field := headerField{key.String(), v.String()}
		if err := field.check(); err != nil {
			return nil, err
		}
		p.headers.set(field.name, field.text)
	}
	if err := p.setBody(united.BodyJSON, united.BodyData); err != nil {
		return nil, err
	}
	p.authenticate(auth)
	return p, nil
}

// authenticate sets the authenticator's headers over whatever else set them.
func (p *prepared) authenticate(auth *request.Options) {
	p.credentials = nil
	for key, v := range dictItems(auth.Headers) {
		p.headers.set(key.String(), v.String())
		p.credentials = append(p.credentials, key.String())
	}
}

// encodeQuery is the query that the parameters make, without what the URL's own query says already.
func encodeQuery(params value.Value, there string) (string, error) {
	if params.Kind() != value.KindDict {
		return "", nil
	}
	for key, item := range params.All() {
		if item.Kind() == value.KindDict {
			return "", &value.Error{Class: value.ValueError, Message: fmt.Sprintf(
				"Invalid value for `%s` parameter. The values of request params cannot be an object.", key)}
		}
	}
	return encodeForm(withoutRepeats(params, there)), nil
}

// setBody sets the body and, unless there is one, its Content-Type. A text is sent as it is, without any.
func (p *prepared) setBody(object, data value.Value) error {
	kind := ""
	switch text, isText := data.AsString(); {
	case object.Truthy():
		if err := checkJSON(object); err != nil {
			return err
		}
		p.body = object.AppendPython(nil)
		p.shown = value.BytesOf(string(p.body)).Repr()
		kind = "application/json"
	case isText:
		p.body, p.shown = []byte(text), text
	case data.Truthy():
		p.shown = encodeForm(data)
		p.body = []byte(p.shown)
		kind = "application/x-www-form-urlencoded"
	}
	if len(p.body) == 0 { // also a form whose only values are empty lists, which keeps its Content-Type
		p.body, p.shown = nil, "None"
	}
	if kind != "" && !p.headers.has("Content-Type") {
		p.headers.set("Content-Type", kind)
	}
	return nil
}

// checkJSON refuses what JSON has no text for.
func checkJSON(v value.Value) error {
	switch v.Kind() {
	case value.KindFloat:
		if f, _ := v.AsFloat(); math.IsNaN(f) || math.IsInf(f, 0) {
			return &value.Error{Class: "InvalidJSONError", Message: "Out of range float values are not JSON compliant"}
		}
	case value.KindDict:
		for _, item := range v.All() {
			if err := checkJSON(item); err != nil {
				return err
			}
		}
	case value.KindList, value.KindTuple:
		for item := range v.Elements() {
			if err := checkJSON(item); err != nil {
				return err
			}
		}
	case value.KindUndefined, value.KindNone, value.KindBool, value.KindInt, value.KindStr:
	default:
		return &value.Error{Class: value.TypeError, Message: fmt.Sprintf("Object of type %s is not JSON serializable", pythonType(v.Kind()))}
	}
	return nil
}

// pythonType is Python's name of the kinds that JSON cannot hold.
func pythonType(kind value.Kind) string {
	switch kind {
	case value.KindSet:
		return "set"
	case value.KindBytes:
		return "bytes"
	case value.KindDateTime:
		return "datetime"
	case value.KindDate:
		return "date"
	case value.KindTimeDelta:
		return "timedelta"
	case value.KindDuration:
		return "Duration"
	case value.KindEllipsis:
		return "ellipsis"
	}
	return "object"
}

// dictItems are the items of a dict, none of anything else.
func dictItems(v value.Value) func(func(value.Value, value.Value) bool) {
	return func(yield func(value.Value, value.Value) bool) {
		if v.Kind() != value.KindDict {
			return
		}
		for key, item := range v.All() {
			if !yield(key, item) {
				return
			}
		}
	}
}
