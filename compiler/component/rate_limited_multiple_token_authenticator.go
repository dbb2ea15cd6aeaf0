package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() {
	authenticators.add("RateLimitedMultipleTokenAuthenticator", rateLimitedMultipleTokenAuthenticator)
}

// rateLimitedMultipleTokenAuthenticator lowers RateLimitedMultipleTokenAuthenticator: tokens that are used as
// their quotas allow. Its templates see no parameters.
func rateLimitedMultipleTokenAuthenticator(b *Builder, n *manifest.Node) plan.Expr {
	tokens := plan.SliceOf("config", "Template")
	for _, item := range items(n.Field("tokens")) {
		tokens.Items = append(tokens.Items, b.textOf(item, nil, n.Type()+".tokens", optionScope))
	}
	var delimiter plan.Expr
	if n.Field("tokens").Kind == manifest.Scalar {
		delimiter = textElse(n, "token_delimiter", ",")
	}
	wait := plan.Func("config", "Fixed", plan.Lit{Value: "PT2H"})
	if given := given(n, "max_wait_time"); given != nil {
		wait = b.textOf(given, nil, n.Type()+".max_wait_time", optionScope)
	}
	source := n.Field("quota_status_source")
	m := plan.New("auth", "RateLimitedMultipleToken",
		plan.F("Tokens", tokens),
		plan.F("TokenDelimiter", delimiter),
		plan.F("AuthMethod", textElse(n, "auth_method", "Bearer")),
		plan.F("Header", textElse(n, "header", "Authorization")),
		plan.F("QuotaStatusSource", b.quotaStatusSource(source)),
		plan.F("UnavailableStatusCodes", statusCodes(source.Field("unavailable_status_codes"))),
		plan.F("Quotas", b.tokenQuotas(n)),
		plan.F("MaxWaitTime", wait),
		plan.F("BudgetReserveFraction", numberElse(n, "budget_reserve_fraction", 0.1)),
		plan.F("BudgetMinReserve", intElse(n, "budget_min_reserve", 50)),
	)
	m.Pointer = true
	return m
}

// quotaStatusSource lowers QuotaStatusSource: a requester whose errors are those of any, but for the statuses that
// say that there are no quotas.
func (b *Builder) quotaStatusSource(n *manifest.Node) plan.Expr {
	m := plan.New("requester", "HTTP",
		plan.F("URL", b.textOf(n.Field("url"), nil, "QuotaStatusSource.url", requestScope)),
		plan.F("HTTPMethod", b.httpMethod(n)),
	)
	b.mapping(m, n, "request_headers", "RequestHeaders")
	if codes := statusCodes(n.Field("unavailable_status_codes")); codes != nil {
		filter := plan.New("", "", plan.F("HTTPCodes", codes), plan.F("Action", plan.Name{Pkg: "stream", Name: "ActionIgnore"}))
		m.Fields = appendField(m.Fields, "ErrorHandler", plan.New("retry", "DefaultErrorHandler",
			plan.F("ResponseFilters", plan.SliceOf("retry", "HTTPResponseFilter", filter)),
		))
	}
	return m
}

// textElse lowers a text that is no template, or what stands for one that is empty.
func textElse(n *manifest.Node, field, unset string) plan.Expr {
	if t, ok := text(given(n, field)); ok {
		unset = t
	}
	return plan.Lit{Value: unset}
}

// numberElse and intElse lower a number; without one it is unset.
func numberElse(n *manifest.Node, field string, unset float64) plan.Expr {
	switch v := scalar(n.Field(field)).(type) {
	case int64:
		unset = float64(v)
	case float64:
		unset = v
	}
	return plan.Lit{Value: unset}
}

func intElse(n *manifest.Node, field string, unset int64) plan.Expr {
	if v, ok := n.Field(field).Int(); ok && !absent(n.Field(field)) {
		unset = int64(v)
	}
	return plan.Lit{Value: unset}
}
