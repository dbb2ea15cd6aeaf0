package requester

import (
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Body is the body of a request as request_body declares it.
type Body interface {
	add(options *request.Options, scope stream.RequestScope) error
}

// PlainText is a body that is one text (RequestBodyPlainText).
type PlainText Template

func (b PlainText) add(options *request.Options, scope stream.RequestScope) (err error) {
	options.BodyData, err = Template(b).Text(scope)
	return err
}

// URLEncodedForm is a body of form fields (RequestBodyUrlEncodedForm).
type URLEncodedForm Mapping

func (b URLEncodedForm) add(options *request.Options, scope stream.RequestScope) (err error) {
	options.BodyData, err = Mapping(b).eval(scope, onlyTexts, textsAndLists)
	return err
}

// JSONObject is a body that is a JSON object (RequestBodyJsonObject).
type JSONObject Object

func (b JSONObject) add(options *request.Options, scope stream.RequestScope) (err error) {
	options.BodyJSON, err = Object(b).eval(scope)
	return err
}

// GraphQL is a JSON object with a query and what goes with it (RequestBodyGraphQL).
type GraphQL Object

func (b GraphQL) add(options *request.Options, scope stream.RequestScope) (err error) {
	options.BodyJSON, err = Object(b).eval(scope)
	return err
}

// What the literal step may make of keys, parameters and form fields. Headers
// and JSON bodies have no such limit.
var (
	onlyTexts     = []value.Kind{value.KindStr}
	textsAndLists = []value.Kind{value.KindStr, value.KindList}
)
