package annuaire

import "testing"

// TestLastWhole walks all texts of eight letters, all places up to which no line ends,
// and every room: a text is cut behind the last line that begins before the room ends.
func TestLastWhole(t *testing.T) {
	for size := range 9 {
		for n := range 1 << size {
			text := make([]byte, size)
			first := size
			for i := range text {
				text[i] = 'a'
				if n>>i&1 == 1 {
					text[i] = '\n'
					first = min(first, i)
				}
			}
			for seen := range first + 1 {
				for room := 1; room <= size+2; room++ {
					want := -1
					for i, c := range text {
						// The line that begins before the end of the room is the last.
						if c == '\n' && (want < 0 || want+1 < room && i < room) {
							want = i
						}
					}
					if got := lastWhole(text, seen, room); got != want {
						t.Fatalf("%q, none before %d, room for %d: %d, want %d", text, seen, room, got, want)
					}
				}
			}
		}
	}
}
