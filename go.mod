module github.com/lowcode-dev/lowcode

go 1.26

require (
	github.com/dave/jennifer v1.7.1
	github.com/santhosh-tekuri/jsonschema/v5 v5.3.1
	github.com/spf13/cobra v1.10.1
	golang.org/x/tools v0.38.0
	gopkg.in/yaml.v3 v3.0.1
)
