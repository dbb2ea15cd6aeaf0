package connector

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// asyncJobs is how many jobs the API works on at a time. As in the reference, the
// template sees an empty configuration, and what is no count is 1.
func (s Source) asyncJobs(ctx context.Context) int {
	if s.MaxConcurrentAsyncJobCount == nil {
		return 1
	}
	t := s.MaxConcurrentAsyncJobCount(config.New(value.DictOf()))
	count, err := countOf(t)
	if err != nil {
		stream.Log(ctx).Warnf("Error interpolating max job count: %s. Setting to 1. %s", t.Source(), stream.TextOf(err))
		return 1
	}
	if count < 1 {
		stream.Log(ctx).Warnf("The `max_concurrent_async_job_count` property is less than 1: %d. Setting to 1. "+
			"Please update the source manifest to set a valid value.", count)
		return 1
	}
	return count
}

func countOf(t config.Template) (int, error) {
	v, err := t.Text()
	if err != nil {
		return 0, err
	}
	n, err := value.ToInt(v)
	if err != nil {
		return 0, err
	}
	const most = 1 << 30
	if !n.IsInt64() || n.Int64() > most {
		return most * n.Sign(), nil
	}
	return int(n.Int64()), nil
}
