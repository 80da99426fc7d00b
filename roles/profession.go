package roles

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

// Profession is what a person is by trade: a métier à rôle (TRE_R85), a
// regulated profession (TRE_G15, TRE_R94, TRE_R95, TRE_R291), or a function
// (TRE_R21, TRE_R96). The zero value is "not stated".
type Profession uint16

// Kind groups professions by the way they enter the RPPS. The zero value is
// "not stated".
type Kind uint8

const (
	// KindOrder: registered by a professional order.
	KindOrder Kind = iota + 1
	// KindARS: registered by the regional health agency.
	KindARS
	// KindRole: the métiers à rôle, and the ended codes of professions that
	// are now métiers à rôle.
	KindRole
	// KindStudent: the students and externs of TRE_R85.
	KindStudent
	// KindOther: functions, and activities out of care.
	KindOther
)

var kindNames = [...]string{"", "order", "ars", "role", "student", "other"}

// String returns the name of the kind, or "(not stated)".
func (k Kind) String() string { return enum.String(kindNames[:], k) }

// MarshalText returns the name, or the empty text when not stated.
func (k Kind) MarshalText() ([]byte, error) { return enum.Text(kindNames[:], k) }

// UnmarshalText is the inverse of MarshalText.
func (k *Kind) UnmarshalText(b []byte) error { return unmarshalName(k, kindNames[:], "kind", b) }

// fact is what is known of a profession beyond its list.
type fact struct {
	kind                   Kind
	evidence               rule.Evidence
	successor, counterpart Profession
	authority, source      string
}

var noFact fact

func (c Profession) entry() *entry { return professionTable.get(uint16(c)) }

func (c Profession) fact() *fact {
	if int(c) < len(professionAt) {
		if i := professionAt[c]; i != 0 {
			return &professionFacts[i-1]
		}
	}
	return &noFact
}

// List returns the list of the code.
func (c Profession) List() List { return c.entry().list }

// Kind returns the way in which the profession enters the RPPS. Ended codes
// have the kind of the profession they stood for.
func (c Profession) Kind() Kind { return c.fact().kind }

// OfStudents reports whether the code says that who has it is a student: the
// métiers of [KindStudent], and of the fonctions (TRE_R21) that of an intern, of a
// docteur junior, whom the definition of the code calls an intern of the third cycle,
// of a student who replaces and of one of the armed forces. Those who study the
// profession of the code itself are told by their category alone.
func (c Profession) OfStudents() bool {
	switch c {
	case FonctionInterne, FonctionDocteurJunior, FonctionEtudiantRemplacant, FonctionEtudiantMilitaire:
		return true
	}
	return c.Kind() == KindStudent
}

// OfOccupationalMedicine reports whether the code is the fonction (TRE_R21) of a médecin
// du travail, or of a médecin de prévention, as those of the State were called until the
// décret n° 2020-647: the code of the latter has ended, and may still stand in a file.
func (c Profession) OfOccupationalMedicine() bool {
	return c == FonctionMedecinDuTravail || c == FonctionMedecinDePrevention
}

// OutsideCare reports whether the code is the fonction (TRE_R21) of a praticien conseil,
// who examines for a fund what others treat: save in an emergency a doctor who does so
// may not treat the same person (CSP R. 4127-100). Inferred.
func (c Profession) OutsideCare() bool { return c == FonctionPraticienConseil }

// KindSource returns where [Profession.Kind] comes from, and how sure it is.
func (c Profession) KindSource() (rule.Evidence, string) {
	f := c.fact()
	return f.evidence, f.source
}

// InJ121 reports whether the code is in JDV_J121 (version [VersionJ121]), the
// métiers that the registration portal accepts. Being listed and being valid
// are two questions: see [Profession.At].
func (c Profession) InJ121() bool { return c.entry().sets&inJ121 != 0 }

// InJ106 reports whether the code is in JDV_J106, the professions of the
// directory.
func (c Profession) InJ106() bool { return c.entry().sets&inJ106 != 0 }

// InJ108 reports whether the code is in JDV_J108, the functions and métiers
// of the directory.
func (c Profession) InJ108() bool { return c.entry().sets&inJ108 != 0 }

// Successor returns the code that the ANS names for those who had this one:
// 328 for 318 and 323, whose definition also sends those who work at home to
// 371 or 372. ok is false for all other codes: that a label stands again under
// a newer code is [Profession.Counterpart].
func (c Profession) Successor() (p Profession, ok bool) {
	p = c.fact().successor
	return p, p != 0
}

// Counterpart returns, for an ended code, the TRE_R85 code with the same
// label: 313 for TRE_G15 35, 372 for TRE_R85 350. It is inferred from the
// labels; no published map says so. The counterpart may have ended too: it is
// 318 for TRE_R94 42.
func (c Profession) Counterpart() (p Profession, ok bool) {
	p = c.fact().counterpart
	return p, p != 0
}

