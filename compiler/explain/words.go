package explain

import (
	"go/ast"
	"go/token"
	"strings"
	"unicode"

	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// words is a component in one line: its type, and each field as the manifest has it.
func (r *reader) words(literal *ast.CompositeLit) string {
	parts := []string{component(printed.Name(literal.Type))}
	for _, f := range fields(literal) {
		if f.name != "Config" && f.name != "Parameters" { // which each class of custom.go has
			parts = append(parts, snake(f.name)+"="+r.value(f.value))
		}
	}
	for _, e := range literal.Elts {
		if _, ok := e.(*ast.KeyValueExpr); !ok {
			parts = append(parts, r.value(e))
		}
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// value is what an expression stands for: a template's text, a literal, a component.
func (r *reader) value(x ast.Expr) string {
	switch x := r.p.Resolve(x).(type) {
	case *ast.CompositeLit:
		switch typ := printed.Name(x.Type); {
		case strings.HasPrefix(typ, "requester."):
			return r.json(x)
		case (typ == "" || typ == "limit.Pairs") && len(fields(x)) == 0: // a list
			return "[" + strings.Join(r.elements(x), ", ") + "]"
		}
		return "(" + r.words(x) + ")"
	case *ast.BasicLit:
		if x.Kind == token.STRING {
			return r.p.Text(x)
		}
		return x.Value
	case *ast.CallExpr:
		if strings.HasPrefix(printed.Name(x.Fun), "value.") {
			return r.json(x)
		}
		return r.p.Text(x)
	case *ast.BinaryExpr:
		return r.p.Text(x)
	case *ast.Ident, *ast.SelectorExpr:
		name := printed.Name(x)
		return snake(name[strings.LastIndex(name, ".")+1:])
	}
	return "…"
}

func (r *reader) elements(list *ast.CompositeLit) []string {
	var out []string
	for _, e := range list.Elts {
		out = append(out, r.value(e))
	}
	return out
}

// snake is a name of Go as manifests have it: CursorValue is cursor_value, MaxRetries is max_retries.
func snake(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, c := range runes {
		if unicode.IsUpper(c) && i > 0 && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}

// components are the names in the manifest of types of the runtime.
var components = map[string]string{
	"auth.APIKey": "ApiKeyAuthenticator", "auth.BasicHTTP": "BasicHttpAuthenticator", "auth.Bearer": "BearerAuthenticator",
	"auth.JWT": "JwtAuthenticator", "auth.LegacySessionToken": "LegacySessionTokenAuthenticator", "auth.OAuth": "OAuthAuthenticator",
	"auth.RateLimitedMultipleToken": "RateLimitedMultipleTokenAuthenticator", "auth.SessionToken": "SessionTokenAuthenticator",
	"auth.SessionTokenRequestAPIKey": "SessionTokenRequestApiKeyAuthenticator",
	"cursor.DatetimeBased":           "DatetimeBasedCursor", "cursor.IncrementingCount": "IncrementingCountCursor", "cursor.MinMaxDatetime": "MinMaxDatetime",
	"limit.FixedWindowCallRatePolicy": "FixedWindowCallRatePolicy", "limit.HTTPAPIBudget": "HTTPAPIBudget", "limit.HTTPRequestMatcher": "HttpRequestRegexMatcher",
	"limit.MovingWindowCallRatePolicy": "MovingWindowCallRatePolicy", "limit.Rate": "Rate", "limit.UnlimitedCallRatePolicy": "UnlimitedCallRatePolicy",
	"page.Cursor": "CursorPagination", "page.Default": "DefaultPaginator", "page.Increment": "PageIncrement", "page.None": "NoPagination", "page.Offset": "OffsetIncrement",
	"partition.Grouping": "GroupingPartitionRouter", "partition.List": "ListPartitionRouter", "partition.Parent": "ParentStreamConfig",
	"partition.Substream": "SubstreamPartitionRouter", "partition.Union": "UnionPartitionRouter",
	"retrieve.GroupByKey": "GroupByKeyMergeStrategy", "retrieve.PageSizeReduction": "PageSizeReduction", "retrieve.PaginationReset": "PaginationReset",
	"retrieve.PropertyChunking": "PropertyChunking", "retrieve.RequestWindowSplitting": "RequestWindowSplitting",
	"retry.ConstantBackoff": "ConstantBackoffStrategy", "retry.ExponentialBackoff": "ExponentialBackoffStrategy", "retry.WaitTimeFromHeader": "WaitTimeFromHeader",
	"retry.WaitTimeFromResponse": "WaitTimeFromResponse", "retry.WaitUntilTimeFromHeader": "WaitUntilTimeFromHeader",
}

// component is a type as manifests have it; a class of custom.go has the name that it has there.
func component(typ string) string {
	if name, ok := components[typ]; ok {
		return name
	}
	return typ
}
