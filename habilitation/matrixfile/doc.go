// Package matrixfile reads a matrice d'habilitation from a file, and refuses it
// or says what it mended: nothing doubtful becomes a right.
//
//	result, err := matrixfile.Load(file, matrixfile.Options{Version: version})
//	for _, f := range result.Faults {
//		fmt.Println(f.Message(language.French))
//	}
//	if err != nil {
//		return err // refused: result.Matrix is nil
//	}
//	timeline := habilitation.Embedded().With(result.Matrix)
//
// It is a package of its own, and not a part of package habilitation, because it
// reads what others wrote: the formats change, and a program that only decides
// links none of it.
//
// # Formats
//
//   - [FormatCSV]: the project's own: one header line with keys of columns or
//     their short French headings, one line a type, every cell a yes or a no.
//   - [FormatSheet]: the official publication, saved as CSV from a spreadsheet:
//     titles above, headings of several lines, groups in merged cells, words
//     and codes hyphenated by the page, footnote marks, crosses.
//   - [FormatJSONAPI]: the documents of the public site behind Mon espace santé.
//     Only the names of the fields are known from a public source; the samples
//     in the tests are invented. The site numbers the professions and the roles, by
//     what list is not known: say the column of each in [Options.Headings].
//
// Separators, encodings and line ends are found out.
//
// # What is checked
//
// The caller states the version: identifier, source, first day of effect and
// confidence; none of them is guessed or left out. Every column must be known,
// by its key, its label or what the caller says, with its own codes where codes
// are printed and no other word beside, and every one of the reference matrix
// must be there, or its absence accepted. Where a file speaks of one profession at
// a time, those of a column that it leaves out are taken out of the column, métiers
// and roles too. Every cell must be a yes or a no. Types of the reference that are
// missing, types that the library does not know, types under another class and types
// that carry the label of another are listed, and refused unless the caller accepts
// them ([Acceptance]).
//
// A finding of severity [rule.Error] refuses the whole file. A repair is a
// [rule.Completion], a doubt a [rule.Warning]; both are returned beside the
// matrix. Findings have line and column (for JSON too), and never carry what the
// file says, codes of published lists set apart.
//
// # Types that the library does not know
//
// A code without a [habilitation.DocumentType] is carried as a
// [habilitation.UnlistedRow], compared by package evolution, and denied in every
// decision until the tables of the library are brought up to date.
//
// # Not here
//
// Which publication is the right one, and from which day it has effect: the
// caller states it. What changes: package evolution.
//
// # Errors
//
// The error of [Load] is the list of the findings, as in [Result], when one of
// them refuses. The code of a finding is in [Rules]. A Markdown or HTML copy, a
// workbook and a PDF are refused by name (MAT-FILE-KIND).
//
// # Limits
//
// 32 MiB, 10,000 lines of 256 fields and 64 KiB, JSON of 32 levels and two million
// values: far above any publication. [Options] adjusts them.
//
// # Concurrency
//
// Load may be called from many goroutines, each with its own reader.
//
// # Sources
//
// The form of the publication of 25 September 2024, and the names of the fields
// in the public code of Mon espace santé (assurance-maladie-mesdmp/ens-mobile).
package matrixfile
