package connector

import (
	"os"
	"runtime/debug"
)

// memoryGoal is where the collector begins to work harder. What a read keeps is
// a few pages for each worker; a heap beyond this is mostly garbage.
const memoryGoal = 256 << 20

// limitMemory sets the goal unless the environment has a say.
func limitMemory() {
	if os.Getenv("GOMEMLIMIT") == "" && os.Getenv("GOGC") == "" {
		debug.SetMemoryLimit(memoryGoal)
	}
}
