// Package attack holds nothing but tests: it is the library under hostile
// hands. Every reader gets floods without an end, deep and repeated JSON,
// archives that lie, letters that look like others, days that do not exist; the
// tests hold it to bounded memory, bounded work and a typed refusal.
//
// Inputs are made while they are read and stand in no file. Memory is what the
// runtime counts, never what a clock says; work is counted in bytes read and in
// allocations. What comes out is written down in docs/trust/hostile.md, which a
// test of this package compares and writes:
//
//	go test ./internal/attack -run TestDocument -update
//
// Values that are said to be safe are used here by many goroutines at once, and
// what accessors hand out is scribbled on.
package attack
