// Package component gives the components of a manifest their meaning: it lowers
// a resolved and checked tree to a plan, one file for each component.
//
// In goes the tree of compiler/resolve, out comes a plan.Source that names types
// of the runtime. The package knows the runtime by those names only, and it does
// not know how Go is printed.
package component

import (
	"fmt"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// A lowerFunc lowers one component to the Go value that stands for it.
type lowerFunc func(b *Builder, n *manifest.Node) plan.Expr

// A slot is a place of the manifest that takes one of several components.
type slot struct {
	what string    // for messages: "an authenticator"
	goes plan.Type // the interface of the runtime that the components implement
	by   map[string]lowerFunc
}

func newSlot(what, pkg, name string) *slot {
	return &slot{what: what, goes: plan.Type{Pkg: pkg, Name: name}, by: map[string]lowerFunc{}}
}

// add registers a component; each component's file does it for itself.
func (s *slot) add(typ string, f lowerFunc) { s.by[typ] = f }

// The slots, named after the fields of the manifest that hold them.
var (
	retrievers            = newSlot("a retriever", "stream", "Retriever")
	requesters            = newSlot("a requester", "stream", "Requester")
	authenticators        = newSlot("an authenticator", "stream", "Authenticator")
	errorHandlers         = newSlot("an error handler", "stream", "ErrorHandler")
	backoffStrategies     = newSlot("a backoff strategy", "retry", "BackoffStrategy")
	paginators            = newSlot("a paginator", "stream", "Paginator")
	paginationStrategies  = newSlot("a pagination strategy", "page", "Strategy")
	pageTokenOptions      = newSlot("a page token option", "page", "TokenOption")
	decoders              = newSlot("a decoder", "stream", "Decoder")
	recordSelectors       = newSlot("a record selector", "stream", "RecordSelector")
	extractors            = newSlot("an extractor", "record", "Extractor")
	recordFilters         = newSlot("a record filter", "record", "RecordFilter")
	transformations       = newSlot("a transformation", "stream", "Transformation")
	partitionRouters      = newSlot("a partition router", "stream", "PartitionRouter")
	incrementalSyncs      = newSlot("an incremental sync", "stream", "IncrementalSync")
	schemaLoaders         = newSlot("a schema loader", "stream", "SchemaLoader")
	requestBodies         = newSlot("a request body", "requester", "Body")
	callRatePolicies      = newSlot("a call rate policy", "limit", "Policy")
	checkers              = newSlot("a check", "connector", "Checker")
	stateMigrations       = newSlot("a state migration", "stream", "StateMigration")
	configTransformations = newSlot("a config transformation", "configure", "Transformation")
	configValidators      = newSlot("a config validator", "configure", "Validator")
	validationStrategies  = newSlot("a validation strategy", "configure", "ValidationStrategy")
	streamKinds           = newSlot("a stream", "stream", "Stream")
)

// allSlots is every slot, for the tests that keep the coverage true.
var allSlots = []*slot{
	retrievers, requesters, authenticators, errorHandlers, backoffStrategies, paginators, paginationStrategies, pageTokenOptions,
	decoders, recordSelectors, extractors, recordFilters, transformations, partitionRouters, incrementalSyncs,
	schemaLoaders, requestBodies, callRatePolicies, checkers, stateMigrations, configTransformations,
	configValidators, validationStrategies, streamKinds,
}

// lower lowers the component at n for the slot s; nil with a diagnostic when it cannot.
func (b *Builder) lower(s *slot, n *manifest.Node) plan.Expr {
	if n == nil {
		return nil
	}
	typ := n.Type()
	if f, ok := s.by[typ]; ok {
		x := f(b, n)
		if m, ok := x.(*plan.Make); ok && m != nil && m.Origin == "" {
			m.Origin, m.Slot = n.Origin, s.goes
		}
		return x
	}
	b.refuse(s, n, typ)
	return nil
}

// refuse says why the component at n is not one that s takes.
func (b *Builder) refuse(s *slot, n *manifest.Node, typ string) {
	at := n.Span
	if t := n.Field("type"); t != nil {
		at = t.Span
	}
	if b.hole(n) != nil || b.hole(n.Field("type")) != nil {
		return // a mapping sets a component, which is said once the template is lowered
	}
	var d *diag.Diagnostic
	switch reason, known := unsupported[typ]; {
	case typ == "":
		d = b.errorf(n, at, "missing-type", "%s needs a type", s.what)
	case known:
		d = b.errorf(n, at, "unsupported", "%s is not supported yet", typ)
		d.Notes = append(d.Notes, reason)
	default:
		d = b.errorf(n, at, "unknown-component", "unknown component %q", typ)
		d.DidYouMean(typ, names(s.by))
	}
	d.Notes = append(d.Notes, fmt.Sprintf("%s is one of %s", s.what, list(names(s.by))))
}
