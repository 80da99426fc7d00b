package regsample

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	reg "github.com/rppsplus/rppsplus/rpps/registration"
)

var (
	families = []string{
		"Martin", "BERNARD", "Petit-Durand", "d'Alembert", "Lefèvre", "N'Diaye", "de La Tour", "Œuvrard",
		"LE GOFF", "Garçon", "Hébert", "Nguyen", "Da Silva", "Benoît", "Müller", "L'Haÿ", "Castagno-Roux",
		"Çelik", "Noël", "Lætitien", "Fontaine", "Roussel", "Vidal", "PICARD", "Saint-Ÿves", "Ô", "Ba",
	}
	femaleNames = []string{"Marie", "Jeanne-Françoise", "Chloé", "Zoë", "Anaïs", "INÈS", "Léa", "Agnès", "Marie-Thérèse", "Hélène", "Lætitia"}
	maleNames   = []string{"Jean", "Jean-Baptiste", "François", "Loïc", "Gaël", "ÉTIENNE", "Benoît", "Rémi", "Paul", "Pierre-Yves", "Joël"}

	// INSEE codes of communes: the mainland, the communes of department 01 to
	// 09 with their leading zero, Corsica, overseas departments and
	// collectivities.
	communes = []string{
		"75056", "75112", "13055", "69123", "69383", "31555", "59350", "35238", "01053", "06088", "09122", "90010", "95127",
		"2A004", "2B033", "2a247", "2B096",
		"97105", "97209", "97302", "97411", "97608", "97502", "97701", "97801", "98735", "98818", "98613",
	}
	abroad = []struct{ code, town string }{
		{"99109", "Berlin"},
		{"99127", "Reggio nell'Emilia"},
		{"99131", "Liège"},
		{"99134", "San Sebastián"},
		{"99139", "Porto"},
		{"99341", "Saint-Louis"},
		{"99350", "Fès"},
		{"99351", "Tunis"},
		{"99352", "Tizi Ouzou"},
		{"99404", "New York"},
		{"99243", "Hô Chi Minh-Ville"},
	}

	sirens   = []string{"000997015", "000997023", "000997031"}
	finesses = []string{"990000010", "990000028", "990000036", "990000044"}
)

// tradesOf returns the métiers of the portal in force on a day, students set
// apart.
func tradesOf(at civil.Date) []roles.Profession {
	var out []roles.Profession
	for p := range roles.Professions() {
		if p.InJ121() && p.Kind() != roles.KindStudent && p.At(at) == roles.StatusValid {
			out = append(out, p)
		}
	}
	return out
}

