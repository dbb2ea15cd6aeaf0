package explain

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// retries says what is done about errors, a line for each filter and strategy; the last one is about all that no
// filter is for.
func (r *reader) retries(handler ast.Expr) []string {
	h := &handling{reader: r}
	h.add(r.p.Literal(handler))
	times := "five"
	if h.times != "" {
		times = h.times
	}
	waits := "with growing waits"
	if h.strategies {
		waits = "with growing waits where no strategy gives one"
	}
	last := "429, 5xx and failures of the network are tried again, " + times + " times, " + waits
	if len(h.lines) > 0 {
		last = "anything else: " + last
	} else {
		last = "the default: " + last
	}
	return append(h.lines, last)
}

// handling collects what the handlers of a requester say.
type handling struct {
	*reader
	lines      []string
	times      string // of the first handler that says so
	strategies bool
}

// say adds a line that is not there yet: handlers share filters.
func (h *handling) say(line string) {
	if !slices.Contains(h.lines, line) {
		h.lines = append(h.lines, line)
	}
}

func (h *handling) add(handler *ast.CompositeLit) {
	if handler == nil {
		return
	}
	class := printed.Name(handler.Type)
	switch {
	case h.embedded(handler, "retry.CompositeErrorHandler") != nil:
		if all := h.p.Literal(printed.Field(h.embedded(handler, "retry.CompositeErrorHandler"), "ErrorHandlers")); all != nil {
			for _, one := range all.Elts {
				h.add(h.p.Literal(one))
			}
		}
	case h.embedded(handler, "retry.DefaultErrorHandler") != nil:
		h.usual(h.embedded(handler, "retry.DefaultErrorHandler"))
	}
	if !strings.HasPrefix(class, "retry.") {
		h.say("the class " + class + " of custom.go decides first")
	}
}

// usual is a DefaultErrorHandler.
func (h *handling) usual(handler *ast.CompositeLit) {
	if h.times == "" {
		h.times = h.p.Text(printed.Field(handler, "MaxRetries"))
	}
	if filters := h.p.Literal(printed.Field(handler, "ResponseFilters")); filters != nil {
		for _, one := range filters.Elts {
			h.say(h.filter(one))
		}
	}
	if strategies := h.p.Literal(printed.Field(handler, "BackoffStrategies")); strategies != nil {
		for _, one := range strategies.Elts {
			h.strategies = true
			h.say("waits: " + strings.TrimSuffix(strings.TrimPrefix(h.value(one), "("), ")"))
		}
	}
}

// filter is an HttpResponseFilter: when it matches, and what is done then.
func (h *handling) filter(x ast.Expr) string {
	literal := h.p.Literal(x)
	if literal == nil {
		return h.value(x)
	}
	if class := printed.Name(literal.Type); class != "" && class != "retry.HTTPResponseFilter" {
		return h.words(literal)
	}
	var conditions []string
	if codes := h.p.Literal(printed.Field(literal, "HTTPCodes")); codes != nil {
		conditions = append(conditions, strings.Join(h.elements(codes), ", "))
	}
	if predicate := h.p.Text(printed.Field(literal, "Predicate")); predicate != "" {
		conditions = append(conditions, predicate)
	}
	if part := h.p.Text(printed.Field(literal, "ErrorMessageContains")); part != "" {
		conditions = append(conditions, "an error message with "+part)
	}
	return strings.Join(conditions, " or ") + ": " + h.action(literal)
}

func (h *handling) action(filter *ast.CompositeLit) string {
	out := "the default of its status"
	if action := printed.Field(filter, "Action"); action != nil {
		out = strings.TrimPrefix(h.value(action), "action_")
	}
	if message := h.p.Text(printed.Field(filter, "ErrorMessage")); message != "" {
		out += ", error_message=" + message
	}
	return out
}
