// Package annuaire reads the extractions of the Annuaire Santé: the public
// files (PS_LibreAcces and Correspondance_MSSante), the restricted one with
// which Pro Santé Connect is fed, and the table from ADELI to RPPS numbers.
//
//	r, err := annuaire.NewReader(file, annuaire.Options{Day: name.Day})
//	for p, err := range r.Persons(annuaire.GroupIndexed) {
//		if fault, ok := annuaire.LineFault(err); ok { …; continue } // one line
//		if err != nil { … }                                         // the input
//		for _, s := range p.Situations { … }
//	}
//
// [Reader.Records] gives the lines one by one, for counting and for programs that group
// them themselves. Rights are not to be decided from one: see [Record.Situation].
//
// # What real files contain
//
// Fields are separated by "|" and never quoted: a quote is a character as
// others are. Columns are bound by their label, never by their position, so
// that columns which moved or were added harm nothing; [Reader.Header] says
// what is missing. A line that cannot be read costs that line only, and is
// told by a fault with its number. UTF-8 and 8-bit text (ISO-8859-1, read as
// Windows-1252, which has the same letters and more) are told apart line by
// line, as the first accent may come late; [Reader.Summary] says what was met.
//
// # What is read when
//
// A [Record] is a line that nobody has cut yet. Asking for a column cuts up to
// it; asking for a professional, a structure or a situation checks identifiers
// and codes. What cannot be used is kept as text and told by a fault, with the
// label of the column as its path.
//
// # Dates
//
// These files carry no date of an activity. Start and end of a situation stay
// "not stated", and what is left is presence: closed situations are gone from
// the files, so that a situation counts as open on the day of the file
// ([Options.Day]) and on no other. That is [situation.PresenceCounts], which
// can be switched to [situation.PresenceIgnored]. Without a day nothing is
// proved. A caller who wants to go on with the file of yesterday says so by a
// [Freshness]. A file of activities with a column of an end lists closed ones
// too, and is refused ([CodeColumnEnd]).
//
// # Persons
//
// [Reader.Persons] puts the lines of one person together. Decide by it, not by a
// line: what shuts a doctor out may stand on another one. With [GroupSorted]
// it holds one person at a time, and reports every group that it cannot tell
// from a second part of a person it has passed; with [GroupIndexed] it reads
// the file whatever its order and holds an index of it.
//
// # Personal data
//
// Records, persons and changes print and log masked. No fault shows a value,
// nor the label of a column that is not one of the known: a file without a
// header has a person there.
//
// # Not here
//
// Downloads: the program opens the file. Dates of activities, which the files do
// not have. Who of the persons is yours: an [Establishment] says it.
//
// # Errors
//
// [NewReader] fails when the text is no extraction or lacks a column that is
// needed. A line that cannot be read is an error of that line, which
// [LineFault] tells from an error of the input.
//
// # Limits
//
// A line has at most [MaxLine] bytes and [MaxColumns] columns, a person at most
// [MaxPersonLines] lines ([Options] adjusts them), an archive the limits of [ArchiveOptions]; a
// comparison tells the first [MaxDiffFaults] refused lines of each file. Reading
// takes the memory of one line, of one person ([GroupSorted]) or of an index
// ([GroupIndexed]).
//
// # Concurrency
//
// A [Reader] is for one goroutine. [Chunks], [Parallel] and
// Reader.PersonsParallel share its lines out over several.
//
// # Sources
//
// Headers of the published files, and public code that reads them. No line of a
// published file is in the tests.
package annuaire
