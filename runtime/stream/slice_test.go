package stream

import (
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestSliceIsADictOfItsParts(t *testing.T) {
	s := NewSlice(
		value.DictOf(value.Str("pid"), value.Int(8)),
		value.DictOf(value.Str("start"), value.Str("2024")),
		value.DictOf(value.Str("o.k"), value.Str("extra")),
	)
	v := s.Value()
	tests := map[string]struct{ got, want value.Value }{
		"item of the partition": {v.Item("pid"), value.Int(8)},
		"attribute":             {v.Attr("start"), value.Str("2024")},
		"extra field":           {v.Attr("extra_fields").Item("o.k"), value.Str("extra")},
		"part":                  {v.Attr("cursor_slice").Item("start"), value.Str("2024")},
		"extra as a name":       {RequestScope{StreamSlice: v}.Extra("o.k"), value.Str("extra")},
		"printed":               {value.Str(v.String()), value.Str("{'pid': 8, 'start': '2024'}")},
	}
	for name, tt := range tests {
		if !value.Same(tt.got, tt.want) {
			t.Errorf("%s: got %s, want %s", name, tt.got.Repr(), tt.want.Repr())
		}
	}
	if !v.Truthy() {
		t.Error("a slice with parts is not true")
	}
	if NewSlice(value.Value{}, value.Value{}, value.Value{}).Value().Truthy() {
		t.Error("an empty slice is true")
	}
}
