package bill

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
)

func TestSPDX(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	binary, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	write := func() string {
		b := New("example/source-a", "0.1.0", "CONTAINER", "abc", nil)
		for _, name := range []string{"source-a", "sh"} {
			if err := b.Program(name, binary); err != nil {
				t.Fatal(err)
			}
		}
		b.module("SPDXRef-program-sh", "example.com/a", "v1.0.0")
		text, err := b.SPDX("a bill", "abc", "v1.2.3", time.Unix(0, 0))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	text := write()
	var document struct {
		Packages []struct {
			SPDXID, Name, VersionInfo string
			FilesAnalyzed             *bool
		}
		Relationships []struct{ SpdxElementID, RelationshipType, RelatedSpdxElement string }
	}
	if err := json.Unmarshal([]byte(text), &document); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{"SPDXRef-DOCUMENT": true}
	for _, p := range document.Packages {
		if seen[p.SPDXID] || p.FilesAnalyzed == nil {
			t.Errorf("%s comes twice, or does not say whether files were analyzed", p.SPDXID)
		}
		seen[p.SPDXID] = true
	}
	for _, r := range document.Relationships {
		if !seen[r.SpdxElementID] || !seen[r.RelatedSpdxElement] {
			t.Errorf("%v names what is not there", r)
		}
	}
	for _, want := range []string{`"pkg:golang/example.com/a@v1.0.0"`, `"pkg:golang/stdlib@`, `"Tool: lowcode-v1.2.3"`, `"1970-01-01T00:00:00Z"`} {
		if !strings.Contains(text, want) {
			t.Errorf("the bill lacks %s", want)
		}
	}
	if text != write() {
		t.Error("two bills of the same differ")
	}
	if err := New("a", "", "APPLICATION", "", nil).Program("a", []byte("no program")); err == nil {
		t.Error("what is no Go program was read")
	}
}
