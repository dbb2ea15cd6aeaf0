package gen

import "github.com/lowcode-dev/lowcode/compiler/plan"

// tracker is a plan by hand of a source with a shared authenticator, a parent, a child and closures.
func tracker() *plan.Source {
	projects := &plan.DeclarativeStream{Name: "projects", Doc: "GET projects", Schemas: [][]byte{[]byte(`{"type":"object","properties":{"id":{"type":"integer"}}}`)}}
	projects.Literal = streamLiteral(projects, plan.New("retrieve", "Simple",
		plan.F("Requester", requester("projects")),
		plan.F("RecordSelector", selector(nil)),
	))
	issues := &plan.DeclarativeStream{Name: "Issues", Doc: "GET projects/{{ stream_partition.project_id }}/issues", Schemas: [][]byte{[]byte(`{}`)}}
	issues.Literal = streamLiteral(issues, plan.New("retrieve", "Simple",
		plan.F("Requester", requester("projects/{{ stream_partition.project_id }}/issues")),
		plan.F("RecordSelector", selector(plan.Func("record", "Filter", notDeleted()))),
		plan.F("PartitionRouter", plan.New("partition", "Substream", plan.F("ParentStreamConfigs", plan.SliceOf("partition", "Parent",
			plan.New("partition", "Parent", plan.F("Stream", &plan.Stream{Stream: projects}), plan.F("ParentKey", fixed("config", "id")),
				plan.F("PartitionField", fixed("config", "project_id")), plan.F("IncrementalDependency", plan.Lit{Value: true}),
			),
		)))),
	))
	return &plan.Source{
		Name: "source-tracker",
		Doc:  "reads projects and issues from the Tracker API.",
		Spec: []byte(`{"connectionSpecification":{"type":"object"}}`),
		Config: []plan.ConfigKey{
			{Name: "api_key", Type: "string", Doc: "The personal token of the account", Required: true, Secret: true},
			{Name: "start_date"},
		},
		Check:            plan.New("connector", "CheckStream", plan.F("StreamNames", plan.Lit{Value: []string{"projects"}})),
		ConcurrencyLevel: plan.New("connector", "ConcurrencyLevel", plan.F("DefaultConcurrency", fixed("config", "4"))),
		Streams:          []*plan.DeclarativeStream{projects, issues},
	}
}

func streamLiteral(s *plan.DeclarativeStream, retriever plan.Expr) plan.Expr {
	m := plan.New("stream", "Stream",
		plan.F("Name", plan.Lit{Value: s.Name}),
		plan.F("PrimaryKey", plan.Lit{Value: [][]string{{"id"}}}),
		plan.F("SchemaLoader", &plan.Schema{Stream: s}),
		plan.F("Retriever", retriever),
	)
	m.Pointer = true
	return m
}

// requester is an HttpRequester that takes its authenticator from a $ref.
func requester(path string) plan.Expr {
	authenticator := plan.New("auth", "Bearer", plan.F("APIToken", plan.Func("config", "Text",
		plan.Lit{Value: "{{ config['api_key'] }}"}, plan.Name{Name: "cfg"}, &plan.Closure{
			Param: "c", Type: plan.Type{Pkg: "config", Name: "Config"}, Result: plan.Type{Pkg: "value", Name: "Value"},
			Body: []plan.Stmt{&plan.Return{X: plan.Method(plan.Name{Name: "c"}, "Item", plan.Lit{Value: "api_key"})}},
		})))
	authenticator.Origin, authenticator.Slot = "#/definitions/authenticator", plan.Type{Pkg: "stream", Name: "Authenticator"}
	return plan.New("requester", "HTTP",
		plan.F("URLBase", fixed("requester", "https://api.tracker.example/v1")),
		plan.F("Path", fixed("requester", path)),
		plan.F("HTTPMethod", plan.Name{Pkg: "net/http", Name: "MethodGet"}),
		plan.F("Authenticator", authenticator),
		plan.F("RequestParameters", plan.ListOf("requester", "Mapping",
			plan.New("", "", plan.F("Key", fixed("requester", "state")), plan.F("Value", fixed("requester", "all"))),
		)),
	)
}

func selector(filter plan.Expr) plan.Expr {
	return plan.New("record", "Selector",
		plan.F("Extractor", plan.ListOf("record", "Dpath", fixed("record", "data"), fixed("record", "*"))),
		plan.F("RecordFilter", filter),
	)
}

// notDeleted is {{ not record.deleted and record.size > 3 }} as an if and two returns.
func notDeleted() plan.Expr {
	left := plan.Name{Name: "left"}
	return plan.Func("record", "Condition", plan.Lit{Value: "{{ not record.deleted and record.size > 3 }}"}, &plan.Closure{
		Param: "r", Type: plan.Type{Pkg: "stream", Name: "RecordScope"}, Result: plan.Type{Pkg: "value", Name: "Value"},
		Body: []plan.Stmt{
			&plan.If{
				Init: &plan.Assign{Name: "left", Define: true, X: plan.Method(plan.Method(&plan.Select{X: plan.Name{Name: "r"}, Name: "Record"}, "Attr", plan.Lit{Value: "deleted"}), "Not")},
				Cond: &plan.Not{X: plan.Method(left, "Truthy")},
				Then: []plan.Stmt{&plan.Return{X: left}},
			},
			&plan.Return{X: plan.Method(plan.Method(&plan.Select{X: plan.Name{Name: "r"}, Name: "Record"}, "Attr", plan.Lit{Value: "size"}), "Gt",
				plan.Func("value", "Int", plan.Lit{Value: int64(3)}))},
		},
	})
}

func fixed(pkg, text string) plan.Expr { return plan.Func(pkg, "Fixed", plan.Lit{Value: text}) }
