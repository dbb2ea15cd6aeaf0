package decode

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func BenchmarkXML(b *testing.B) {
	const row = `<order id="1000001"><created_at>2026-01-15T12:00:00Z</created_at><customer>a shop &amp; 17</customer><line><sku>a</sku></line><line><sku>b</sku></line><note/></order>` + "\n"
	body := []byte("<r><orders>" + strings.Repeat(row, 10_000) + "</orders></r>")
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		n := 0
		response := &stream.Response{Rest: bytes.NewReader(body)}
		err := XML{}.Find(context.Background(), response, []string{"r", "orders", "order"}, func(value.Value) error { n++; return nil })
		if err != nil || n != 10_000 {
			b.Fatal(n, err)
		}
	}
}

func BenchmarkCSV(b *testing.B) {
	const row = "1000001,2026-01-15T12:00:00Z,customer of a shop 17,name@example.test,DE,EUR,12.50,3,shipped,\"said \"\"yes\"\", and more\"\n"
	body := []byte("id,created_at,customer,email,country,currency,amount,quantity,status,note\n" + strings.Repeat(row, 10_000))
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		n := 0
		err := CSV{}.Decode(context.Background(), &stream.Response{Body: body}, func(value.Value) error { n++; return nil })
		if err != nil || n != 10_000 {
			b.Fatal(n, err)
		}
	}
}
