package perf

// Section is a table of the page.
type Section struct {
	Title string
	// Note stands below the title.
	Note string
	Rows []Row
}

// Row is one benchmark beside its baseline, both of the same package.
type Row struct {
	Package string // below the module, such as "rpps"
	What    string
	Name    string // without "Benchmark"; with the names of the sub-benchmarks
	Base    string // the baseline; empty for a row that is a baseline itself
	Against string // what the baseline does
	Bars    []Bar
	// Also are units of the benchmark that the page shows besides.
	Also []string
}

// Bar is what the project holds itself to.
type Bar struct {
	Unit    string // "ns/op", "times", "MB/s", "allocs/op", "B/op" or a unit of the benchmark
	Limit   float64
	AtLeast bool
}

// noAllocs: the hot paths allocate nothing.
var noAllocs = Bar{Unit: "allocs/op"}

func atMost(limit float64, unit string) Bar  { return Bar{Unit: unit, Limit: limit} }
func atLeast(limit float64, unit string) Bar { return Bar{Unit: unit, Limit: limit, AtLeast: true} }

// Excused are benchmarks that are in no row, and why: by package and function,
// or by package alone.
var Excused = map[string]string{
	"habilitation/habilitationtest":     "a kit for tests: it is in no program, and its speed in nobody's way",
	"rpps/registration FileColumnsMany": "a trap: whether the columns of a header cost each short line; to be looked at, with its baseline, after a change of the reader",
	"internal/rows Read":                "the reader below the files of registrations and the extractions, which are measured whole",
}

// engines is the nested module of the peers.
const engines = "examples/engines"

func identifier(name, what string) []Row {
	return []Row{
		{"rpps", name, "Parse/" + name + "/valid", "Parse/" + name + "/baseline", what, []Bar{noAllocs}, nil},
		{"rpps", name + ", refused", "Parse/" + name + "/refused", "Parse/" + name + "/baseline", what, []Bar{atMost(120, "ns/op"), atMost(2, "allocs/op")}, nil},
	}
}

func identifiers() []Row {
	bare := "a loop over the digits: Luhn and the number"
	rows := []Row{
		{"rpps", "SIRET, called directly", "ParseSIRET/library", "ParseSIRET/baseline", "both keys in one loop", []Bar{atMost(25, "ns/op"), noAllocs}, nil},
		{"rpps", "RPPS, called directly", "ParseNumber/library", "ParseNumber/baseline", bare, []Bar{atMost(25, "ns/op"), noAllocs}, nil},
		{"rpps", "FINESS, called directly", "ParseFINESS/library", "ParseFINESS/baseline", bare, []Bar{atMost(25, "ns/op"), noAllocs}, nil},
		{"rpps", "SIRET with spaces, lenient", "ParseSIRET/lenient", "ParseSIRET/baseline", "both keys in one loop, of digits alone", []Bar{noAllocs}, nil},
		{"rpps", "SIRET refused, called directly", "ParseSIRET/refused", "ParseSIRET/baseline", "both keys in one loop", []Bar{atMost(120, "ns/op"), atMost(2, "allocs/op")}, nil},
	}
	for _, name := range []string{"RPPS", "SIREN", "SIRET", "FINESS", "RPPS-rang", "ADELI", "PersonID", "StructureID", "TechnicalID"} {
		rows = append(rows, identifier(name, bare)...)
	}
	return append(rows, identifier("MSSante", "a cut at the @, small letters")...)
}

func explain(outcome string) []Row {
	const joined = "texts of a map, joined"
	p := "Explain/" + outcome
	return []Row{
		{"habilitation", outcome + ": explained in words", p + "/library", p + "/baseline", joined, nil, nil},
		{"habilitation", outcome + ": decided from codes and explained", p + "/decide", p + "/baseline", joined, nil, nil},
		{"habilitation", outcome + ": as JSON", p + "/JSON", p + "/baseline", joined, nil, nil},
	}
}

