package record

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// answers is a requester that gives its responses one after the other.
type answers struct {
	responses []*stream.Response
	asked     *[]string
}

func (a answers) Construct(*stream.Stream) error { return nil }

func (a answers) Cached() stream.Requester { return a }

func (a answers) Send(ctx context.Context, in stream.Request) (*stream.Response, error) {
	target := in.Slice.ExtraFields.Item("download_target").String()
	*a.asked = append(*a.asked, stream.Of(ctx).Name+" "+target)
	return a.responses[len(*a.asked)-1], nil
}

func answer(status int, body string, rest io.Reader) *stream.Response {
	return &stream.Response{Status: status, Ok: status < 400, Body: []byte(body), Rest: rest, Release: func() {}}
}

// upload uploads one record and gives what became of it and what was asked for.
func upload(t *testing.T, folder string, responses ...*stream.Response) (*stream.File, []string, error) {
	t.Helper()
	t.Setenv(stagingVariable, folder)
	t.Setenv("LOWCODE_MAX_WAIT", "0")
	var asked []string
	u := FileUploader{
		Requester:               answers{responses, &asked},
		DownloadTargetExtractor: Dpath{Fixed("url")},
		FilenameExtractor: Text("{{ record.id }}.txt", func(s stream.RecordScope) value.Value {
			return value.Concat(s.Record.Attr("data").Item("id"), value.Str(".txt"))
		}),
	}
	s := &stream.Stream{Name: "files", FileUploader: u}
	record := &stream.Record{Data: value.DictOf(value.Str("id"), value.Int(7), value.Str("url"), value.Str("there"))}
	err := u.Upload(stream.With(context.Background(), s), record)
	return record.File, asked, err
}

// below are the files below a folder.
func below(t *testing.T, folder string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all = append(all, strings.TrimPrefix(path, folder+"/"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestUpload(t *testing.T) {
	folder := t.TempDir()
	file, asked, err := upload(t, folder+"/", answer(200, "begin ", strings.NewReader("end")))
	if err != nil {
		t.Fatal(err)
	}
	if want := (stream.File{StagingURL: folder + "/files/7.txt", RelativePath: "files/7.txt", Size: 9}); *file != want {
		t.Errorf("got %+v, want %+v", *file, want)
	}
	if got, _ := os.ReadFile(file.StagingURL); string(got) != "begin end" {
		t.Errorf("the file is %q", got)
	}
	if got := strings.Join(asked, ", "); got != "File Uploader there" {
		t.Errorf("asked for %s", got)
	}
	if got := below(t, folder); len(got) != 1 {
		t.Errorf("there are %q", got)
	}
}

func TestUploadThatIsIgnored(t *testing.T) {
	folder := t.TempDir()
	file, _, err := upload(t, folder, answer(404, "not here", nil))
	if file != nil || err != nil || len(below(t, folder)) > 0 {
		t.Errorf("got %v, %v, %q", file, err, below(t, folder))
	}
}

// TestUploadAgain: a body that breaks off is requested again, and leaves nothing behind when it never comes.
func TestUploadAgain(t *testing.T) {
	cut := func() *stream.Response {
		return answer(200, "be", io.MultiReader(strings.NewReader("gin"), iotest.ErrReader(&stream.Error{Message: "broke off", FailureType: stream.TransientError})))
	}
	folder := t.TempDir()
	file, asked, err := upload(t, folder, cut(), cut(), answer(200, "whole", nil))
	if err != nil || len(asked) != 3 || file.Size != 5 {
		t.Errorf("got %+v, %v after %q", file, err, asked)
	}
	folder = t.TempDir()
	_, asked, err = upload(t, folder, cut(), cut(), cut(), cut(), cut())
	var told *stream.Error
	if !errors.As(err, &told) || told.FailureType != stream.TransientError || len(asked) != downloads || len(below(t, folder)) > 0 {
		t.Errorf("got %v after %q, with %q", err, asked, below(t, folder))
	}
}

// TestUploadStaysInside: links below the folder lead nowhere, and files of others stay as they are.
func TestUploadStaysInside(t *testing.T) {
	folder, outside := t.TempDir(), t.TempDir()
	if err := os.Symlink(outside, folder+"/files"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := upload(t, folder, answer(200, "x", nil)); err == nil || len(below(t, outside)) > 0 {
		t.Errorf("a link leads outside: %v, %q", err, below(t, outside))
	}
	folder = t.TempDir()
	victim := outside + "/victim"
	if err := errors.Join(os.WriteFile(victim, []byte("mine"), 0o600), os.Mkdir(folder+"/files", 0o700), os.Symlink(victim, folder+"/files/7.txt")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := upload(t, folder, answer(200, "x", nil)); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(victim); string(got) != "mine" {
		t.Errorf("a file outside was written: %q", got)
	}
}

// TestUploadToAFullDisk writes to a file that takes nothing.
func TestUploadToAFullDisk(t *testing.T) {
	err := cannotStage("/staging", &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC})
	var told *stream.Error
	if !errors.As(err, &told) || !strings.Contains(told.Message, "/staging: the disk is full") {
		t.Errorf("got %v", err)
	}
	folder := t.TempDir()
	if err := os.WriteFile(folder+"/files", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := upload(t, folder, answer(200, "x", nil)); !errors.As(err, &told) || !strings.Contains(told.Message, "cannot be stored in "+folder) {
		t.Errorf("got %v", err)
	}
}

// TestUploadOfABomb refuses a file that grows far beyond what was sent.
func TestUploadOfABomb(t *testing.T) {
	d := &download{r: bomb{}, n: maxFile}
	_, err := d.Read(make([]byte, 10))
	var told *stream.Error
	if !errors.As(err, &told) {
		t.Errorf("got %v", err)
	}
}

type bomb struct{}

func (bomb) Read(p []byte) (int, error) { return len(p), nil }

func (bomb) Inflation() int64 { return maxFileInflation + 1 }

func TestStagingDirectory(t *testing.T) {
	folder := t.TempDir()
	for variable, want := range map[string]string{folder: folder, folder + "/none": localStaging, "": localStaging} {
		t.Setenv(stagingVariable, variable)
		if got := stagingDirectory(); got != want {
			t.Errorf("%q: got %q, want %q", variable, got, want)
		}
	}
}

func TestUploadWithoutATarget(t *testing.T) {
	u := FileUploader{DownloadTargetExtractor: Dpath{Fixed("url")}}
	for data, want := range map[string]string{
		`{}`:                       "No download targets found",
		`{"url": ""}`:              "No download targets found",
		`{"url": []}`:              "No download targets found",
		`{"url": [["a"], "b"]}`:    "download_target is expected to be a str but was <class 'list'>: ['a']",
		`{"url": {"a": null}}`:     "download_target is expected to be a str but was <class 'dict'>: {'a': None}",
		`{"url": 5}`:               "download_target is expected to be a str but was <class 'int'>: 5",
		`{"url": ["first", "no"]}`: "",
	} {
		v, err := value.Parse([]byte(data))
		if err != nil {
			t.Fatal(err)
		}
		_, err = u.target(context.Background(), &stream.Record{Data: v})
		got := ""
		if err != nil {
			got = stream.TextOf(err)
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", data, got, want)
		}
	}
}
