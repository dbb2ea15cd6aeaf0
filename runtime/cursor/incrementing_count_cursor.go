package cursor

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// An IncrementingCount cursor goes on from the highest number that it has seen
// in a field of the records (IncrementingCountCursor).
type IncrementingCount struct {
	CursorField                    config.Template
	StartValue                     config.Template // of the first reading; 0 without one
	StartValueOption               *request.Option
	AllowCatalogDefinedCursorField bool

	catalogField string // the field that the catalog names, "" for none
}

// Construct evaluates the templates. A stream of partitions cannot count.
func (c IncrementingCount) Construct(s *stream.Stream) error {
	if s.Retriever.Partitioned() {
		return invalid("The low-code framework does not currently support usage of a PartitionRouter and an IncrementingCountCursor " +
			"at the same time. Please specify only one of these options for stream " + s.Name + ".")
	}
	if _, err := c.start(); err != nil {
		return err
	}
	_, err := c.field()
	return err
}

// DefaultCursorField is the field's name, which Construct has found to have a value.
func (c IncrementingCount) DefaultCursorField() (field string, sourceDefined bool) {
	field, _ = c.field() // Construct has reported the error
	return field, !c.AllowCatalogDefinedCursorField
}

// WithCursorField is the cursor along another field, which the catalog names, where the manifest allows that.
func (c IncrementingCount) WithCursorField(field string) stream.IncrementalSync {
	if c.AllowCatalogDefinedCursorField {
		c.catalogField = field
	}
	return c
}

func (c IncrementingCount) field() (string, error) {
	if c.catalogField != "" {
		return c.catalogField, nil
	}
	return text(c.CursorField)
}

// start is the number to start from.
func (c IncrementingCount) start() (value.Value, error) {
	if c.StartValue.IsZero() {
		return value.Int(0), nil
	}
	v, err := c.StartValue.Text()
	if err != nil {
		return v, err
	}
	return whole(v)
}

// whole is Python's int() of a template's value.
func whole(v value.Value) (value.Value, error) {
	switch v.Kind() {
	case value.KindInt:
		return v, nil
	case value.KindBool:
		return v.Pos(), nil
	case value.KindFloat:
		f, _ := v.AsFloat()
		if math.IsNaN(f) || math.IsInf(f, 0) {
			return v, &value.Error{Class: value.OverflowError, Message: "cannot convert float infinity to integer"}
		}
		n, _ := big.NewFloat(f).Int(nil)
		return value.BigInt(n), nil
	case value.KindStr:
		n, err := strconv.ParseInt(strings.TrimSpace(v.String()), 10, 64)
		if err != nil {
			return v, invalid("invalid literal for int() with base 10: " + v.Repr())
		}
		return value.Int(n), nil
	}
	return v, notANumber(v, "%s")
}

// Observer starts to follow a reading.
func (c IncrementingCount) Observer(s *stream.Stream, state value.Value) (stream.SliceObserver, error) {
	start, err := c.start()
	if err != nil {
		return nil, err
	}
	field, err := c.field()
	if err != nil {
		return nil, err
	}
	o := &count{of: c, stream: s.Name, field: field, start: start, known: state}
	return o, o.resume()
}
