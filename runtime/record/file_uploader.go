package record

import (
	"context"
	"errors"
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// FileUploader downloads a file for each record and keeps it where the platform
// takes files from (FileUploader).
type FileUploader struct {
	Requester               stream.Requester
	DownloadTargetExtractor Extractor // of the record, not of a response
	FilenameExtractor       Template  // without one, the name is random
}

// downloads is how often a file is requested whose body breaks off after the
// requester has handed it over.
const downloads = 5

type uploaderKey struct{}

// requests is the stream in whose name the files of s are requested: what the
// requester remembers is its own.
func (FileUploader) requests(s *stream.Stream) *stream.Stream {
	return stream.Memo(s, uploaderKey{}, func() *stream.Stream { return &stream.Stream{Name: "File Uploader"} })
}

// Construct evaluates what the reference evaluates when it builds the uploader.
func (u FileUploader) Construct(s *stream.Stream) error {
	if err := u.Requester.Construct(u.requests(s)); err != nil {
		return err
	}
	return construct(u.DownloadTargetExtractor, s)
}

// Upload downloads the file of the record and says in the record where it is.
func (u FileUploader) Upload(ctx context.Context, r *stream.Record) error {
	target, err := u.target(ctx, r)
	if err != nil {
		return err
	}
	staged, ignored, err := u.download(ctx, target, r)
	if err != nil {
		return fmt.Errorf("downloading the file of a record: %w", err)
	}
	log := stream.Log(ctx)
	if ignored != "" {
		log.Warnf("the record has no file: %s", ignored)
		return nil
	}
	log.Infof("File uploaded successfully")
	log.Infof("File url: %s", staged.StagingURL)
	log.Infof("File size: %s KB", value.Float(float64(staged.Size)/1024).Repr())
	log.Infof("File relative path: %s", staged.RelativePath)
	r.File = staged
	return nil
}

// target is what the record says is to be downloaded.
func (u FileUploader) target(ctx context.Context, r *stream.Record) (string, error) {
	response := &stream.Response{
		Status:  200,
		Ok:      true,
		Headers: func() value.Value { return value.DictOf() },
		Body:    r.Data.AppendJSON(nil),
		Release: func() {},
	}
	var first value.Value
	err := u.DownloadTargetExtractor.Extract(ctx, response, func(v value.Value) error {
		if v.IsUndefined() {
			return nil
		}
		first = v.Clone()
		return errFound
	})
	switch {
	case err != nil && !errors.Is(err, errFound):
		return "", err
	case first.IsUndefined():
		return "", value.Fail(value.ValueError, "No download targets found").Err()
	}
	text, ok := first.AsString()
	if !ok {
		return "", value.Fail(value.ValueError, "download_target is expected to be a str but was <class '%s'>: %s", first.TypeName(), first.String()).Err()
	}
	return text, nil
}

// errFound ends an extraction of which only the first value is wanted.
var errFound = errors.New("found")

// download requests the target until the whole of it is there. ignored says why
// there is no file where the error handling ignores that the API refuses it.
func (u FileUploader) download(ctx context.Context, target string, r *stream.Record) (staged *stream.File, ignored string, err error) {
	extra := value.DictOf(value.Str("download_target"), value.Str(target))
	in := stream.Request{Slice: stream.NewSlice(value.Value{}, value.Value{}, extra), NextPageToken: value.Value{}, Streaming: true}
	of := stream.Of(ctx)
	requesting := stream.With(ctx, u.requests(of))
	for n := 1; ; n++ {
		response, err := u.Requester.Send(requesting, in)
		if err != nil {
			return nil, "", err
		}
		if !response.Ok {
			response.Release()
			return nil, fmt.Sprintf("the API refuses it with status %d, which the error handler ignores", response.Status), nil
		}
		staged, err := u.stage(of, response, r)
		response.Release()
		var broken *brokenDownload
		if !errors.As(err, &broken) || n == downloads || ctx.Err() != nil {
			return staged, "", err
		}
		stream.Log(ctx).Infof("the file is requested again: %s", stream.TextOf(err))
		if err := stream.Wait(ctx, float64(n)); err != nil {
			return nil, "", err
		}
	}
}

// stage keeps the body of the response under the name of the record's file.
func (u FileUploader) stage(of *stream.Stream, response *stream.Response, r *stream.Record) (*stream.File, error) {
	name, err := u.name(of, r)
	if err != nil {
		return nil, fmt.Errorf("evaluating filename_extractor: %w", err)
	}
	return stage(stagingDirectory(), stagedPath(of.Name, name), response)
}

// name is what the manifest calls the file of the record, "" for nothing.
func (u FileUploader) name(of *stream.Stream, r *stream.Record) (string, error) {
	if u.FilenameExtractor.IsZero() {
		return "", nil
	}
	scope := scopeOf(r)
	scope.Record = stream.RecordView(r.Data, of.Name, scope.StreamSlice)
	name, err := u.FilenameExtractor.Text(scope)
	return name.String(), err
}
