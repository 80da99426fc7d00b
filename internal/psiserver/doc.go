// Package psiserver is a fake of Pro Santé Identité (PSI), the interface by
// which French establishments enrol professionals in the RPPS.
//
// It is written from the published description alone, and imports nothing of
// this module: the checks of the library are held against it, and programs
// can register invented people over the loopback. It follows the OpenAPI
// document v0.9.1 of 2026-09-15 of github.com/ansforge/psc-psi-api, with its
// README and its examples where that document is silent. The codes of an
// account with no or several RPPS numbers come from v0.4.2 of 2026-01-08:
// the later description shows the code for one number only.
//
// Where these documents disagree, the server takes the side that refuses; an
// option takes the other. It checks the shape of numbers and not their keys:
// no document speaks of keys, and the numbers of its examples break them.
//
// What no document says is marked as such where it is decided. It knows
// nobody who is not in [Options]. It is no security boundary, and nothing
// for production.
package psiserver
