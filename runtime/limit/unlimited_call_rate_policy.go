package limit

// UnlimitedCallRatePolicy keeps the requests that match it from the policies behind it (UnlimitedCallRatePolicy).
type UnlimitedCallRatePolicy struct {
	Matchers []HTTPRequestMatcher // all requests when empty
}

func (u UnlimitedCallRatePolicy) open() (*policy, error) {
	return newPolicy("unlimited calls", u.Matchers, unlimited{})
}

type unlimited struct{}

func (unlimited) take(instant, int) (instant, error) { return 0, nil }

func (unlimited) update(instant, told) {}
