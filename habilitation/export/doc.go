// Package export writes a matrix of habilitations and the general rules of the
// DMP for other programs: authorization engines, spreadsheets, readers.
//
//	err := export.Rego(file, matrix)          // the rules
//	err = export.RegoData(data, matrix)       // the matrix, beside them
//	input := export.NewInput(matrix, request) // what the engine is asked
//
// # Engines
//
// The rules are those that [habilitation.Matrix.Decide] applies, under the
// policy of the matrix that is exported:
//
//   - [Rego] and [RegoData]: Open Policy Agent. Allowed or not, and every
//     reason in the order of the library, also from plain codes of profession,
//     category, function and role.
//   - [CedarSchema], [CedarPolicies], [CedarReasons], [CedarEntities]: Cedar.
//     Allowed or not, and every reason of a denial.
//   - [CasbinModel] and [CasbinPolicy]: Casbin. Allowed or not, and of an
//     authorisation one ground.
//
// The rules are a text that is the same for every matrix; cells, columns, dates
// and choices of the policy are data beside it. What an engine cannot express
// is denied, and said in the head of its files.
//
// [NewInput] and [NewCodesInput] build what an engine is asked: see [Input]. An
// engine believes what it is told. Ask it from a place that the person who asks
// cannot reach.
//
// # Tables
//
// [NewTable] is the matrix, or a part of it, as CSV, JSON, Markdown, HTML or
// text. A table shows cells: what may be read once the general rules are met.
//
// Every export says which matrix it is, from where, of which date, how sure
// its cells are, and under which policy; the CSV, which has no room for it,
// does not. [Provenance] writes the same as JSON, to lie beside it.
//
// Nothing here is computed when a program starts, and all writers give the same
// bytes for the same matrix. The examples/engines module of the repository loads
// the exports into the real engines and compares them with the library.
//
// # Not here
//
// The engines: programs link none through this package. Who asks: [NewInput]
// takes a subject that the library resolved.
//
// # Errors
//
// A writer fails when the output does, or when the matrix is nil. [NewTable]
// refuses a column or a type that the matrix does not have. A question is read
// from JSON strictly: a key that is unknown or repeated is a fault, as is a list of
// the subject that is missing.
//
// # Concurrency
//
// All functions may be called from many goroutines, each with its own writer.
//
// # Sources
//
// The texts of the rules say what habilitation says; nothing is added. SYNC.md of
// the repository tells what a change of a rule touches.
package export
