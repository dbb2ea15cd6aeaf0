package component

import "strings"

// snake is the name of a component's files: api_key_authenticator for ApiKeyAuthenticator.
func snake(typ string) string {
	typ = strings.Replace(typ, "HTTPAPI", "HttpApi", 1) // two words without a small letter between them
	var out strings.Builder
	for i, r := range typ {
		if upper := r >= 'A' && r <= 'Z'; upper && i > 0 {
			before := typ[i-1]
			beforeLower := i+1 < len(typ) && typ[i+1] >= 'a' && typ[i+1] <= 'z'
			if before < 'A' || before > 'Z' || beforeLower {
				out.WriteByte('_')
			}
		}
		out.WriteRune(r)
	}
	return strings.ToLower(out.String())
}
