package charset

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

const said = "naïve,€5\n"

func TestEncodings(t *testing.T) {
	for _, c := range []struct{ encoding, text, want string }{
		{"utf-8", said, said},
		{"UTF8", said, said},
		{" utf--8", "\xef\xbb\xbfa", "\ufeffa"},
		{"utf-8-sig", "\xef\xbb\xbf" + said, said},
		{"utf-8-sig", said, said},
		{"utf-8-sig", "\xef\xbb\xbf\xef\xbb\xbf", "\ufeff"},
		{"cp1252", "na\xefve,\x805\n", said},
		{"Windows-1252", "na\xefve,\x805\n", said},
		{"iso-8859-15", "na\xefve,\xa45\n", said},
		{"latin-1", "na\xefve\x80", "naïve\u0080"},
		{"ISO_8859-1:1987", "\xe9", "é"},
		{"iso8859-5", "\xb8", "И"},
		{"utf-16", "\xff\xfen\x00\xac\x20\x3d\xd8\x00\xde", "n€😀"},
		{"utf-16", "\xfe\xff\x00n\x20\xac", "n€"},
		{"utf-16-le", "\xff\xfen\x00", "\ufeffn"},
		{"UTF_16BE", "\x00n\x20\xac\xd8\x3d\xde\x00", "n€😀"},
		{"utf-32", "\xff\xfe\x00\x00n\x00\x00\x00\xac\x20\x00\x00", "n€"},
		{"utf-32-be", "\x00\x01\xf6\x00", "😀"},
		{"mac_roman", "na\x95ve,\xdb5\n", said},
		{"cp037", "\x95\x81\x57\xa5\x85\x6b\xf5\x25", "naïve,5\n"},
		{"ascii", "plain", "plain"},
		{"utf-16", "", ""},
	} {
		for _, r := range []io.Reader{strings.NewReader(c.text), iotest.OneByteReader(strings.NewReader(c.text)), iotest.DataErrReader(strings.NewReader(c.text))} {
			text, err := NewReader(r, c.encoding)
			if err != nil {
				t.Errorf("%s: %v", c.encoding, err)
				break
			}
			if got, err := io.ReadAll(text); err != nil || string(got) != c.want {
				t.Errorf("%s: got %q, %v", c.encoding, got, err)
			}
		}
	}
}

func TestBrokenText(t *testing.T) {
	for _, c := range []struct{ encoding, text, want string }{
		{"utf-8", "ab\xff", "0xff in position 2: invalid start byte"},
		{"utf-8", "a\xc3", "0xc3 in position 1: unexpected end of data"},
		{"utf-8", "a\xc3(", "0xc3 in position 1: invalid continuation byte"},
		{"utf-8", "\xed\xa0\x80", "0xed in position 0: invalid continuation byte"},
		{"utf-8", "\xc0\x80", "0xc0 in position 0: invalid start byte"},
		{"utf-8", "\xf4\x90\x80\x80", "0xf4 in position 0: invalid continuation byte"},
		{"utf-8", "a\x80", "0x80 in position 1: invalid start byte"},
		{"utf-8-sig", "\xef\xbb\xbf\xff", "0xff in position 3: invalid start byte"},
		{"ascii", "a\xe9", "0xe9 in position 1: ordinal not in range(128)"},
		{"cp1252", "a\x81", "0x81 in position 1: character maps to <undefined>"},
		{"utf-16", "a\x00b\x00", "0x61 in position 0: the text does not start with a byte order mark"},
		{"utf-16", "\xff", "0xff in position 0: truncated data"},
		{"utf-16-le", "a\x00b", "0x62 in position 2: truncated data"},
		{"utf-16-le", "\x00\xdca\x00", "0x00 in position 0: illegal encoding"},
		{"utf-16-le", "\x00\xd8a\x00", "0x00 in position 0: illegal UTF-16 surrogate"},
		{"utf-16-le", "\x00\xd8", "0x00 in position 0: truncated data"},
		{"utf-32-le", "\x00\xd8\x00\x00", "0x00 in position 0: code point in surrogate code point range"},
		{"utf-32-le", "\x00\x00\x11\x00", "0x00 in position 0: code point not in range(0x110000)"},
	} {
		text, err := NewReader(iotest.OneByteReader(strings.NewReader(c.text)), c.encoding)
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.ReadAll(text)
		var wrong *Error
		if !errors.As(err, &wrong) || !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%s %q: %v", c.encoding, c.text, err)
		}
	}
}

// The error of what is read is the reader's, and the place of a fault is that in the whole text.
func TestErrorsOfTheSource(t *testing.T) {
	broken := errors.New("broken")
	text, _ := NewReader(io.MultiReader(strings.NewReader("whole"), iotest.ErrReader(broken)), "utf-8")
	if got, err := io.ReadAll(text); string(got) != "whole" || err != broken {
		t.Errorf("%q, %v", got, err)
	}
	text, _ = NewReader(strings.NewReader(strings.Repeat("é", 2*chunk)+"\xff"), "utf-8")
	_, err := io.ReadAll(text)
	var wrong *Error
	if !errors.As(err, &wrong) || wrong.Offset != 4*chunk {
		t.Error(err)
	}
}

func TestNames(t *testing.T) {
	for _, name := range []string{"utf-8", "L1", "ibm437", "csISOLatin2", "KOI8-R", "iso646.1991-irv", "windows 1250"} {
		want := name != "iso646.1991-irv"
		if Known(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
	for _, name := range []string{"", "utf-9", "gbk"} {
		if _, err := NewReader(strings.NewReader(""), name); Known(name) || err == nil {
			t.Errorf("%q is known", name)
		}
	}
	for _, table := range tables {
		if n := len([]rune(table.high)); n != 128 && n != 256 {
			t.Errorf("%s has %d characters", table.name, n)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, e := range []string{"utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"} {
		f.Add(e, []byte("\xff\xfena\xefve"))
	}
	f.Fuzz(func(t *testing.T, encoding string, in []byte) {
		whole, err := NewReader(strings.NewReader(string(in)), encoding)
		if err != nil {
			return
		}
		pieces, _ := NewReader(iotest.OneByteReader(strings.NewReader(string(in))), encoding)
		want, err1 := io.ReadAll(whole)
		got, err2 := io.ReadAll(pieces)
		if (err1 == nil) != (err2 == nil) || err1 == nil && string(got) != string(want) {
			t.Errorf("%q, %v; %q, %v", want, err1, got, err2)
		}
		if err1 == nil && strings.ToValidUTF8(string(want), "") != string(want) {
			t.Errorf("%q is not UTF-8", want)
		}
	})
}
