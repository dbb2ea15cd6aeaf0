package value

import "testing"

func TestPercent(t *testing.T) {
	for _, c := range []struct{ format, args, want string }{
		{"%s and %r", "('a', 'b')", "\"a and 'b'\""}, {"%s", "[1, 2]", "'[1, 2]'"}, {"%d%%", "5", "'5%'"}, {"%5.2f|%-6s|%06d", "(3.14159, 'é', -42)", "' 3.14|é     |-00042'"},
		{"%(a)s %(b)03d", "{'a': None, 'b': 7}", "'None 007'"}, {"%x %X %#x %o %#o", "(255, 255, -255, 8, 8)", "'ff FF -0xff 10 0o10'"}, {"%d", "3.99", "'3'"},
		{"%i", "99999999999999999999", "'99999999999999999999'"}, {"%e", "12345.678", "'1.234568e+04'"}, {"%g", "0.00001234", "'1.234e-05'"}, {"%G", "1e20", "'1E+20'"},
		{"%+d % d", "(5, 5)", "'+5  5'"}, {"%c%c", "(65, 'é')", "'Aé'"}, {"%a", "'é'", `"'\\xe9'"`}, {"%*d|%-*d|", "(4, 7, 3, 8)", "'   7|8  |'"}, {"%.2s", "'abc'", "'ab'"},
		{"%f", "1e400", "'inf'"}, {"%F", "-1e400", "'-INF'"}, {"no marks", "{'a': 1}", "'no marks'"}, {"no marks", "()", "'no marks'"}, {"%ld", "5", "'5'"},
		{"%s", "()", TypeError}, {"%s %s", "5", TypeError}, {"%s", "(1, 2)", TypeError}, {"plain", "5", TypeError}, {"%d", "'5'", TypeError}, {"%x", "1.5", TypeError},
		{"%f", "'x'", TypeError}, {"%c", "'ab'", TypeError}, {"%c", "-1", OverflowError}, {"%(a)s", "5", TypeError}, {"%(a)s", "{}", KeyError}, {"%(a", "{}", ValueError},
		{"%y", "5", ValueError}, {"%", "5", ValueError}, {"%5%", "5", ValueError}, {"%d", "1e400", OverflowError},
	} {
		if got := result(Str(c.format).Mod(Literal(c.args))); got != c.want {
			t.Errorf("%q %% %s: %s, not %s", c.format, c.args, got, c.want)
		}
	}
	if got := result(Str("%s").Mod(Fail(KeyError, "x"))); got != KeyError {
		t.Error(got)
	}
}
