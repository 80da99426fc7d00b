// Package history keeps what happened to one thing with a life cycle: an
// append-only list of events, each bound to the one before by a digest.
//
//	h, err := history.New(situation.Cycle(), "situation-17")
//	step, err := h.Append(id, at, lifecycle.Gestionnaire, situation.EventClose, facts)
//	_, err = h.WriteTo(file)                  // keep h.Head() and h.Len() elsewhere
//	h, err = history.Read(file, situation.Cycle())
//
// A [History] moves only as its machine allows. It is written as lines of JSON
// in one canonical form, and [Read] demands exactly the bytes that would be
// written again: a byte that was changed, a line that was moved, doubled or
// lost is found, with its line. Reading replays every move through the
// machine.
//
// A thing that had a state before anything was kept of it begins with [NewFrom]. Moves
// that a registration.Dossier made are appended with what its Change tells.
//
// # What the digests prove
//
// The chain holds no secret. It finds accidents, and changes by somebody who
// does not recompute it. Who can write the file can also cut its end and seal
// it again, or write another history altogether, and the file alone cannot
// tell. Keep [History.Head] and [History.Len] elsewhere (another system, a
// daily publication) and check them with [History.Verify].
//
// # Versions and policies
//
// A history is bound to the name and version of its machine: keep the tables
// of old versions to read old histories. The policy of a machine is not part
// of the file: a machine that is stricter than the one that wrote, or that
// does not allow a move that is off by default, refuses to read.
//
// # Personal data
//
// A file holds codes of the table, times and identifiers. The subject must be
// an opaque identifier, never a number or name of a person; so must what the
// caller links to an event by its ID.
//
// # Not here
//
// Where the file is kept, and who may write it. Times and identifiers are the
// caller's: [NewID] makes one of a time and of random bytes.
//
// # Errors
//
// An [Error] tells the rule, the line and nothing of what stands there; a
// [Conflict] tells where two histories part.
//
// # Limits
//
// [Read] keeps every event in memory: [MaxEvents] at most ([ReadOptions] adjusts
// it). A line has at most 8 KiB, more than any that can be written.
//
// # Concurrency
//
// A History is for one goroutine while something is appended to it.
package history
