package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// queryProperties is what says which fields a requester asks for by name: a QueryProperties among its
// parameters, its list of them, or its QueryProperties. The reference takes the first of these.
func queryProperties(requester *manifest.Node) *manifest.Node {
	if entry := propertiesParameter(requester); entry != nil {
		return entry.Value
	}
	if list := present(requester, "fetch_properties_from_endpoint"); list != nil {
		return list
	}
	return present(requester, "query_properties")
}

// propertiesParameter is the parameter that lists them, nil for none.
func propertiesParameter(requester *manifest.Node) *manifest.Field {
	parameters := requester.Field("request_parameters")
	if parameters == nil {
		return nil
	}
	for i, entry := range parameters.Fields {
		if isQueryProperties(entry.Value) {
			return &parameters.Fields[i]
		}
	}
	return nil
}

func isQueryProperties(n *manifest.Node) bool { return n.Type() == "QueryProperties" }

// queryProperties lowers QueryProperties of a requester, which the retriever divides among requests.
func (b *Builder) queryProperties(requester *manifest.Node) plan.Expr {
	b.oneQueryProperties(requester)
	n := queryProperties(requester)
	if n == nil {
		return nil
	}
	if n.Type() == "PropertiesFromEndpoint" {
		return address(plan.New("retrieve", "QueryProperties", plan.F("PropertyList", b.propertiesFromEndpoint(n))))
	}
	return address(plan.New("retrieve", "QueryProperties",
		plan.F("PropertyList", b.propertyList(n.Field("property_list"))),
		plan.F("AlwaysIncludeProperties", textList(n.Field("always_include_properties"))),
		plan.F("PropertyChunking", b.propertyChunking(present(n, "property_chunking"))),
		plan.F("PropertySelector", b.propertySelector(present(n, "property_selector"))),
	))
}

// oneQueryProperties refuses two of them where the reference does, and warns of what it passes over.
func (b *Builder) oneQueryProperties(requester *manifest.Node) {
	first := propertiesParameter(requester)
	list, own := present(requester, "fetch_properties_from_endpoint"), present(requester, "query_properties")
	if first != nil {
		for _, entry := range requester.Field("request_parameters").Fields {
			if isQueryProperties(entry.Value) && entry.Value != first.Value {
				b.errorf(requester, entry.Value.Span, "conflict", "request_parameters has one QueryProperties already")
			}
		}
		if list != nil {
			b.errorf(requester, list.Span, "conflict", "fetch_properties_from_endpoint cannot be together with a QueryProperties in request_parameters")
		}
	}
	if own != nil && (first != nil || list != nil) {
		b.warnf(requester, own.Span, "no-effect", "query_properties has no effect: the requester says in another way what it asks for")
	}
}

// propertyList lowers property_list: names, or where they come from.
func (b *Builder) propertyList(n *manifest.Node) plan.Expr {
	if n.Kind != manifest.List {
		return b.propertiesFromEndpoint(n)
	}
	names := plan.ListOf("retrieve", "Properties")
	for _, name := range texts(n) {
		names.Items = append(names.Items, plan.Lit{Value: name})
	}
	return names
}

// textList lowers a list of texts that are no templates, nil for none.
func textList(n *manifest.Node) plan.Expr {
	if all := texts(n); len(all) > 0 {
		return plan.Lit{Value: all}
	}
	return nil
}

// propertyChunking lowers PropertyChunking.
func (b *Builder) propertyChunking(n *manifest.Node) plan.Expr {
	if n == nil {
		return nil
	}
	if limit := present(n, "property_limit"); limit == nil || empty(limit) {
		b.warnf(n, n.Span, "suspicious", "without a property_limit all properties are in one request, whatever the property_selector says")
	}
	counted, _ := text(n.Field("property_limit_type"))
	m := plan.New("retrieve", "PropertyChunking",
		plan.F("Characters", onlyIf(counted == "characters")),
		plan.F("PropertyLimit", b.int(n, "property_limit")),
	)
	if strategy := present(n, "record_merge_strategy"); strategy != nil {
		keys := plan.ListOf("retrieve", "GroupByKey")
		for _, key := range items(strategy.Field("key")) {
			name, _ := text(key)
			keys.Items = append(keys.Items, plan.Lit{Value: name})
		}
		m.Fields = append(m.Fields, plan.F("RecordMergeStrategy", keys))
	}
	return address(m)
}

// propertySelector lowers JsonSchemaPropertySelector.
func (b *Builder) propertySelector(n *manifest.Node) plan.Expr {
	if n == nil {
		return nil
	}
	return address(plan.New("retrieve", "JSONSchemaPropertySelector", plan.F("Transformations", b.transformations(n, "transformations"))))
}
