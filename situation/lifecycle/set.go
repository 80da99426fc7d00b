package lifecycle

import (
	"iter"
	"math/bits"
)

// Guard is a condition, as its position (1 to 63) in the guards of a machine.
// A condition that is the absence of something is a guard of its own; when a
// table has both sides, it lists them as exclusive.
type Guard uint8

// Effect is something to be done after a move, as its position (1 to 63) in
// the effects of a machine.
type Effect uint8

// Facts is the set of guards that the caller states to hold. A guard outside
// the set does not hold. The zero value states nothing.
type Facts uint64

// Effects is a set of effects.
type Effects uint64

// positions are the bits that stand for something; bit 0 marks a set that was
// made of something else, so that it is refused instead of being believed in
// part.
const positions = ^uint64(1)

func bit(position uint8) uint64 {
	if position > 63 {
		position = 0
	}
	return 1 << position
}

// Holding returns the facts made of these guards. A guard outside 1 to 63
// spoils the facts: every machine refuses them.
func Holding(guards ...Guard) Facts { return Facts(0).With(guards...) }

// With returns the facts with these guards stated too.
func (f Facts) With(guards ...Guard) Facts {
	for _, g := range guards {
		f |= Facts(bit(uint8(g)))
	}
	return f
}

// Without returns the facts without these guards.
func (f Facts) Without(guards ...Guard) Facts {
	for _, g := range guards {
		f &^= Facts(bit(uint8(g)) & positions)
	}
	return f
}

// Has reports whether the guard is stated to hold.
func (f Facts) Has(g Guard) bool { return uint64(f)&bit(uint8(g))&positions != 0 }

// Len returns how many guards are stated.
func (f Facts) Len() int { return bits.OnesCount64(uint64(f) & positions) }

// All returns the guards in the order of the machine's table.
func (f Facts) All() iter.Seq[Guard] { return each[Guard](uint64(f)) }

// Doing returns the set of these effects. An effect outside 1 to 63 spoils
// the set, and [New] refuses the table.
func Doing(effects ...Effect) Effects {
	var s Effects
	for _, e := range effects {
		s |= Effects(bit(uint8(e)))
	}
	return s
}

// Has reports whether the effect is in the set.
func (s Effects) Has(e Effect) bool { return uint64(s)&bit(uint8(e))&positions != 0 }

// Len returns how many effects are in the set.
func (s Effects) Len() int { return bits.OnesCount64(uint64(s) & positions) }

// All returns the effects in the order of the machine's table.
func (s Effects) All() iter.Seq[Effect] { return each[Effect](uint64(s)) }

func each[T ~uint8](set uint64) iter.Seq[T] {
	return func(yield func(T) bool) {
		for s := set & positions; s != 0; s &= s - 1 {
			if !yield(T(bits.TrailingZeros64(s))) {
				return
			}
		}
	}
}
