package protocol

import (
	"fmt"
	"testing"
)

func TestPassingSecretsAreForgotten(t *testing.T) {
	AddSecret("kept-for-ever")
	AddPassingSecret("kept-for-ever")
	AddPassingSecret("passing-at-first")
	AddSecret("passing-at-first")
	for i := range passingSecrets + 1 {
		AddPassingSecret(fmt.Sprintf("signed-token-%03d", i))
		AddPassingSecret(fmt.Sprintf("signed-token-%03d", i)) // again: one secret still
	}
	for text, want := range map[string]string{
		"signed-token-000": "signed-token-000",
		"signed-token-001": masked,
		"signed-token-064": masked,
		"kept-for-ever":    masked,
		"passing-at-first": masked,
	} {
		if got := Mask(text); got != want {
			t.Errorf("%s becomes %s, want %s", text, got, want)
		}
	}
}
