package record

import (
	"strings"
	"sync"
	"unicode"
)

// transliterate writes a key in ASCII, as far as the words of a key go by it:
// what is neither letter nor digit becomes a hyphen. Latin, Greek and Cyrillic
// letters are known. The letters of other scripts stay as they are, where the
// reference, with tables for all of Unicode, makes Latin ones of them.
func transliterate(key string) string {
	if isASCII(key) {
		return key
	}
	var b strings.Builder
	for _, c := range key {
		switch {
		case c <= unicode.MaxASCII:
			b.WriteRune(c)
		case spelling(c) != "":
			b.WriteString(strings.Trim(spelling(c), nothing))
		case 0xff01 <= c && c <= 0xff5e: // ASCII as wide as Chinese
			b.WriteRune(c - 0xfee0)
		case unicode.IsMark(c), unicode.IsControl(c), unicode.Is(unicode.Cf, c):
		case unicode.IsLetter(c), unicode.IsDigit(c):
			b.WriteRune(c)
		default:
			b.WriteByte('-')
		}
	}
	return b.String()
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] > unicode.MaxASCII {
			return false
		}
	}
	return true
}

// nothing is the spelling of a character that disappears.
const nothing = "_"

// spelling is how a letter of a known script is written; "" for others.
func spelling(c rune) string {
	for _, t := range spellings() {
		if i := int(c - t.first); c >= t.first && i < len(t.of) {
			return t.of[i]
		}
	}
	return ""
}

type spellingTable struct {
	first rune
	of    []string
}

var spellings = sync.OnceValue(func() []spellingTable {
	return []spellingTable{
		{0xa0, strings.Fields(latin)},
		{0x370, strings.Fields(greek)},
		{0x400, strings.Fields(cyrillic)},
		{0x1e00, strings.Fields(latinAdditional)},
	}
})

// The spellings from the first character of each block on. A hyphen stands for
// what parts words.
const (
	latin = `
- - c GBP - Y - S - -C- a - - _ -R- - deg - 2 3 - u P - - 1 o - 1-4 1-2 3-4 - A A A A A A Ae C E E E
E I I I I D N O O O O O - O U U U U Y Th ss a a a a a a ae c e e e e i i i i d n o o o o o - o u u u
u y th y A a A a A a C c C c C c C c D d D d E e E e E e E e E e G g G g G g G g H h H h I i I i I i
I i I i IJ ij J j K k q L l L l L l L l L l N n N n N n -n Ng ng O o O o O o Oe oe R r R r R r S s S
s S s S s T t T t T t U u U u U u U u U u U u W w Y y Y Z z Z z Z z s b B B b 6 6 O C c D D D d z E
E E F f G G hw I I K k l l W N n O O o Gh gh P p R 2 2 Sh sh t T t T U u U V Y y Z z Zh - - zh dz 5
5 ts w c x qc q DZ Dz dz LJ Lj lj NJ Nj nj A a I i O o U u U u U u U u U u e A a A a Ae ae G g G g K
k O o O o Zh zh j DZ Dz dz G g Hw W N n A a Ae ae O o A a A a E e E e I i I i O o O o R r R r U u U
u S s T t Y y H h N d Ou ou Z z A a E e O o O o O o O o Y y l n t j db qp A C c L T s z - - B U A E
e J j Q q R r Y y`
	greek = `
H h S s - - W w _ _ i s s- s- - J _ _ _ _ - - A - E I I _ O _ Y O i A V G D E Z I Th I K L M N X O P
R _ S T Y F Ch Ps O I Y a e i i y a v g d e z i th i k l m n x o p r s s t y f ch ps o i y o y o - b
th Y Y Y ph p - Q q St st W w Q q S s Sh sh F f X x H h J j C c Ti ti k r s j Th e e Sh sh S S s r-
S S- S-`
	cyrillic = `
E E Dj G Ie Dz I I J Lj Nj C K I U Dzh A B V G D E Zh Z I Y K L M N O P R S T U F Kh Ts Ch Sh Shch -
Y - E Yu Ya a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya e e dj g ie dz
i i j lj nj c k i u dzh O o E e Ie ie E e Ie ie O o Io io Ks ks Ps ps F f Y y Y y U u O o O o Ot ot
Q q 1000 - _ _ _ - 100000 1000000 Jh jh - - Rh rh G g Gh gh Gh gh J j Z z Q q G g Q q Q q Ng ng Ng
ng Ph ph W w S s Th th U u U u H h Ts ts J j C c H h Ch ch Ch ch H Gi gi Q q Lh lh Ng ng Nh nh Dzh
dzh Mh mh h A a A a Ae ae E e A a E e Dzh dzh J j Dz dz I i I i O o O o Y y A a U u U u U u Tsh tsh
Gh gh Y y Xh xh X x H h D d Dj dj Zj zj Dz dz Lj lj Nj nj Sj sj Tj tj A a L l Lkh lkh Rkh rkh A a Q
q W w Q q L l N n Ph ph - - Ny ny Dzh dzh Dch dch L l`
	latinAdditional = `
A a B b B b B b C c D d D d D d D d D d E e E e E e E e E e F f G g H h H h H h H h H h I i I i K k
K k K k L l L l L l L l M m M m M m N n N n N n N n O o O o O o O o P p P p R r R r R r R r S s S s
S s S s S s T t T t T t T t U u U u U u U u U u V v V v W w W w W w W w W w X x X x Y y Z z Z z Z z
h t w y a- s s- s- Ss d A a A a A a A a A a A a A a A a A a A a A a A a E e E e E e E e E e E e E e
E e I i I i O o O o O o O o O o O o O o O o O o O o O o O o U u U u U u U u U u U u U u Y y Y y Y y
Y y Ll ll V v Y y`
)
