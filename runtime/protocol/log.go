package protocol

// A Level is how much a LOG message matters.
type Level string

// The levels of the protocol.
const (
	LevelFatal Level = "FATAL"
	LevelError Level = "ERROR"
	LevelWarn  Level = "WARN"
	LevelInfo  Level = "INFO"
	LevelDebug Level = "DEBUG"
)

// AppendLog appends a LOG message; secrets in the text are masked.
func AppendLog(dst []byte, level Level, text string) []byte {
	dst = append(dst, `{"type":"LOG","log":{"level":"`...)
	dst = append(dst, level...)
	dst = append(dst, `","message":`...)
	dst = AppendString(dst, Mask(text))
	return append(dst, "}}\n"...)
}
