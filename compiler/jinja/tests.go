package jinja

// operator is a test that is a Python operator: its argument is never named.
func operator(goName string) function {
	return function{goName: goName, params: []string{"other"}, required: 1, positional: true}
}

// tests are the tests of Jinja, with their other names.
var tests = map[string]function{
	"!=":          operator("IsNe"),
	"<":           operator("IsLt"),
	"<=":          operator("IsLe"),
	"==":          operator("IsEq"),
	">":           operator("IsGt"),
	">=":          operator("IsGe"),
	"boolean":     fixed("IsBoolean", 0),
	"callable":    fixed("IsCallable", 0),
	"defined":     fixed("IsDefined", 0),
	"divisibleby": fixed("IsDivisibleby", 1, "num"),
	"eq":          operator("IsEq"),
	"equalto":     operator("IsEq"),
	"escaped":     fixed("IsEscaped", 0),
	"even":        fixed("IsEven", 0),
	"false":       fixed("IsFalse", 0),
	"filter":      fixed("IsFilter", 0),
	"float":       fixed("IsFloat", 0),
	"ge":          operator("IsGe"),
	"greaterthan": operator("IsGt"),
	"gt":          operator("IsGt"),
	"in":          fixed("IsIn", 1, "seq"),
	"integer":     fixed("IsInteger", 0),
	"iterable":    fixed("IsIterable", 0),
	"le":          operator("IsLe"),
	"lessthan":    operator("IsLt"),
	"lower":       fixed("IsLower", 0),
	"lt":          operator("IsLt"),
	"mapping":     fixed("IsMapping", 0),
	"ne":          operator("IsNe"),
	"none":        fixed("IsNone", 0),
	"number":      fixed("IsNumber", 0),
	"odd":         fixed("IsOdd", 0),
	"sameas":      fixed("IsSameas", 1, "other"),
	"sequence":    fixed("IsSequence", 0),
	"string":      fixed("IsString", 0),
	"test":        fixed("IsTest", 0),
	"true":        fixed("IsTrue", 0),
	"undefined":   fixed("IsUndefined", 0),
	"upper":       fixed("IsUpper", 0),
}

// safeTests never fail on a value that has not failed.
var safeTests = map[string]bool{
	"boolean": true, "callable": true, "defined": true, "false": true, "float": true, "integer": true, "mapping": true,
	"none": true, "number": true, "string": true, "true": true, "undefined": true,
}
