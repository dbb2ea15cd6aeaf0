package stream

import "context"

// A Budget holds back requests that would exceed what the API allows (HTTPAPIBudget). One serves
// a whole run: all its workers, streams and copies of streams are counted together.
type Budget interface {
	// Acquire waits until the request may go out. Each attempt and each redirect asks for itself.
	Acquire(ctx context.Context, r Outgoing) error
	// Update learns from the answer to a request how many calls the API has left.
	Update(ctx context.Context, r Outgoing, a Incoming)
}

// BudgetDeclaration is a budget as the manifest declares it.
type BudgetDeclaration interface {
	// Open evaluates the declaration and starts to count.
	Open() (Budget, error)
}

// Outgoing is a request as it goes over the network.
type Outgoing struct {
	Method, URL string
	Header      func(name string) (text string, ok bool) // regardless of case
}

// Incoming is the answer to a request as far as a budget looks at it.
type Incoming struct {
	Status int
	Header func(name string) string // regardless of case, "" for none
}

type budgetKey struct{}

// WithBudget is a context whose requests are held back by b.
func WithBudget(ctx context.Context, b Budget) context.Context {
	return context.WithValue(ctx, budgetKey{}, b)
}

// BudgetOf is the budget of a context, nil for none.
func BudgetOf(ctx context.Context) Budget {
	b, _ := ctx.Value(budgetKey{}).(Budget)
	return b
}
