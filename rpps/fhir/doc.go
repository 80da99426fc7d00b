// Package fhir reads and writes the FHIR R4 resources of the Annuaire Santé
// that say who a professional is and where they practise: Practitioner,
// PractitionerRole, Organization, alone, in a Bundle or one a line (NDJSON).
// It knows the public and the restricted profiles of the guide, and those of
// the transfer of DUI data (TDDUI). It is no general model of FHIR.
//
//	r, err := fhir.Parse(data, fhir.Options{})
//	for _, p := range fhir.NewSet(r).People() {
//		// p.Professional, p.Situations, p.Faults
//	}
//
// # Nothing is lost
//
// A resource keeps the text that it was read from. What the package does not
// know stays where it was, numbers keep their digits, and a resource that
// nobody changed is written as it was read. A change of Professional,
// Situation, Structure or Active is written into the text at its place, and
// nothing else moves; a change that the resource cannot carry is an error
// ([CodeNotCarried]), not a loss.
//
// # What is odd is told
//
// Published resources have wrong keys, identifiers in the wrong slot, codes
// under the wrong list. All that is in Faults, with its path, and never stops
// the reading; the list is in docs/fhir.md. Only a text that is no resource is
// refused, and one that is not UTF-8, in which a member stands twice, or that goes
// beyond the limits.
//
// # Who is open
//
// A situation read here is open only by its dates. The public profiles have
// none, and so prove nothing by themselves. What puts a situation in doubt
// takes its start away, in [Set.People] at the latest: a resource that is not
// active, of which the server gave a part only or of which there are several
// versions, a date that cannot be read, a code or a reference that is of another
// type or withheld, a modifier that the package does not know, a reference that may
// mean two, a reason of the end without its day, a person or a named place that is
// not in the set, the number of the person, or a reference to them, in an entry that is no
// resource or in a line that [Set.AddLines] refuses. A death ends the situation, as do the
// closing of its place or of the legal entity above it and, in a profession that may have
// an order, the end of the registrations and authorisations to practise. A code that shuts
// out does so wherever it stands ([CodeCloses]).
//
// # Personal data
//
// Faults name the path and the rule. Resources print and log masked, whatever
// the verb; their JSON is raw, and is asked for by name.
//
// # Not here
//
// Requests to a server, and FHIR in general: what the package does not read, it
// keeps. It validates no profile.
//
// # Errors
//
// An error is for a text that is refused. A line of [Lines] that cannot be
// read costs itself, and may be what shuts somebody out: [Set.AddLines] tells whom, or
// that nobody can tell ([CodeLineLost]). A change that a resource cannot carry is an error of
// writing, with [CodeNotCarried].
//
// # Limits
//
// [MaxBytes], [MaxLine], [MaxDepth], [MaxValues], [MaxNested]; [MaxFaults] bounds
// what is told of one resource. [Options] adjusts all of them.
//
// # Concurrency
//
// Resources are for one goroutine at a time: what is changed in them is written
// back. Parsing in several goroutines is safe. So is asking a [Set] once all is
// added; adding to it is not.
//
// # Sources
//
// Guide 1.2.0-snapshot-2 of the Annuaire Santé and TDDUI, both of ansforge; see
// docs/fhir.md of the repository for what was read, and what published examples
// get wrong.
package fhir
