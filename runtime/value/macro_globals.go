package value

// GlobalDict is dict(): from a mapping or pairs, and keyword arguments.
func GlobalDict(args []Value, kw []Keyword) Value {
	if f, bad := failedCall(args, kw); bad {
		return f
	}
	d := newDict(len(kw))
	return fillDict(d, "dict", args, kw).Else(Value{ref: d})
}

func failedCall(args []Value, kw []Keyword) (Value, bool) {
	if f, bad := failed(args...); bad {
		return f, true
	}
	for _, k := range kw {
		if k.Value.Failed() {
			return k.Value, true
		}
	}
	return Value{}, false
}

// A namespace keeps what templates set in loops beyond the loop.
type namespace struct {
	attrs *dict
}

// GlobalNamespace is namespace(), which takes what dict() takes.
func GlobalNamespace(args []Value, kw []Keyword) Value {
	d := GlobalDict(args, kw)
	if d.Failed() {
		return d
	}
	return ObjectValue(&namespace{attrs: d.ref.(*dict)})
}

// NamespaceSet is {% set ns.name = v %}. It gives a failure, or undefined.
func NamespaceSet(ns Value, name string, v Value) Value {
	if f, bad := failed(ns, v); bad {
		return f
	}
	n, ok := ns.ref.(*namespace)
	if !ok {
		return Fail(TemplateRuntimeError, "setting an attribute of %s, which is no namespace", typeName(ns))
	}
	n.attrs.set(Str(name), v)
	return Value{}
}

// Attr is what was set.
func (n *namespace) Attr(name string) (Value, bool) { return n.attrs.getText(name) }

// Mapping has nothing: a namespace has attributes only.
func (n *namespace) Mapping() Value { return SetOf() }

// Truth is that of any object.
func (n *namespace) Truth() bool { return true }

// Repr shows what was set.
func (n *namespace) Repr() string { return "<Namespace " + Value{ref: n.attrs}.Repr() + ">" }

// TypeName is the name in Python's messages.
func (n *namespace) TypeName() string { return "Namespace" }

// A cycler goes around its items.
type cycler struct {
	items []Value
	at    int
}

// GlobalCycler is cycler(): next() gives one item after the other, again and again.
func GlobalCycler(args []Value, kw []Keyword) Value {
	if f, bad := failedCall(args, kw); bad {
		return f
	}
	if len(kw) > 0 {
		return Fail(TypeError, "cycler() takes no keyword arguments")
	}
	if len(args) == 0 {
		return Fail("RuntimeError", "cycler() needs one item at least")
	}
	return ObjectValue(&cycler{items: args})
}

// Attr is current, next and reset.
func (c *cycler) Attr(name string) (Value, bool) {
	none := builtin{}
	switch name {
	case "current":
		return c.items[c.at], true
	case "next":
		none.call = func(Value, []Value) Value {
			v := c.items[c.at]
			c.at = (c.at + 1) % len(c.items)
			return v
		}
	case "reset":
		none.call = func(Value, []Value) Value { c.at = 0; return Null }
	default:
		return Value{}, false
	}
	return FuncOf(name, func(args []Value, kw []Keyword) Value { return none.invoke(name, Value{}, args, kw) }), true
}

// Mapping has nothing.
func (c *cycler) Mapping() Value { return SetOf() }

// Truth is that of any object.
func (c *cycler) Truth() bool { return true }

// Repr is the object's name.
func (c *cycler) Repr() string { return "<jinja2.utils.Cycler object>" }

// TypeName is the name in Python's messages.
func (c *cycler) TypeName() string { return "Cycler" }

// GlobalJoiner is joiner(): empty at its first call, the separator afterwards.
func GlobalJoiner(sep Value) Value {
	if sep.Failed() {
		return sep
	}
	if omitted(sep) {
		sep = Str(", ")
	}
	used := false
	b := builtin{call: func(Value, []Value) Value {
		if used {
			return sep
		}
		used = true
		return Str("")
	}}
	return FuncOf("joiner", func(args []Value, kw []Keyword) Value { return b.invoke("joiner", Value{}, args, kw) })
}
