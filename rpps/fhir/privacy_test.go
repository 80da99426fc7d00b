package fhir_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/habilitation"
	"github.com/rppsplus/rppsplus/rpps/fhir"
	"github.com/rppsplus/rppsplus/rpps/rule"
	"golang.org/x/text/language"
)

// secret are the texts of the samples that say who and where.
var secret = []string{
	"99700366240", "99700218896", "99700427885", "99700366241", "EXEMPLE", "Camille", "SPECIMEN", "Louis", "CLEFAUSSE", "MODELE", "Claire",
	"1988", "example.org", "0639980001", "TILLEULS", "990000010", "990000028", "00099701500011", "100997000", "9001", "7001", "5001", "VILLE FICTIVE", "PHARMACIE", "camille",
}

// checkMasked fails when a text shows something of the samples.
func checkMasked(t *testing.T, what, text string) {
	t.Helper()
	for _, s := range secret {
		if strings.Contains(text, s) {
			t.Errorf("%s shows %q: %.300s", what, s, text)
		}
	}
}

func TestMasked(t *testing.T) {
	var values []any
	for _, name := range samples {
		set, faults := read(t, name)
		for _, f := range faults {
			checkMasked(t, "fault", f.Error()+f.Message(language.French)+f.Path())
		}
		for _, p := range set.People() {
			values = append(values, p, &p, []fhir.Person{p}, p.Practitioner)
			for _, f := range p.Faults {
				checkMasked(t, "fault", f.Error()+f.Message(language.French)+f.Path())
			}
			for _, r := range p.Roles {
				values = append(values, r, *r, r.Practitioner, r.Mailboxes, r.Base)
			}
			if q := p.Practitioner; q != nil {
				values = append(values, *q, q.Base, q.Mailboxes, q.Skills)
			}
		}
		for _, o := range set.Organizations() {
			values = append(values, o, *o, o.PartOf, o.Mailboxes)
		}
		if !strings.HasSuffix(name, "ndjson") {
			r := parse(t, sample(t, name))
			values = append(values, r)
			if b, ok := r.(*fhir.Bundle); ok {
				values = append(values, *b, b.Entries, b.Entries[0])
			}
		}
	}
	e, _ := fhir.AuditEvent(record(t, habilitation.CareTeam), observer)
	values = append(values, e, *e)
	require.Greater(t, len(values), 30)
	// The time of a line may hold any digits.
	noTime := &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}
	for _, v := range values {
		for _, verb := range []string{"%v", "%+v", "%s", "%q", "%x"} {
			checkMasked(t, fmt.Sprintf("%T %s", v, verb), fmt.Sprintf(verb, v))
		}
		if _, list := v.([]fhir.Skill); !list {
			checkMasked(t, fmt.Sprintf("%T %%#v", v), fmt.Sprintf("%#v", v))
		}
		var text, js bytes.Buffer
		slog.New(slog.NewTextHandler(&text, noTime)).Info("", "v", v)
		checkMasked(t, fmt.Sprintf("%T slog", v), text.String())
		if _, ok := v.(slog.LogValuer); ok {
			slog.New(slog.NewJSONHandler(&js, noTime)).Info("", "v", v)
			checkMasked(t, fmt.Sprintf("%T slog JSON", v), js.String())
		}
	}
	// A type and a name of a member may be anything.
	r := parse(t, []byte(`{"resourceType":"Camille EXEMPLE","99700366240":{"modifierExtension":[{"url":"x"}]}}`))
	checkMasked(t, "other", fmt.Sprintf("%v %+v %v", r, r.Common(), r.Common().Faults))
	assert.NotEmpty(t, r.Common().Faults)
	_, err := fhir.Parse([]byte(`{"EXEMPLE":1,"EXEMPLE":2}`), fhir.Options{})
	checkMasked(t, "error", err.Error())
}

// TestRuleTexts: the paths and arguments of rules hold codes and names only.
func TestRuleTexts(t *testing.T) {
	form := regexp.MustCompile(`^[A-Za-z0-9.\[\] ]*$`)
	for _, name := range samples {
		set, faults := read(t, name)
		for _, p := range set.People() {
			faults = append(faults, p.Faults...)
		}
		for _, f := range faults {
			assert.Regexp(t, form, f.Path())
			assert.NotContains(t, f.Message(language.English), "{")
		}
	}
	assert.Len(t, fhir.Rules(), 44)
	var _ []rule.Rule = fhir.Rules()
}
