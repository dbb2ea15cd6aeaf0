package record

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
	"unicode"
)

const (
	maxName = 255  // bytes of a name that common file systems take
	maxPath = 1024 // bytes of a path that leaves room for the folder that it is in
	maxDeep = 32   // folders of a path
)

// stagedPath is where the file of a record is below the folder for files: the
// stream, and what the record calls it. Both may come from an API. A name that
// leaves the folder, or that no file system takes, is changed, and gets a part
// that keeps it apart from the names that would become the same.
func stagedPath(stream, name string) string {
	folder := cleaned(stream, "stream")
	file := cleaned(name, "")
	if file == "" {
		file = uuid()
	}
	return folder + "/" + file
}

// cleaned is a relative path of names that are safe, without those that mean
// nothing; instead is what becomes of a path without any.
func cleaned(text, instead string) string {
	var names []string
	changed := false
	for _, part := range strings.Split(text, "/") {
		if part == "" || part == "." {
			continue
		}
		safe := safeName(part)
		changed = changed || safe != part
		names = append(names, safe)
	}
	if len(names) == 0 {
		return instead
	}
	joined := strings.Join(names, "/")
	if len(names) > maxDeep || len(joined) > maxPath {
		joined, changed = names[len(names)-1], true
	}
	if changed {
		joined = path.Join(path.Dir(joined), distinct(path.Base(joined), text))
	}
	return joined
}

// safeName is one name of a path without what could lead elsewhere, here or on
// the computer that takes the file over.
func safeName(name string) string {
	if name == ".." {
		return "_"
	}
	return strings.Map(func(r rune) rune {
		if r == '\\' || r == unicode.ReplacementChar || unicode.IsControl(r) {
			return '_'
		}
		return r
	}, shortened(name, maxName))
}

// distinct is a name with a part that only this text gives, before its ending.
func distinct(name, text string) string {
	sum := sha256.Sum256([]byte(text))
	mark := "-" + hex.EncodeToString(sum[:6])
	ending := path.Ext(name)
	if len(ending) > 32 || ending == name {
		ending = ""
	}
	return shortened(strings.TrimSuffix(name, ending), maxName-len(mark)-len(ending)) + mark + ending
}

// shortened is at most n bytes of a text, whole characters only; its ending is kept where it is short.
func shortened(text string, n int) string {
	if len(text) <= n {
		return text
	}
	ending := path.Ext(text)
	if len(ending) > 32 {
		ending = ""
	}
	return strings.ToValidUTF8(text[:n-len(ending)], "") + ending
}

// uuid is a random name in the form that the reference gives it.
func uuid() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
