package connector

import (
	"os"
	"runtime/debug"
)

// memoryGoal is where the collector begins to work harder. What a read keeps is
// a few pages for each worker; a heap beyond this is mostly garbage.
const memoryGoal = 256 << 20

// littleGarbage is how much the heap of a command that ends at once may grow before the collector runs, in percent.
const littleGarbage = 400

// spareCollections lets a command that reads no streams, and makes little, go without collecting garbage.
func spareCollections(command string) {
	if command != "read" && os.Getenv("GOGC") == "" {
		debug.SetGCPercent(littleGarbage)
	}
}

// limitMemory sets the goal unless the environment has a say.
func limitMemory() {
	if os.Getenv("GOMEMLIMIT") == "" && os.Getenv("GOGC") == "" {
		debug.SetMemoryLimit(memoryGoal)
	}
}