// Valid returns a registration that nothing refuses on a day, under the default
// policy and without establishments. It may deserve warnings: a role younger
// than the start, an end that is past, a birth abroad with no nationality.
//
// The codes are those in force on the day, which should not be before 2024:
// not all the roles existed.
func Valid(rng *rand.Rand, at civil.Date) Row {
	var r Row
	trade := pick(rng, tradesOf(at))

	// The person.
	sex := pick(rng, []string{"F", "M", "I"})
	given := femaleNames
	if sex == "M" {
		given = maleNames
	}
	r[reg.FieldBirthName] = pick(rng, families)
	var firsts []string
	for range 1 + rng.IntN(3) {
		firsts = append(firsts, pick(rng, given))
	}
	r[reg.FieldFirstNames] = strings.Join(firsts, " ")
	r[reg.FieldSex] = sex

	start := at.AddDays(rng.IntN(1200) - 1140)
	birth := start.AddYears(-18 - rng.IntN(48)).AddDays(-rng.IntN(365))
	r[reg.FieldBirthDate] = date(rng, birth)
	foreign := chance(rng, 5)
	if foreign {
		b := pick(rng, abroad)
		r[reg.FieldBirthPlace], r[reg.FieldBirthTown] = b.code, b.town
	} else {
		r[reg.FieldBirthPlace] = pick(rng, communes)
	}

	number := ""
	if chance(rng, 3) {
		number = Number(rng)
		r[reg.FieldNumber] = spaced(rng, number, 3)
	}
	switch {
	case chance(rng, 12):
		r[reg.FieldFrenchNationality] = pick(rng, []string{"non", "no", "Non"})
		r[reg.FieldIdentifier] = identifier(rng, number)
	case chance(rng, 3):
		r[reg.FieldFrenchNationality] = pick(rng, []string{"oui", "yes", "OUI"})
	}

	r[reg.FieldEmail] = fmt.Sprintf("personne%d.essai@example.org", rng.IntN(10000))
	r[reg.FieldPhone] = phone(rng)
	if chance(rng, 4) {
		r[reg.FieldUsageName] = pick(rng, []string{"Dupont", "Lefèvre-Martin", "d'Estienne"})
	}
	if chance(rng, 4) {
		r[reg.FieldExerciseName], r[reg.FieldExerciseFirstName] = "Dupont", pick(rng, given)
	}

	// The way.
	switch rng.IntN(5) {
	case 0:
		r[reg.FieldMethod] = pick(rng, []string{"pre-registration", "pré-enregistrement", "Pré-enregistrement"})
		r[reg.FieldCertification] = pick(rng, []string{"", "FC", "FCP"})
	case 1:
		r[reg.FieldMethod] = pick(rng, []string{"manual", "manuelle", "Manuelle"})
		r[reg.FieldCertification] = pick(rng, []string{"", "DI", "AC", "C", "NC", "NCI"})
	}

	// The situation.
	r[reg.FieldProfession] = coded(rng, trade.Code(), trade.Label())
	category := pick(rng, []roles.Category{roles.CategoryCivil, roles.CategoryAgentPublic})
	r[reg.FieldCategory] = coded(rng, category.Code(), category.Label())
	role := pick(rng, slices.Collect(roles.RPPSPlusRoles()))
	r[reg.FieldRole] = coded(rng, role.Code(), role.Label())
	mode := pick(rng, []roles.PracticeMode{
		roles.ModeSalarie, roles.ModeSalarie, roles.ModeSalarie, roles.ModeLiberal, roles.ModeBenevole,
	})
	r[reg.FieldMode] = coded(rng, mode.Code(), mode.Label())
	if mode == roles.ModeLiberal && chance(rng, 2) {
		t := pick(rng, slices.Collect(roles.LiberalActivities()))
		r[reg.FieldLiberalActivity] = coded(rng, t.Code(), t.Label())
	}
	structure(rng, &r, trade.Code())
	r[reg.FieldStart] = date(rng, start)
	if chance(rng, 3) {
		end := start.AddDays(rng.IntN(900))
		r[reg.FieldEnd] = date(rng, end)
		if chance(rng, 2) {
			why := pick(rng, slices.Collect(roles.EndReasons()))
			r[reg.FieldEndReason] = coded(rng, why.Code(), why.Label())
		}
	}

	// The declarations.
	r[reg.FieldInformation] = date(rng, at.AddDays(-rng.IntN(90)))
	if trade.Code() == homeCare {
		r[reg.FieldHomeCare] = pick(rng, []string{"oui", "yes", "Oui"})
	}

	for f := range reg.Fields() {
		if r[f] != "" && chance(rng, 15) {
			r[f] = " " + r[f] + " "
		}
	}
	return r
}

const homeCare = "371"

