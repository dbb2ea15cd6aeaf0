package plan

// A Program is generated code that is no connector: functions of the config, file by file, and the
// call that main makes of them.
type Program struct {
	Doc   string // one sentence for the package comment
	Main  Expr
	Files []*FunctionFile
}

// A FunctionFile is one file of a program.
type FunctionFile struct {
	Name      string // templates_0.go
	Functions []*Function
}
