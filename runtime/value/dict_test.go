package value

import (
	"fmt"
	"testing"
)

func TestDictKeys(t *testing.T) {
	d := DictOf(Int(1), Str("int"), Str("1"), Str("text"), Null, Str("none"))
	d.SetKey(True, Str("bool"))
	d.SetKey(Float(1), Str("float"))
	d.SetKey(TupleOf(Int(1), Str("a")), Str("tuple"))
	if d.SetKey(ListOf(), Null) {
		t.Error("a list became a key")
	}
	if got := d.Repr(); got != "{1: 'float', '1': 'text', None: 'none', (1, 'a'): 'tuple'}" {
		t.Error(got)
	}
	if got := DictOf(ListOf(), Null); !got.failureClass(TypeError) {
		t.Errorf("a list became a key: %s", got.Repr())
	}
}

func TestDictGrowsAndShrinks(t *testing.T) {
	d := DictOf()
	for i := range 1000 {
		d.Set(fmt.Sprint("key", i%500), Int(int64(i)))
	}
	if d.Len() != 500 {
		t.Fatalf("%d keys", d.Len())
	}
	for i := range 500 {
		if i%3 > 0 && !d.Delete(fmt.Sprint("key", i)) {
			t.Errorf("key%d is gone", i)
		}
	}
	last := -1
	for key, v := range d.All() {
		n, _ := v.AsInt()
		if got, ok := d.Get(key.String()); int(n) <= last || !ok || !Same(got, v) || (n-500)%3 != 0 {
			t.Errorf("%s: %d", key, n)
		}
		last = int(n)
	}
	if d.Len() != 167 {
		t.Errorf("%d keys are left", d.Len())
	}
}

func TestElements(t *testing.T) {
	for _, c := range []struct {
		v    Value
		want string
	}{
		{DictOf(Str("a"), Int(1), Int(2), Null), "['a', 2]"}, {Str("aé\xed\xa0\x80"), `['a', 'é', '\ud800']`}, {BytesOf("a"), "[97]"}, {TupleOf(Int(1)), "[1]"}, {SetOf(Int(1)), "[1]"},
		{Raw([]byte(`[1,{"a":2}]`)), "[1, {'a': 2}]"}, {Raw([]byte(`{"a":2}`)), "['a']"}, {Value{}, "[]"}, {DictOf().Item("x"), "[]"}, {Int(5), TypeError}, {Null, TypeError},
		{Fail(KeyError, "x"), KeyError},
	} {
		items, failure := collect(c.v)
		if got := result(failure.Else(ListOf(items...))); got != c.want {
			t.Errorf("%s: %s, not %s", c.v.Repr(), got, c.want)
		}
	}
}

func TestLists(t *testing.T) {
	v := ListOf(Int(1), Int(2))
	w := v
	w.Append(Int(3))
	if !v.SetAt(0, Str("x")) || v.SetAt(9, Null) || v.Repr() != "['x', 2, 3]" || v.Len() != 3 {
		t.Error(v.Repr())
	}
	count := Int(5)
	if count.Append(Null) || count.SetAt(0, Null) || count.Delete("a") || count.Len() != 0 {
		t.Error("a number is a list")
	}
	if got := Str("aé😀").Len(); got != 3 {
		t.Errorf("%d characters", got)
	}
}