// Offsets of the values of professions that are not the code itself.
const (
	secondOffset   = 1000 // a code that another list has too
	functionOffset = 2000 // FON-xx
	functionAU     = functionOffset + 100
)

// valueOf returns the value that a code has by its form, 0 for another form.
func valueOf(code string) uint {
	switch len(code) {
	case 2:
		a, b := uint(code[0]-'0'), uint(code[1]-'0')
		if a-1 <= 8 && b <= 9 {
			return a*10 + b
		}
	case 3:
		a, b, c := uint(code[0]-'0'), uint(code[1]-'0'), uint(code[2]-'0')
		if a-1 <= 8 && b <= 9 && c <= 9 {
			return a*100 + b*10 + c
		}
	case 6:
		if code[:4] != "FON-" {
			return 0
		}
		if a, b := uint(code[4]-'0'), uint(code[5]-'0'); a <= 9 && b <= 9 {
			return functionOffset + a*10 + b
		}
		if code[4:] == "AU" {
			return functionAU
		}
	}
	return 0
}

// ParseProfession reads an official code of any list of professions, to the
// letter: "313", "10", "FON-29". The one code that two lists share, 93, is the
// valid one, TRE_R95 Psychologue; see [ParseProfessionIn]. The error is a
// *[ParseError].
func ParseProfession(code string) (Profession, error) {
	if n := valueOf(code); n < uint(len(professionAt)) && professionAt[n] != 0 {
		return Profession(n), nil
	}
	return 0, unknown(0, code)
}

// ParseProfessionIn reads an official code of one list, to the letter. The
// error is a *[ParseError].
func ParseProfessionIn(list List, code string) (Profession, error) {
	if list != 0 {
		v := valueOf(code)
		for _, p := range [...]Profession{Profession(v), Profession(v + secondOffset)} {
			if e := p.entry(); e.list == list && e.code == code {
				return p, nil
			}
		}
	}
	return 0, unknown(list, code)
}

// parseProfessionText reads the text form: a code, or a code after its list.
func parseProfessionText(text string) (Profession, error) {
	if list, code, ok := strings.Cut(text, ":"); ok {
		l, ok := ListOf(list)
		if !ok || l.Key() != list {
			return 0, unknown(0, text)
		}
		return ParseProfessionIn(l, code)
	}
	return ParseProfession(text)
}

// searchOrder is the order in which lists answer for a label that several
// have.
var searchOrder = [...]List{ListR85, ListG15, ListR95, ListR94, ListR291, ListR96, ListR21}

// rank orders the professions that share a label: the members of JDV_J121 and
// JDV_J106, then the codes without an end, then the order of the lists.
func (c Profession) rank() int {
	e := c.entry()
	r := slices.Index(searchOrder[:], e.list)
	if e.until != 0 {
		r += len(searchOrder)
	}
	if e.sets&(inJ121|inJ106) == 0 {
		r += 2 * len(searchOrder)
	}
	return r
}

// FindProfession reads an official code, alone or after its list
// ("TRE_G15:93"), or any label in use: of the lists, of the value sets, former
// ones, those of the training slides, their feminine ("Aide-soignante") and both
// forms ("Aide-soignant(e)"); or two of them, one after the other ("313 -
// Aide-soignant", "Infirmier / Infirmière"), with the mark of both genders behind it
// or not ("Aide-soignant H/F"). Case, accents, punctuation and spacing do not matter.
//
// Where several codes have the label, the answer is the one in JDV_J121 or
// JDV_J106, then one without an end, then the first of TRE_R85, G15, R95, R94,
// R291, R96, R21. Where that leaves two, as for "Etudiants", the error has
// [ProblemAmbiguous] and [FindProfessions] lists them. The error is a
// *[ParseError].
func FindProfession(text string) (Profession, error) {
	if p, err := parseProfessionText(strings.TrimSpace(text)); err == nil {
		return p, nil
	}
	if m := professionTable.matches(text); len(m) == 1 {
		return Profession(m[0].value), nil
	}
	found := FindProfessions(text)
	switch {
	case len(found) == 0:
		return 0, unknown(0, strings.TrimSpace(text))
	case len(found) > 1 && found[0].rank() == found[1].rank():
		return 0, &ParseError{Problem: ProblemAmbiguous}
	}
	return found[0], nil
}

// FindProfessions returns every profession that text names, as
// [FindProfession] reads it, the best match first; none for a text that names
// none.
func FindProfessions(text string) []Profession {
	if trimmed := strings.TrimSpace(text); strings.Contains(trimmed, ":") {
		if p, err := parseProfessionText(trimmed); err == nil {
			return []Profession{p}
		}
	}
	var out []Profession
	for _, m := range professionTable.matches(text) {
		out = append(out, Profession(m.value))
	}
	slices.SortStableFunc(out, func(a, b Profession) int { return cmp.Compare(a.rank(), b.rank()) })
	return out
}
