package connector

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// withBudget is a context whose requests are counted by the budget of the
// source, if it declares one. It begins anew with each command.
func withBudget(ctx context.Context, declared func(config.Config) stream.BudgetDeclaration, cfg config.Config) (context.Context, error) {
	if declared == nil {
		return ctx, nil
	}
	budget, err := declared(cfg).Open()
	if err != nil {
		return ctx, err
	}
	return stream.WithBudget(ctx, budget), nil
}
