package component

import "github.com/lowcode-dev/lowcode/compiler/plan"

// actionNames are the constants of the runtime for what a filter can make of an answer.
var actionNames = map[string]string{
	"SUCCESS":                  "ActionSuccess",
	"FAIL":                     "ActionFail",
	"RETRY":                    "ActionRetry",
	"IGNORE":                   "ActionIgnore",
	"RATE_LIMITED":             "ActionRateLimited",
	"REFRESH_TOKEN_THEN_RETRY": "ActionRefreshTokenThenRetry",
	"RESET_PAGINATION":         "ActionResetPagination",
	"REDUCE_PAGE_SIZE":         "ActionReducePageSize",
	"SPLIT_REQUEST_WINDOW":     "ActionSplitRequestWindow",
}

// failureTypes are the constants of the runtime for whose fault a failure is.
var failureTypes = map[string]string{
	"system_error":    "SystemError",
	"config_error":    "ConfigError",
	"transient_error": "TransientError",
}

// constantOf is a constant of the kernel; the schema has refused what is none.
func constantOf(names map[string]string, word string) plan.Expr {
	return plan.Name{Pkg: "stream", Name: names[word]}
}
