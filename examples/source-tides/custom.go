package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/record"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// SignedKey is the class "source_tides.components.SignedKey" (CustomAuthenticator): a request has the name of the key,
// and the name signed with the secret.
type SignedKey struct {
	Config Config
	Key    config.Template // key
	Secret config.Template // secret
}

// Construct has nothing to check: the spec requires both.
func (a SignedKey) Construct(s *stream.Stream) error { return nil }

// Authenticate adds both to the headers.
func (a SignedKey) Authenticate(_ context.Context, options *request.Options) error {
	key, err := a.Key.Text()
	if err != nil {
		return err
	}
	secret, err := a.Secret.Text()
	if err != nil {
		return err
	}
	mac := hmac.New(sha256.New, []byte(secret.String()))
	mac.Write([]byte(key.String()))
	signature := hex.EncodeToString(mac.Sum(nil))
	options.Headers = value.DictOf(value.Str("X-Key"), key, value.Str("X-Signature"), value.Str(signature))
	return nil
}

// Table is the class "source_tides.components.Table" (CustomRecordExtractor): an answer has the names of its columns
// once, and rows without names.
type Table struct {
	Config  Config
	Columns string           // columns
	Rows    record.Extractor // rows
}

// Extract makes a record of each row.
func (e Table) Extract(ctx context.Context, response *stream.Response, emit func(value.Value) error) error {
	body, err := response.LoadJSON()
	if err != nil {
		return response.BrokenJSON(err)
	}
	columns, ok := body.Get(e.Columns)
	if !ok {
		return fmt.Errorf("the answer has no %q", e.Columns)
	}
	return e.Rows.Extract(ctx, response, func(row value.Value) error {
		row = row.Open()
		if row.Len() != columns.Len() {
			return fmt.Errorf("a row has %d cells for %d columns", row.Len(), columns.Len())
		}
		named, i := value.DictOf(), int64(0)
		for name := range columns.Elements() {
			named.Set(name.String(), row.Index(value.Int(i)))
			i++
		}
		return emit(named)
	})
}

// Streamable says no: the columns may come after the rows.
func (e Table) Streamable(stream.Decoder) bool { return false }

// Metric is the class "source_tides.components.Metric" (CustomTransformation): heights in feet become metres.
type Metric struct {
	Config Config
	Fields []string // fields
	Metres float64  // metres
}

// Transform changes the fields that hold a number.
func (t Metric) Transform(r *stream.Record) error {
	for _, name := range t.Fields {
		feet, ok := r.Data.Get(name)
		if !ok || feet.IsNull() {
			continue
		}
		metres := feet.Mul(value.Float(t.Metres))
		if err := metres.Err(); err != nil {
			return fmt.Errorf("converting %s: %w", name, err)
		}
		r.Data.Set(name, metres)
	}
	return nil
}
