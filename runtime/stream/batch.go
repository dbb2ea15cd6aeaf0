package stream

import (
	"context"
	"sync"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

const (
	batchSize  = 64 << 10      // a batch goes to the writer when it has grown to this
	bufferSize = 80 << 10      // what a buffer starts with, so that the last record still fits
	keptSize   = 4 * batchSize // a buffer that a large record made larger is not kept
)

// stampEvery is how many records of a batch share a reading of the clock.
const stampEvery = 32

// buffers are all the buffers of records that a run may have. Whoever waits for
// one waits for the writer, and so for the reader of the output.
type buffers chan []byte

func newBuffers(n int) buffers {
	b := make(buffers, n)
	for range n {
		b <- nil
	}
	return b
}

func (b buffers) take(ctx context.Context) ([]byte, error) {
	select {
	case buffer := <-b:
		if buffer == nil {
			buffer = make([]byte, 0, bufferSize)
		}
		return buffer, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func (b buffers) give(buffer []byte) {
	if cap(buffer) > keptSize {
		buffer = nil
	}
	b <- buffer[:0]
}

// A batch collects the RECORD lines of the slice that one worker reads. The
// worker adds records; the clock of the run hands over what has waited.
type batch struct {
	out     *Writer
	buffers buffers

	mu      sync.Mutex
	reading *reading
	lines   []byte
	records int
	end     []byte // of a RECORD line, with its time
}

// add serialises a record. It waits when the output does not keep up.
func (b *batch) add(ctx context.Context, record *Record) (err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.lines == nil {
		if b.lines, err = b.buffers.take(ctx); err != nil {
			return err
		}
	}
	if b.records%stampEvery == 0 {
		b.end = protocol.AppendRecordEnd(b.end[:0], protocol.Millis())
	}
	line := append(b.lines, b.reading.recordStart...)
	line = value.AppendRecord(line, record.Data)
	if file := record.File; file != nil {
		line = protocol.AppendRecordEndWithFile(line, protocol.Millis(), file.StagingURL, file.RelativePath, file.Size)
	} else {
		line = append(line, b.end...)
	}
	b.lines = line // only now: a panic above must leave no half of a line
	b.records++
	if len(b.lines) >= batchSize {
		b.handOver()
	}
	return nil
}

// begin makes the batch that of another slice.
func (b *batch) begin(r *reading) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.reading = r
}

// flush hands over what there is: before a STATE that covers it.
func (b *batch) flush() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.handOver()
}

// flushWaiting is flush for the clock, which does not wait for a worker that
// waits itself.
func (b *batch) flushWaiting() {
	if b.mu.TryLock() {
		defer b.mu.Unlock()
		b.handOver()
	}
}

func (b *batch) handOver() {
	if b.records == 0 {
		return
	}
	b.out.send(written{tally: &b.reading.tally, lines: b.lines, records: b.records, home: b.buffers})
	b.lines, b.records = nil, 0
}
