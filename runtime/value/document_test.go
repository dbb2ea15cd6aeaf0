package value

import "testing"

func TestDocumentsEvaluateTheirTemplates(t *testing.T) {
	type scope struct{ name Value }
	name := Template[scope]{Source: "{{ name }}", Eval: func(s scope) Value { return s.name }}
	fixed := func(text string) Template[scope] { return Template[scope]{Source: text} }
	d := Entries(
		Member("name", Leaf(name)),
		Member("plain", Leaf(fixed("007"))),
		Member("list", Array(Scalar(fixed("1")), Scalar(fixed("True")), Scalar(fixed("None")), Array[scope](), Entries[scope]())),
	)
	got, err := d.Eval(scope{Str("a")})
	if want := `{"name":"a","plain":"007","list":[1,true,null,[],{}]}`; err != nil || string(got.AppendJSON(nil)) != want {
		t.Errorf("got %s, %v; want %s", got.AppendJSON(nil), err, want)
	}
	if got, err := d.Eval(scope{}); err != nil || got.Item("name").Kind() != KindNone {
		t.Errorf("a template that gives nothing became %s, %v", got.Repr(), err)
	}
	if _, err := d.Eval(scope{Fail(ValueError, "no")}); err == nil {
		t.Error("a template that fails does not fail the document")
	}
	if d.IsZero() || !(Document[scope]{}).IsZero() {
		t.Error("a document that is not there is not told from one that is")
	}
}
