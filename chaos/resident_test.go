package chaos

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// resident is the memory of a process in KiB, where the system tells it as Linux does.
func resident(t *testing.T, pid int) (size int) {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Logf("the memory is not measured: %v", err)
		return 0
	}
	_, after, found := strings.Cut(string(status), "VmRSS:")
	if !found {
		t.Fatalf("no VmRSS in %s", status)
	}
	if _, err := fmt.Sscan(after, &size); err != nil {
		t.Fatal(err)
	}
	t.Logf("the connector takes %d KiB", size)
	return size
}
