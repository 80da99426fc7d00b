package export

import (
	"bufio"
	"io"

	"github.com/rppsplus/rppsplus/habilitation"
)

// Rego writes the rules for Open Policy Agent, as a module of Rego v1 in the
// package rppsplus.habilitation. The text after its head is the same for every
// matrix; it reads the document of [RegoData]. Entry points:
//
//	data.rppsplus.habilitation.allow     true or false
//	data.rppsplus.habilitation.reasons   codes of the rules, in the order of the library
//	data.rppsplus.habilitation.decision  both, with the matrix and the day
//
// Its input is an [Input]. The error is one of w, or a fault of [CodeNoMatrix]
// or [CodePolicyUnknown].
func Rego(w io.Writer, m *habilitation.Matrix) error {
	s, err := read(m)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	comment(b, "#", append(s.head("Rules of access to the DMP, for Open Policy Agent (Rego v1)."),
		"",
		"Input: {\"subject\": {\"columns\": [], \"problems\": [], \"traits\": []}, \"day\": \"AAAA-MM-JJ\",",
		"\"document\": \"34112-3\", \"action\": \"read\", \"facts\": [\"care-team\"]}, or \"codes\" instead of",
		"\"subject\": {\"profession\": \"60\", \"category\": \"C\", \"situation\": \"open\"}.",
		"Data: the document beside this module, at data.rppsplus.matrix.",
		"What is not stated, misspelt or of the wrong type denies.",
	))
	b.WriteString(regoRules)
	return b.Flush()
}

// RegoData writes the data document that [Rego] reads: cells, columns, types of
// documents, codes with their dates, policy. It is a JSON object with the one
// key "rppsplus", for the root of the data. Errors as for [Rego].
func RegoData(w io.Writer, m *habilitation.Matrix) error {
	s, err := read(m)
	if err != nil {
		return err
	}
	var documents, order, columns tree
	for _, c := range s.columns {
		columns = append(columns, pair{c.Key, struct {
			Label                string `json:"label"`
			Role                 bool   `json:"role"`
			ExcludesOccupational bool   `json:"excludes_occupational"`
		}{c.Label, len(c.Roles) > 0, c.ExcludesOccupational}})
	}
	for _, d := range s.documents() {
		documents = append(documents, pair{d.code, struct {
			DMP     bool            `json:"dmp"`
			Row     bool            `json:"row"`
			Readers map[string]bool `json:"readers"`
			Differs map[string]bool `json:"differs,omitempty"`
		}{d.dmp, d.row, set(s.keys(d.readers)), set(s.keys(d.differs))}})
	}
	n := 0
	for r := range habilitation.Reasons() {
		order = append(order, pair{string(r.Code()), n})
		n++
	}
	problems := map[string]bool{}
	for _, r := range subjectReasons() {
		problems[string(r.Code())] = true
	}
	data := tree{{"rppsplus", tree{{"matrix", tree{
		{"provenance", s.provenance()},
		{"parameters", map[string]string{
			"from": dayText(s.version.From), "until": dayText(s.version.Until), "consent_reform": consentReform().String(),
		}},
		{"policy", s.policyData()},
		{"columns", columns},
		{"traits", set(traitNames())},
		{"facts", set(factNames())},
		{"problems", problems},
		{"order", order},
		{"subjects", s.subjects()},
		{"documents", documents},
	}}}}}
	b := bufio.NewWriter(w)
	if err := data.write(b, ""); err != nil {
		return err
	}
	b.WriteByte('\n')
	return b.Flush()
}
