package habilitation

import (
	"cmp"
	"strings"

	"github.com/rppsplus/rppsplus/roles"
	"github.com/rppsplus/rppsplus/rpps/civil"
	"github.com/rppsplus/rppsplus/rpps/rule"
)

//go:generate go run ../internal/habilitationgen/cmd

// Versions of the lists that the table of document types was made from.
const (
	VersionJ66 = "20240927120000" // JDV_J66-TypeCode-DMP
	VersionJ07 = "20260629120000" // JDV_J07-XdsTypeCode-CISIS
	VersionX16 = "20240927120000" // ASS_X16-CorrespondanceType-Classe-DMP
	VersionJ57 = "20230922120000" // JDV_J57-ClassCode-DMP
)

const (
	pressDentists     = "information-dentaire.fr, publication des règles d'accès aux DMP (arrêté du 26 octobre 2023)"
	pressCoordinators = "facs-idf.fr, novembre 2023 (arrêté du 26 octobre 2023)"
)

// idCNAM20240925 is the identifier of the embedded matrix, which the rules name
// as the source of its cells.
const idCNAM20240925 = "cnam-2024-09-25"

// cnam20240925 is the spec of the embedded matrix.
func cnam20240925() Spec {
	return Spec{
		Version: Version{
			ID:        idCNAM20240925,
			Title:     "Matrice d'habilitations des PS pour le DMP",
			Source:    "CNAM, https://www.dmp.fr/documents/d/dmp/matrice-habilitation, copie d'une conversion publique",
			Published: civil.YMD(2024, 9, 25),
			From:      civil.YMD(2024, 9, 25),
			Confidence: rule.Text{
				FR: "Cases lues deux fois sans différence dans une conversion publique du fichier officiel ; 24 des 25 cases décrites ailleurs concordent. Titre, numéro de version et notes de bas de page manquent ; la date d'effet n'est pas connue. Les colonnes des rôles sont publiées, sans preuve de mise en service.",
				EN: "Cells read twice without difference from a public conversion of the official file; 24 of the 25 cells described elsewhere agree. Title, version number and footnotes are missing; the date of effect is not known. The columns of the roles are published, with no proof that they operate.",
			},
			Differences: differences20240925(),
		},
		Columns: cnam20240925Columns(),
		Rows:    rowsOf(cnam20240925Rows[:]),
	}
}

// matrixRow is a generated row: the type, its cells with the first column in
// the lowest bit, and the label as printed where it is not that of the list.
type matrixRow struct {
	document DocumentType
	allowed  ColumnSet
	label    string
}

func rowsOf(generated []matrixRow) []Row {
	rows := make([]Row, len(generated))
	for i, r := range generated {
		rows[i] = Row{Document: r.document, Label: cmp.Or(r.label, r.document.Label()), Allowed: r.allowed}
	}
	return rows
}

// differences20240925 are the cells that the press on the arrêté of 2023 gives
// otherwise. The page on coordinators ends its list with "prescriptions" and
// no detail: the prescriptions that the matrix opens to them are all marked.
func differences20240925() []Difference {
	out := []Difference{{
		Column: "physician", Document: MustParseDocumentType("ATTEST-RESID"), Here: true, There: false,
		Source: pressDentists, Note: "the single type out of reach of doctors in 2023",
	}}
	for _, code := range [...]string{
		"57832-8", "75468-9", "55115-0", "PRESC-BIO", "PRESC-KINE", "PRESC-INF", "PRESC-PEDI", "PRESC-ORTHOPHO", "PRESC-ORTHOPTIE",
	} {
		out = append(out, Difference{
			Column: "GENR08", Document: MustParseDocumentType(code), Here: true, There: false, Doubtful: true,
			Source: pressCoordinators, Note: "the page names prescriptions without detail: low confidence",
		})
	}
	return out
}

// professions and rolesOf read the codes of the generated columns, which are
// tested: a code of no list stops the first use.
func professions(codes string) []roles.Profession { return parseAll(codes, roles.ParseProfession) }

func rolesOf(codes string) []roles.Role { return parseAll(codes, roles.ParseRole) }

func parseAll[T any](codes string, parse func(string) (T, error)) []T {
	var out []T
	for code := range strings.FieldsSeq(codes) {
		v, err := parse(code)
		if err != nil {
			panic(err)
		}
		out = append(out, v)
	}
	return out
}
