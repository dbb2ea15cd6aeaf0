package config

import (
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestTemplatesAreEvaluatedOnce(t *testing.T) {
	calls := 0
	count := func(cfg Config) value.Value {
		calls++
		return cfg.Item("n").Add(value.Int(1))
	}
	cfg := New(load(t, `{"n":41}`))
	once, each := Text("{{ config.n + 1 }}", cfg, count), Clock("{{ config.n + 1 }}", cfg, count)
	for range 3 {
		if v, err := once.Text(); err != nil || !value.Same(v, value.Int(42)) {
			t.Errorf("got %s, %v", v.Repr(), err)
		}
	}
	if calls != 1 {
		t.Errorf("%d evaluations", calls)
	}
	for range 3 {
		if _, err := each.Text(); err != nil {
			t.Error(err)
		}
	}
	if calls != 4 {
		t.Errorf("%d evaluations with the clock's", calls)
	}
}

func TestFixedTextsAreLiterals(t *testing.T) {
	if v, err := Fixed("10").Text(); err != nil || !value.Same(v, value.Int(10)) {
		t.Errorf("got %s, %v", v.Repr(), err)
	}
	if !(Template{}).IsZero() || Fixed("x").IsZero() || Fixed("x").Source() != "x" {
		t.Error("an absent template is not told from a present one")
	}
}

func TestConfigReads(t *testing.T) {
	cfg := New(load(t, `{"items":[1,2],"a":{"b":"c"}}`))
	for name, got := range map[string]value.Value{
		"item":   cfg.Item("a").Item("b"),
		"attr":   cfg.Attr("a").Attr("b"),
		"index":  cfg.Index(value.Str("a")).Index(value.Str("b")),
		"method": cfg.Call("get", value.Str("a")).Call("get", value.Str("b")),
		"whole":  cfg.Value().Item("a").Item("b"),
	} {
		if !value.Same(got, value.Str("c")) {
			t.Errorf("%s: got %s", name, got.Repr())
		}
	}
}
