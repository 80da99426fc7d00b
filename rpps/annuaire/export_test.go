package annuaire

// SetChunk makes the runs of text that workers take smaller, so that small
// inputs have many.
func (r *Reader) SetChunk(n int) { r.chunk = n }

// CutAll returns where the fields of a line end: the quick way, for comparison with
// a slow one.
func CutAll(text []byte) []int32 {
	cuts := make([]int32, len(text)+1)
	return cuts[:cutAll(text, cuts)]
}

// RowsOfPersons is the limit of lines for one person, for a test.
const RowsOfPersons = MaxPersonLines
