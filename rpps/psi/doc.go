// Package psi makes the request body of the API Pro Santé Identité (PSI), by
// which a registration reaches the RPPS, from a checked
// [registration.Request], and reads its answers.
//
//	body, faults := psi.New(request, registration.Context{At: today}, psi.Options{})
//	if body == nil { … }                      // faults say what would be refused, and why
//	text, err := body.MarshalJSON()           // POST /v1/identities
//	…
//	answer, err := psi.ParseAnswer(status, received)
//	for _, f := range answer.TraceOf(body) { … } // what was not done, and which rule foresees it
//
// # What is foreseen, and what cannot be
//
// [Table] has a row for every refusal that the interface documents: the rules
// of the library that find it before the request is sent, or why nobody can,
// or both. A refusal that a rule foresees and that comes back all the same is
// a defect, of the request that was changed after its check or of the library:
// [Answer.Trace] names the rule.
//
// # Where the documents disagree
//
// The interface is documented by an OpenAPI document, a README and a file of
// examples, which contradict one another. What the package does by default,
// and where the choice can be switched:
//
//   - employment is compulsory for the README, optional in the schema: it is
//     sent ([Options].Employment);
//   - thirteen functions of employment in the schema, one accepted "today" in
//     the README: the others are refused ([Options].Functions);
//   - issuingEstablishment has "9 or 14 digits" in the text. The examples of
//     activity hold the bare number, those of employment in the OpenAPI
//     document a type digit and the number: each block follows its examples
//     ([Options].IssuerForm);
//   - a telephone number without a prefix gets +33, or is refused: the prefix
//     is put there before;
//   - 200 and 201 of an activity are told apart by the code, not the status;
//   - a site may have a FINESS number of Corsica, which the schema refuses:
//     [CodeFINESSLetter] says so, and to use the SIRET.
//
// # No answer
//
// After a time-out, a broken connection, an error of [ParseAnswer] (the HTML page of a
// proxy: 502, 504) or [CodeAnswerUndecided], nothing says whether the request arrived. It
// is neither done nor free to be sent again: a second one may order a second card.
// Keep it as undecided, search the person in the directory as before any
// request ([registration.Search]), and let somebody decide. Post nobody else meanwhile
// to a service that fails (5xx): of each it would be open, too.
//
// # Personal data
//
// A [Body] and an [Answer] print and log masked; their JSON is raw. No fault
// and no error holds a value or a text of the server.
//
// # Not here
//
// The package sends nothing: the address, the key and the connection are the
// program's. What is right in a request is for package registration to say:
// New asks it, and adds what only the interface refuses.
//
// # Errors
//
// [New] returns no body when the interface would refuse it, and says why;
// [ParseAnswer] fails on what is no JSON object. A refusal is in [Answer.Trace].
//
// # Limits
//
// An answer has at most [MaxBytes] bytes; [AnswerOptions] adjusts it.
//
// # Concurrency
//
// New, ParseAnswer and [Table] may be called from many goroutines.
//
// # Sources
//
// ansforge/psc-psi-api: PSI_swagger_activity_card_v0.9.1 of 15 September 2026,
// README.md and API_PSI_Exemples.md; earlier versions for codes and shapes that
// have gone since.
package psi
