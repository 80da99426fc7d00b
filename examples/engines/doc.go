// Package engines holds nothing but tests: those of rppsplus that need an
// engine of others, which must not enter the go.mod of the library.
//
// The drawings of the life cycles are read back by two parsers that know
// nothing of the library: Mermaid's own parser of state diagrams and Gonum's
// parser of DOT. What they understand must be the table of the machine.
//
// The exports of the matrix are loaded into Open Policy Agent, Cedar and Casbin,
// and their answers are compared with the decisions of the library.
package engines
