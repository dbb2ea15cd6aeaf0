package jinja

// The tree of a template. Spans are those of the normalised text.

// An expr is an expression.
type expr interface{ at() span }

func (s span) at() span { return s }

type (
	// A constExpr is a literal: nil, bool, int64, *big.Int, float64 or string.
	constExpr struct {
		span
		value any
	}
	// A nameExpr is a variable, read or assigned.
	nameExpr struct {
		span
		name string
	}
	// An attrTarget is the target of {% set ns.x = … %}.
	attrTarget struct {
		span
		namespace *nameExpr
		name      string
	}
	listExpr struct {
		span
		items []expr
	}
	tupleExpr struct {
		span
		items []expr
	}
	dictExpr struct {
		span
		keys, values []expr
	}
	// An attrExpr is x.name.
	attrExpr struct {
		span
		x        expr
		name     string
		nameSpan span
	}
	// An indexExpr is x[key].
	indexExpr struct {
		span
		x, key expr
	}
	// A sliceExpr is lo:hi:step within brackets; each part may be nil.
	sliceExpr struct {
		span
		lo, hi, step expr
	}
	// A callExpr is fun(arguments).
	callExpr struct {
		span
		fun expr
		arguments
	}
	// A filterExpr is x | name(arguments); x is nil in a filter block.
	filterExpr struct {
		span
		x        expr
		name     string
		nameSpan span
		arguments
	}
	// A testExpr is x is name(arguments).
	testExpr struct {
		span
		x        expr
		name     string
		nameSpan span
		arguments
	}
	// A unaryExpr is not x, -x or +x.
	unaryExpr struct {
		span
		op string
		x  expr
	}
	// A binaryExpr is x op y for an arithmetic operator.
	binaryExpr struct {
		span
		op   string
		x, y expr
	}
	// A logicExpr is x and y, x or y.
	logicExpr struct {
		span
		op   string
		x, y expr
	}
	// A concatExpr is a ~ b ~ c.
	concatExpr struct {
		span
		parts []expr
	}
	// A compareExpr is a chain of comparisons: x ops[0] operands[0] ops[1] ….
	compareExpr struct {
		span
		x        expr
		ops      []string // == != < <= > >= in, not in
		operands []expr
	}
	// A condExpr is x if test else y; y may be nil.
	condExpr struct {
		span
		test, x, y expr
	}
)

// arguments are those of a call, a filter or a test.
type arguments struct {
	args     []expr
	keywords []keyword
	star     expr // *args
	stars    expr // **kwargs
}

type keyword struct {
	span
	name  string
	value expr
}

// exprs are the expressions of the arguments in the order of evaluation.
func (a *arguments) exprs() []expr {
	all := append([]expr(nil), a.args...)
	for _, k := range a.keywords {
		all = append(all, k.value)
	}
	for _, e := range []expr{a.star, a.stars} {
		if e != nil {
			all = append(all, e)
		}
	}
	return all
}

// A stmt is a statement.
type stmt interface{ at() span }

type (
	// An output prints its parts; text between tags is a dataExpr.
	output struct {
		span
		parts []expr
	}
	// A dataExpr is the text between tags.
	dataExpr struct {
		span
		text string
	}
	setStmt struct {
		span
		target expr
		value  expr
	}
	// A setBlock captures what its body prints.
	setBlock struct {
		span
		target expr
		filter *filterExpr // may be nil
		body   []stmt
	}
	// An ifStmt has one branch for if and for each elif.
	ifStmt struct {
		span
		branches []branch
		other    []stmt
	}
	branch struct {
		span
		test expr
		body []stmt
	}
	forStmt struct {
		span
		target    expr
		iter      expr
		test      expr // may be nil
		recursive bool
		body      []stmt
		other     []stmt
	}
	macroStmt struct {
		span
		name   *nameExpr
		params []param
		body   []stmt
	}
	// A callStmt is {% call(params) call %}body{% endcall %}.
	callStmt struct {
		span
		params []param
		call   *callExpr
		body   []stmt
	}
	param struct {
		name  *nameExpr
		value expr // the default, may be nil
	}
	filterStmt struct {
		span
		filter *filterExpr
		body   []stmt
	}
	withStmt struct {
		span
		targets []expr
		values  []expr
		body    []stmt
	}
	blockStmt struct {
		span
		name string
		body []stmt
	}
	// A loaderStmt is include, import, from or extends. The reference's
	// environment has no loader, so that each is a TypeError.
	loaderStmt struct {
		span
		tag     string
		exprs   []expr
		targets []*nameExpr
	}
	// An escapeStmt is autoescape.
	escapeStmt struct {
		span
		option expr
		body   []stmt
	}
)
