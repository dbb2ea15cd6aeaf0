package jinja

// A load says where a variable has its value from when its frame is entered.
type load uint8

const (
	loadResolve   load = iota // from the context: it is free
	loadAlias                 // from the variable of an outer frame
	loadUndefined             // from nowhere: it is assigned later
	loadParam                 // from what opens the frame: a loop, a macro, with
)

// A variable is a name in a frame.
type variable struct {
	name  string
	load  load
	alias *variable // for loadAlias
	store bool      // the frame assigns it
}

// A frame is a scope of names, as Jinja's compiler keeps them: a template, the
// body of a loop, a macro. An if opens none.
//
// Which names are free is not what a reader would guess, and it decides
// whether a template runs at all; so the rules are followed exactly. Names
// that one branch of an if assigns are looked up in the context by the others,
// and what a loop assigns is gone behind it.
type frame struct {
	parent *frame
	vars   map[string]*variable
	order  []string
}

func newFrame(parent *frame) *frame {
	return &frame{parent: parent, vars: map[string]*variable{}}
}

// find is the variable that a name means.
func (f *frame) find(name string) *variable {
	for ; f != nil; f = f.parent {
		if v := f.vars[name]; v != nil {
			return v
		}
	}
	return nil
}

func (f *frame) define(name string, l load) *variable {
	if f.vars[name] == nil {
		f.order = append(f.order, name)
	}
	v := &variable{name: name, load: l}
	f.vars[name] = v
	return v
}

// reads notes that a name is read.
func (f *frame) reads(name string) {
	if f.find(name) == nil {
		f.define(name, loadResolve)
	}
}

// writes notes that a name is assigned.
func (f *frame) writes(name string) {
	v := f.vars[name]
	if v == nil {
		v = f.define(name, loadUndefined)
		if outer := f.parent.find(name); outer != nil {
			v.load, v.alias = loadAlias, outer
		}
	}
	v.store = true
}

// param notes that what opens the frame assigns the name.
func (f *frame) param(name string) *variable {
	v := f.define(name, loadParam)
	v.store = true
	return v
}

// branches analyses the branches of an if, each as if it followed what stands before the if.
func (f *frame) branches(bodies ...func(*frame)) {
	before := f.snapshot()
	stored := map[string]bool{}
	var joined []*frame
	for _, body := range bodies {
		branch := before.snapshot()
		body(branch)
		for name, v := range branch.vars {
			if v.store && (before.vars[name] == nil || !before.vars[name].store) {
				stored[name] = true
			}
		}
		joined = append(joined, branch)
	}
	for _, branch := range joined {
		f.join(branch)
	}
	for _, name := range f.order {
		if !stored[name] {
			continue
		}
		v := f.vars[name]
		v.load, v.alias = loadResolve, nil
		if outer := f.parent.find(name); outer != nil {
			v.load, v.alias = loadAlias, outer
		}
	}
}

// snapshot is a copy that can be changed without changing f.
func (f *frame) snapshot() *frame {
	c := &frame{parent: f.parent, vars: map[string]*variable{}, order: append([]string(nil), f.order...)}
	for name, v := range f.vars {
		copied := *v
		c.vars[name] = &copied
	}
	return c
}

// join takes over what a branch has found. Variables keep their identity.
func (f *frame) join(branch *frame) {
	for _, name := range branch.order {
		found := branch.vars[name]
		v := f.vars[name]
		if v == nil {
			v = f.define(name, found.load)
		}
		v.load, v.alias = found.load, found.alias
		v.store = v.store || found.store
	}
}