func extraction() []Row {
	const (
		pkg  = "rpps/annuaire"
		bare = "bare splitter: all 56 columns, nothing checked"
		base = "Extraction/bare-IndexByte-56"
	)
	perLine := []string{"allocs/line"}
	return []Row{
		{pkg, "line ends counted, as wc -l does", "Extraction/newlines", base, bare, nil, nil},
		{pkg, "bare splitter", base, "", "", nil, perLine},
		{pkg, "encoding/csv, lazy quotes", "Extraction/encoding-csv-lazy", base, bare, nil, perLine},
		{pkg, "columns counted", "Extraction/columns-counted", base, bare, []Bar{atMost(1.18, "times"), atLeast(600, "MB/s"), atMost(1, "allocs/line")}, nil},
		{pkg, "two columns of each line", "Extraction/two-columns", base, bare, []Bar{atLeast(600, "MB/s"), atMost(1, "allocs/line")}, nil},
		{pkg, "full records", "Extraction/full", base, bare, []Bar{atMost(2.5, "times"), atMost(1.1, "allocs/line")}, nil},
		{pkg, "full records, one worker", "Extraction/full-workers-1", base, bare, nil, perLine},
		{pkg, "full records, two workers", "Extraction/full-workers-2", "Extraction/full-workers-1", "one worker", nil, perLine},
		{pkg, "persons, sorted file", "Extraction/persons-sorted", base, bare, nil, perLine},
		{pkg, "persons, any file", "Extraction/persons-indexed", base, bare, nil, perLine},
		{pkg, "persons, two workers", "Extraction/persons-workers-2", base, bare, nil, perLine},
		{pkg, "difference of two days", "Diff/library", "Diff/baseline", "lines in a map, struck out", nil, nil},
	}
}

func exports() []Row {
	var out []Row
	for _, name := range []string{"Rego", "RegoData", "CedarPolicies", "CedarReasons", "CedarEntities", "CedarSchema", "CasbinModel", "CasbinPolicy", "Provenance"} {
		out = append(out, Row{"habilitation/export", name, "Write/" + name, "Write/baseline", "the cells by encoding/json", nil, nil})
	}
	return out
}

