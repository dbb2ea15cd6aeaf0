package requester

import "strings"

// A splitURL is a reference taken apart as Python's urlparse does it: nothing is
// decoded, nothing is checked that urlparse does not check.
type splitURL struct {
	scheme, netloc, path, params, query, fragment string
}

// relativeSchemes are the schemes whose references are resolved at all; a
// reference with another scheme replaces its base.
var relativeSchemes = schemes("ftp http gopher nntp imap wais file https shttp mms prospero rtsp rtspu sftp svn svn+ssh ws wss")

// netlocSchemes are the schemes that have a host.
var netlocSchemes = schemes("ftp http gopher nntp telnet imap wais file mms https shttp snews prospero rtsp rtspu rsync svn svn+ssh sftp nfs git git+ssh ws wss")

// paramsSchemes are the schemes whose last path segment may end in ;parameters.
var paramsSchemes = schemes("ftp hdl prospero http https shttp rtsp rtspu sip sips mms sftp tel")

// schemes is a set of schemes; the empty one, which a relative reference has, is in each.
func schemes(names string) map[string]bool {
	set := map[string]bool{"": true}
	for _, name := range strings.Fields(names) {
		set[name] = true
	}
	return set
}

// unsafeBytes go away wherever they are in a URL.
var unsafeBytes = strings.NewReplacer("\t", "", "\r", "", "\n", "")

// parseReference takes a URL apart; scheme is that of a URL without one.
func parseReference(text, scheme string) splitURL {
	text = strings.TrimLeftFunc(text, func(r rune) bool { return r <= ' ' })
	text = unsafeBytes.Replace(text)
	out := splitURL{scheme: scheme}
	if name, rest, ok := cutScheme(text); ok {
		out.scheme, text = strings.ToLower(name), rest
	}
	if strings.HasPrefix(text, "//") {
		text = text[2:]
		end := len(text)
		if i := strings.IndexAny(text, "/?#"); i >= 0 {
			end = i
		}
		out.netloc, text = text[:end], text[end:]
	}
	text, out.fragment, _ = strings.Cut(text, "#")
	text, out.query, _ = strings.Cut(text, "?")
	out.path = text
	if paramsSchemes[out.scheme] {
		out.path, out.params = cutParams(text)
	}
	return out
}

// cutScheme finds the scheme of a URL: letters, digits and "+-." before the first colon.
func cutScheme(text string) (scheme, rest string, ok bool) {
	i := strings.IndexByte(text, ':')
	if i <= 0 || !isLetter(text[0]) {
		return "", text, false
	}
	for _, c := range []byte(text[:i]) {
		if !isLetter(c) && (c < '0' || c > '9') && !strings.ContainsRune("+-.", rune(c)) {
			return "", text, false
		}
	}
	return text[:i], text[i+1:], true
}

// cutParams cuts what follows a semicolon in the last segment of a path.
func cutParams(path string) (before, params string) {
	last := strings.LastIndexByte(path, '/') + 1
	i := strings.IndexByte(path[last:], ';')
	if i < 0 {
		return path, ""
	}
	return path[:last+i], path[last+i+1:]
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// String puts the parts together again; an empty query or fragment leaves no mark.
func (u splitURL) String() string {
	out := u.path
	if u.params != "" {
		out += ";" + u.params
	}
	if u.netloc != "" || u.scheme != "" && netlocSchemes[u.scheme] && !strings.HasPrefix(out, "//") {
		if out != "" && out[0] != '/' {
			out = "/" + out
		}
		out = "//" + u.netloc + out
	}
	if u.scheme != "" {
		out = u.scheme + ":" + out
	}
	if u.query != "" {
		out += "?" + u.query
	}
	if u.fragment != "" {
		out += "#" + u.fragment
	}
	return out
}

// resolveReference is Python's urljoin: RFC 3986, but for the details of
// urlparse and for empty segments, which it drops inside a relative path.
func resolveReference(base, reference string) string {
	if base == "" {
		return reference
	}
	if reference == "" {
		return base
	}
	b := parseReference(base, "")
	r := parseReference(reference, b.scheme)
	if r.scheme != b.scheme || !relativeSchemes[r.scheme] {
		return reference
	}
	if netlocSchemes[r.scheme] {
		if r.netloc != "" {
			return r.String()
		}
		r.netloc = b.netloc
	}
	if r.path == "" && r.params == "" {
		r.path, r.params = b.path, b.params
		if r.query == "" {
			r.query = b.query
		}
		return r.String()
	}
	r.path = joinPaths(b.path, r.path)
	return r.String()
}

// joinPaths resolves a path against the folder of a base path, dots included.
func joinPaths(base, path string) string {
	segments := strings.Split(path, "/")
	if path == "" || path[0] != '/' {
		folder := strings.Split(base, "/")
		if folder[len(folder)-1] != "" {
			folder = folder[:len(folder)-1]
		}
		segments = dropEmptyMiddle(append(folder, segments...))
	}
	var resolved []string
	for _, segment := range segments {
		switch {
		case segment == ".":
		case segment != "..":
			resolved = append(resolved, segment)
		case len(resolved) > 0:
			resolved = resolved[:len(resolved)-1]
		}
	}
	if last := segments[len(segments)-1]; last == "." || last == ".." {
		resolved = append(resolved, "")
	}
	if joined := strings.Join(resolved, "/"); joined != "" {
		return joined
	}
	return "/"
}

// dropEmptyMiddle drops empty segments but for the first and the last.
func dropEmptyMiddle(segments []string) []string {
	if len(segments) < 3 {
		return segments
	}
	out := segments[:1]
	for _, segment := range segments[1 : len(segments)-1] {
		if segment != "" {
			out = append(out, segment)
		}
	}
	return append(out, segments[len(segments)-1])
}

// joinURL adds a path to a base. The slash is added after whatever the base ends
// with, so a query in the base takes the path's place (a quirk that manifests
// may lean on).
func joinURL(base, path string) string {
	if path == "" {
		return base
	}
	if !strings.HasSuffix(base, "/") {
		base += "/"
	}
	if path[0] != '/' && plainURL(base) && plainPath(path) {
		return base + path
	}
	return resolveReference(base, path)
}