// structure gives the row exactly one key of a structure, and sometimes what
// the structure is.
func structure(rng *rand.Rand, r *Row, trade string) {
	kind, sectors := "", []string(nil)
	switch {
	case trade == "317":
		kind, sectors = "officine", []string{"SA33", "Pharmacie d'officine", "sa39"}
	case trade == "316":
		// A hospital: whether it may is said by its establishment.
	case trade == homeCare || trade == "372":
		kind, sectors = "ESMS", []string{"SA17", "SA18", "Etablissement pour personnes agées"}
	default:
		kind = pick(rng, []string{"ESMS", "esms", "DAC", "CRT"})
		sectors = []string{"SA16", "SA17", "SA20", "SA21", "SA41", "Etablissement pour personnes handicapées"}
		if kind == "DAC" {
			sectors = []string{"SA63"}
		}
	}
	switch rng.IntN(3) {
	case 0:
		r[reg.FieldSIRET] = spaced(rng, SIRET(rng), 3)
	case 1:
		r[reg.FieldFINESS] = spaced(rng, pick(rng, finesses), 3)
	default:
		r[reg.FieldRPPSRang] = Rang(rng)
	}
	if kind != "" && chance(rng, 2) {
		r[reg.FieldStructureKind] = kind
	}
	if sectors != nil && chance(rng, 2) {
		r[reg.FieldSector] = pick(rng, sectors)
	}
}

// Number returns an invented RPPS number with a right key.
func Number(rng *rand.Rand) string {
	return withKey(fmt.Sprintf("997%07d", rng.IntN(10_000_000)))
}

// SIRET returns the SIRET of an invented legal unit, with right keys.
func SIRET(rng *rand.Rand) string {
	return withKey(fmt.Sprintf("%s%04d", pick(rng, sirens), 1+rng.IntN(9999)))
}

// Rang returns the RPPS-rang of the practice of an invented professional. It
// begins with 1, as Pro Santé Identité asks; the numbers that the directory has
// given so far begin with 10.
func Rang(rng *rand.Rand) string {
	owner := withKey(fmt.Sprintf("1999997%03d", rng.IntN(1000)))
	return withKey(owner + fmt.Sprintf("%02d", 1+rng.IntN(5)))
}

// withKey appends the Luhn key of digits.
func withKey(digits string) string {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return digits + string(rune('0'+(10-sum%10)%10))
}

func identifier(rng *rand.Rand, number string) string {
	switch n := rng.IntN(4); {
	case n == 0 && number != "":
		return "8" + number
	case n == 0:
		return "8" + Number(rng)
	case n == 1:
		return "3" + pick(rng, finesses) + "/AGENT" + fmt.Sprint(rng.IntN(900))
	case n == 2:
		return "5" + SIRET(rng) + "/" + fmt.Sprint(rng.IntN(900))
	}
	return "6" + Rang(rng) + "/7"
}

func phone(rng *rand.Rand) string {
	a, b := rng.IntN(100), rng.IntN(100)
	form := pick(rng, []string{
		"06 39 98 %02d %02d", "063998%02d%02d", "06.39.98.%02d.%02d", "06-39-98-%02d-%02d",
		"+33 6 39 98 %02d %02d", "+3363998%02d%02d",
		"06\u00a039\u00a098\u00a0%02d\u00a0%02d",
	})
	return fmt.Sprintf(form, a, b)
}

func date(rng *rand.Rand, d civil.Date) string {
	if chance(rng, 2) {
		return d.French()
	}
	b, _ := d.MarshalText()
	return string(b)
}

// coded writes a code as people do: the code, its label, the label in capital
// letters.
func coded(rng *rand.Rand, code, label string) string {
	switch rng.IntN(4) {
	case 0:
		return label
	case 1:
		return strings.ToUpper(label)
	}
	return code
}

// spaced sometimes puts spaces between groups of digits.
func spaced(rng *rand.Rand, digits string, group int) string {
	if !chance(rng, 3) {
		return digits
	}
	var b strings.Builder
	for i, c := range digits {
		if i > 0 && i%group == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return b.String()
}

func pick[T any](rng *rand.Rand, of []T) T { return of[rng.IntN(len(of))] }

func chance(rng *rand.Rand, oneIn int) bool { return rng.IntN(oneIn) == 0 }
