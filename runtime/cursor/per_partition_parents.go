package cursor

import "github.com/lowcode-dev/lowcode/runtime/value"

// parentStates hold back what the next reading must know of the parents, until
// the partitions that came of them are read. Otherwise a reading that ends early
// would leave a state whose parents never give those partitions again.
type parentStates struct {
	known     value.Value // of the partitions that are read; Undefined or null for nothing
	waiting   []*cohort   // whose states are not known yet, oldest first
	gathering *cohort     // of the next state
}

// waitingStates is how many states wait at a time. While a partition takes long, or
// when it failed, states gather behind its own, and each may speak of all the
// partitions of a parent.
const waitingStates = 16

// A cohort is the partitions that were generated since a state of the parents
// became another one, up to the first one with the state that comes next: that
// covers them all.
type cohort struct {
	open  int // partitions that are not read yet
	state value.Value
}

// join adds a partition that was generated with a state of the parents. Where too
// many states wait, it joins the last one, which becomes the state that covers both.
func (s *parentStates) join(state value.Value) *cohort {
	if n := len(s.waiting); n == waitingStates {
		last := s.waiting[n-1]
		last.open++
		last.state = state
		return last
	}
	if s.gathering == nil {
		s.gathering = &cohort{}
	}
	c := s.gathering
	c.open++
	if n := len(s.waiting); n == 0 || !value.Equal(s.waiting[n-1].state, state) {
		c.state = state
		s.waiting = append(s.waiting, c)
		s.gathering = nil
	}
	return c
}

// leave ends the reading of a partition. A partition that failed never leaves,
// and neither do the states that cover it.
func (s *parentStates) leave(c *cohort) {
	c.open--
	for len(s.waiting) > 0 && s.waiting[0].open == 0 {
		if state := s.waiting[0].state; !state.IsNull() {
			s.known = state
		}
		s.waiting = s.waiting[1:]
	}
}