// Sections are the tables of benchmarks, in the order of the page.
func Sections() []Section {
	const (
		hab  = "habilitation"
		reg  = "rpps/registration"
		life = "situation/lifecycle"
		hist = "situation/lifecycle/history"
	)
	return []Section{
		{Title: "Decision", Rows: append([]Row{
			{hab, "typed, all reasons", "Decide/library", "Decide/baseline", "lookup of one bit, called", []Bar{atMost(5, "ns/op"), noAllocs}, nil},
			{hab, "(the same lookup, inlined)", "Decide/inlined", "Decide/baseline", "lookup of one bit, called", nil, nil},
			{hab, "from codes as text", "DecideCodes/library", "DecideCodes/baseline", "map of strings that knows the answers", []Bar{atMost(40, "ns/op"), noAllocs}, nil},
			{hab, "embedded matrix built, at its first use", "New/library", "New/baseline", "its cells put into a map", []Bar{atMost(100_000, "ns/op"), atMost(32<<10, "B/op")}, nil},
			{hab, "10,000 documents of a record filtered", "Filter/library", "Filter/baseline", "map of the types that are open", []Bar{noAllocs}, nil},
			{hab, "readable types listed", "Readable/library", "Readable/baseline", "a decision for each row", nil, nil},
			{hab, "roles that read two types", "RolesFor/library", "RolesFor/baseline", "cells counted by column", nil, nil},
		}, append(explain("allowed"), explain("denied")...)...)},
		{
			Title: "Engines that answer the same question",
			Note:  "The exports of the library, loaded into real engines by `examples/engines`, on the same requests. The factor says how many times the library's time a peer takes for one decision of reading. What OPA, Cedar and Casbin do beyond that (policies that anybody can write and change while a program runs) is not in these figures.",
			Rows: []Row{
				{engines, "library", "Read/library", "", "", nil, nil},
				{engines, "OPA, allowed or not", "Read/OPA/allow", "Read/library", "library", nil, nil},
				{engines, "OPA, with the reasons", "Read/OPA/decision", "Read/library", "library", nil, nil},
				{engines, "Cedar, allowed or not", "Read/Cedar/policies", "Read/library", "library", nil, nil},
				{engines, "Cedar, with the reasons", "Read/Cedar/with-reasons", "Read/library", "library", nil, nil},
				{engines, "Casbin, allowed or not", "Read/Casbin", "Read/library", "library", nil, nil},
				{engines, "library: matrix and rules loaded", "Load/library", "", "", nil, nil},
				{engines, "OPA: loaded from the export", "Load/OPA", "Load/library", "library", nil, nil},
				{engines, "Cedar: loaded from the export", "Load/Cedar", "Load/library", "library", nil, nil},
				{engines, "Casbin: loaded from the export", "Load/Casbin", "Load/library", "library", nil, nil},
			},
		},
		{
			Title: "Identifiers", Rows: identifiers(),
			Note: "The baseline takes what has the right sum and says nothing of what has not. The library knows reserved numbers, La Poste, letters of Corsica and prefixes, and a refusal is a typed error that names the control that failed.",
		},
		{Title: "Codes, labels, dates and names", Rows: []Row{
			{"roles", "profession from its code", "ParseProfession/table", "ParseProfession/map", "map of strings", []Bar{noAllocs}, nil},
			{"roles", "role from its code", "ParseRole/table", "ParseRole/map", "map of strings", []Bar{noAllocs}, nil},
			{"roles", "is the code valid on this day", "ProfessionAt/table", "ProfessionAt/map", "two dates of a map", []Bar{noAllocs}, nil},
			{"roles", "profession from a label, any spelling", "FindProfession/table", "FindProfession/map", "small letters in a map, one spelling", nil, nil},
			{"rpps/civil", "date", "ParseISO/civil", "ParseISO/time", "time.Parse", []Bar{noAllocs}, nil},
			{"rpps/names", "key of a name", "Key/library", "Key/baseline", "accents off, capitals, by x/text", nil, nil},
			{"rpps/names", "1,000 professionals sorted", "Sort/library", "Sort/baseline", "French collation of x/text, text by text", nil, nil},
		}},
		{Title: "Life cycles", Rows: []Row{
			{life, "move accepted", "Transition/library", "Transition/baseline", "table written by hand", []Bar{atMost(4, "times"), atMost(5, "ns/op"), noAllocs}, nil},
			{life, "move refused, with what is missing", "Refused/library", "Refused/baseline", "the same table, one error for all", []Bar{atMost(20, "times"), atMost(60, "ns/op"), atMost(1, "allocs/op")}, nil},
			{life, "what is permitted now", "Permitted", "PlainPermitted", "every event tried", nil, nil},
			{life, "machine built and checked", "New", "PlainNew", "table filled, nothing checked", nil, nil},
			{hist, "event appended to a history", "Append", "BaselineAppend", "encoding/json and a digest", nil, nil},
			{hist, "history read and replayed", "Read", "BaselineRead", "encoding/json into maps and digests", nil, nil},
		}},
		{Title: "Registrations", Rows: []Row{
			{reg, "request checked, nothing to say", "Check/valid/library", "Check/valid/baseline", "15 fields and two patterns, by hand", []Bar{noAllocs}, nil},
			{reg, "generated request checked", "Check/generated/library", "Check/generated/baseline", "the same by hand", nil, nil},
			{reg, "empty request: every fault", "Check/empty/library", "Check/empty/baseline", "the same by hand", nil, nil},
			{reg, "request made of the texts of a line", "Set/library", "Set/baseline", "blanks off, dates by time.Parse", nil, nil},
			{reg, "file read, lists by code", "File/codes/read", "FileCSV/codes", "encoding/csv", nil, []string{"ns/record", "allocs/record"}},
			{reg, "file read and checked, lists by code", "File/codes/check", "FileCSV/codes", "encoding/csv", []Bar{atMost(4, "times")}, []string{"ns/record", "allocs/record"}},
			{reg, "by code, checked, and who is on two lines", "File/codes/duplicates", "FileCSV/codes", "encoding/csv", nil, []string{"ns/record", "allocs/record"}},
			{reg, "file read, half of the lists by label", "File/labels/read", "FileCSV/labels", "encoding/csv", nil, []string{"ns/record", "allocs/record"}},
			{reg, "file read and checked, half by label", "File/labels/check", "FileCSV/labels", "encoding/csv", []Bar{atMost(4, "times")}, []string{"ns/record", "allocs/record"}},
			{reg, "half by label, checked, and who is on two lines", "File/labels/duplicates", "FileCSV/labels", "encoding/csv", nil, []string{"ns/record", "allocs/record"}},
			{reg, "one person looked for among 100,000", "DuplicatesAdd/new", "DuplicatesMap", "map of one text: one spelling", []Bar{atMost(200, "B/request")}, nil},
			{reg, "the same, with RPPS numbers", "DuplicatesAdd/numbered", "DuplicatesMap", "map of one text: one spelling", []Bar{atMost(200, "B/request")}, nil},
			{"rpps/psi", "body for Pro Santé Identité, checked", "Body/library", "Body/baseline", "the members from a map, by encoding/json", nil, nil},
			{"rpps/psi", "answer of Pro Santé Identité", "ParseAnswer/library", "ParseAnswer/baseline", "encoding/json into a map", nil, nil},
			{"rpps/workforce", "200 people assessed", "Assess/library", "Assess/baseline", "their requests checked", nil, nil},
			{"rpps/workforce", "their plan made", "MakePlan/library", "MakePlan/baseline", "sorted and given days", nil, nil},
		}},
		{
			Title: "Extractions of the Annuaire Santé", Rows: extraction(),
			Note: "20,000 generated lines of 56 columns; for a national file see below. " +
				"“Full records” are professional, structure and situation of each line, every identifier checked with its key, every code looked up.",
		},
		{Title: "Sign-ins, FHIR, traces", Rows: []Row{
			{"rpps/psc", "userinfo of five activities", "Parse", "BaselineMap", "encoding/json into a map", nil, nil},
			{"rpps/psc", "whole sign-in: userinfo, situation, 200 documents", "SignIn/library", "SignIn/baseline", "encoding/json into a struct, a map of answers", nil, nil},
			{"rpps/fhir", "Bundle of six resources read", "Parse", "BaselineMap", "encoding/json into a map", nil, nil},
			{"rpps/fhir", "NDJSON read", "Lines", "BaselineLinesMap", "encoding/json into maps", nil, nil},
			{"rpps/fhir", "Bundle written as it was read", "Write", "BaselineWriteMap", "encoding/json from the map", nil, nil},
			{"rpps/fhir", "people of a Bundle", "People", "BaselineJoin", "joined by reference, not read", nil, nil},
			{"rpps/fhir", "Bundle made of a person", "New", "BaselineMarshalMap", "written from a map that is there", nil, nil},
			{"habilitation/trace", "line of a trace", "AppendLine", "BaselineMap", "encoding/json from a map", nil, nil},
		}},
		{Title: "Matrix: loaded, compared, exported", Rows: append([]Row{
			{"habilitation/matrixfile", "CSV of a matrix loaded and checked", "LoadCSV", "EncodingCSV", "encoding/csv", nil, nil},
			{"habilitation/evolution", "two matrices compared", "Diff", "CellsTwice", "every cell looked at", nil, nil},
			{"habilitation/evolution", "whom it touches, 900 people", "Impact/library", "Impact/baseline", "both matrices asked for everybody", nil, nil},
		}, exports()...)},
	}
}
