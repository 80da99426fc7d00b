package cycles

import (
	"testing"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/situation/lifecycle"
)

// certificationTable is the life cycle of the certification of a civil status.
// TRE_R31 publishes the states; no source publishes a transition, so no row is
// sourced. Library's choice: of the answers to a forced request (AC), only those
// that end it are foreseen.
func certificationTable() *table[rpps.Certification, rpps.CertificationEvent] {
	type states = []rpps.Certification
	type line = row[rpps.Certification, rpps.CertificationEvent]
	const (
		di, ac, c, fc, fcp, nc, nci, an = rpps.CertificationDI, rpps.CertificationAC, rpps.CertificationC, rpps.CertificationFC,
			rpps.CertificationFCP, rpps.CertificationNC, rpps.CertificationNCI, rpps.CertificationAN
	)
	var (
		// Those who register: AE by their gestionnaires (CGU), orders and ARS
		// for their professions (SLITE1, SEED), and the ANS. No source names who
		// asks, forces or cancels.
		asks    = lifecycle.By(gest, legal, mandatary, titulaire, lifecycle.Ordre, lifecycle.ARS, ans)
		counter = lifecycle.By(lifecycle.Ordre, lifecycle.ARS, ans)
		answers = lifecycle.By(insee)
		open    = states{di, ac}
		rows    = []line{
			{states{0}, rpps.CertificationEventRequest, asks, all(rpps.CertificationGuardTraits), di, inferred, "TRE_R31 DI: a request to INSEE; the RNIPP asks for the traits"},
			{states{0}, rpps.CertificationEventFranceConnect, lifecycle.By(pro), all(rpps.CertificationGuardPreRegistered, rpps.CertificationGuardCodeFC), fc, inferred, "TRE_R31 FC, since 2021-11-26; SEED: pre-registration"},
			{states{0}, rpps.CertificationEventFranceConnectPlus, lifecycle.By(pro), all(rpps.CertificationGuardPreRegistered, rpps.CertificationGuardCodeFCP), fcp, inferred, "TRE_R31 FCP, since 2025-01-31"},
			{states{di}, rpps.CertificationEventForce, counter, nil, ac, inferred, "TRE_R31 AC: request forced by the counter"},
			{open, rpps.CertificationEventIdentified, answers, nil, c, inferred, "PSI: RNIPP answer 2 is accepted"},
			{states{di}, rpps.CertificationEventDivergence, answers, nil, di, inferred, "PSI: answer 3 is not accepted; nothing says which code follows"},
			{states{di}, rpps.CertificationEventOneEcho, answers, nil, di, inferred, "answer 4"},
			{states{di}, rpps.CertificationEventSeveralEchoes, answers, nil, di, inferred, "answer 6"},
			{states{di}, rpps.CertificationEventUsageNameOnly, answers, nil, di, inferred, "answer 7"},
			{states{di}, rpps.CertificationEventNoEcho, answers, nil, di, inferred, "answer 8"},
			{states{di}, rpps.CertificationEventSyntax, answers, nil, di, inferred, "answer 9"},
			{open, rpps.CertificationEventImpossible, answers, nil, nc, inferred, "TRE_R31 NC"},
			{open, rpps.CertificationEventImmatriculation, answers, nil, nci, inferred, "TRE_R31 NCI"},
			{states{di, nci}, rpps.CertificationEventRetry, asks, all(rpps.CertificationGuardTraits), di, inferred, "asked anew"},
			{states{di, ac, nc, nci}, rpps.CertificationEventCancel, asks, nil, an, inferred, "TRE_R31 AN: request cancelled"},
		}
	)
	return &table[rpps.Certification, rpps.CertificationEvent]{
		states: 8, events: 16, guards: 4, final: states{an}, rows: rows,
		off: map[string]line{
			"CER-20": {states{c}, rpps.CertificationEventCancel, lifecycle.By(ans), nil, an, policy, "library's choice: the label of AN speaks of a request"},
			"CER-21": {states{fc}, rpps.CertificationEventCancel, lifecycle.By(ans), nil, an, policy, "library's choice: the label of AN speaks of a request"},
			"CER-22": {states{fcp}, rpps.CertificationEventCancel, lifecycle.By(ans), nil, an, policy, "library's choice: the label of AN speaks of a request"},
		},
	}
}

func TestCertification(t *testing.T) { judge(t, rpps.CertificationCycle(), certificationTable()) }
