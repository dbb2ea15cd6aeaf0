package requester

import "github.com/lowcode-dev/lowcode/runtime/stream"

// url is where the request goes, before quoting.
func (h HTTP) url(scope stream.RequestScope, path *string) (string, error) {
	url, err := text(h.URL, scope)
	if err != nil {
		return "", err
	}
	base, err := text(h.URLBase, scope)
	if err != nil {
		return "", err
	}
	relative, err := h.path(scope, path)
	switch {
	case err != nil:
		return "", err
	case base != "":
		return joinURL(base, relative), nil
	}
	return joinURL(url, relative), nil
}

// path is the paginator's path as it is, or the requester's without leading slashes.
func (h HTTP) path(scope stream.RequestScope, paginators *string) (string, error) {
	if paginators != nil && *paginators != "" {
		return *paginators, nil
	}
	path, err := text(h.Path, scope)
	for len(path) > 0 && path[0] == '/' {
		path = path[1:]
	}
	return path, err
}
