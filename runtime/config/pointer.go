package config

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// splitPointer takes a JSON pointer apart, whose segments may also be escaped as parts of a URL.
func splitPointer(pointer string) []string {
	pointer = strings.TrimPrefix(pointer, "/")
	if pointer == "" {
		return nil
	}
	segments := strings.Split(pointer, "/")
	for i, segment := range segments {
		if plain, err := url.PathUnescape(segment); err == nil {
			segment = plain
		}
		segments[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(segment)
	}
	return segments
}

// follow finds what a pointer leads to; false when there is nothing.
func follow(v value.Value, segments []string) (value.Value, bool) {
	for _, segment := range segments {
		switch v.Kind() {
		case value.KindDict:
			member, ok := v.Get(segment)
			if !ok {
				return value.Value{}, false
			}
			v = member
		case value.KindList:
			i, err := strconv.Atoi(segment)
			if err != nil || i < 0 || i >= v.Len() {
				return value.Value{}, false
			}
			v = v.At(i)
		default:
			return value.Value{}, false
		}
	}
	return v, true
}

// order is where the segments of a pointer stand among their siblings, so that
// errors can be sorted as the reference finds them.
func order(v value.Value, segments []string) []int {
	places := make([]int, 0, len(segments))
	for _, segment := range segments {
		place := 0
		for key := range v.All() {
			if v.Kind() == value.KindDict && key.String() == segment {
				break
			}
			place++
		}
		if i, err := strconv.Atoi(segment); err == nil && v.Kind() == value.KindList {
			place = i
		}
		places = append(places, place)
		v, _ = follow(v, []string{segment})
	}
	return places
}
