package rpps

// CheckNIR reports whether the text is a NIR, the social security number of
// a person: nil, or a *[ParseError]. A NIR has 13 characters and a key of two
// digits, 97 less the remainder by 97 of the number, in which the departments
// 2A and 2B of Corsica count 19 and 18. Sex, month and place are not checked.
//
// The check is there to tell somebody who typed a NIR that a professional
// number is due. There is no type for it: the library never keeps a NIR.
func CheckNIR(s string) error {
	if _, err := (Options{}).parse(formNIR, s); err != nil {
		return err
	}
	return nil
}

// verdictNIR judges 15 packed characters.
func verdictNIR(v uint64) (Problem, string) {
	if v>>8 == 0 {
		return ProblemReserved, "zero"
	}
	n := 0
	for shift := 56; shift >= 8; shift -= 4 {
		d := int(v >> shift & 0xF)
		if d > 9 {
			d = 9 - d // 2A is 20-1, 2B is 20-2
		}
		n = (n*10 + d + 97) % 97
	}
	if key := int(10*(v>>4&0xF) + v&0xF); key != 97-n {
		return ProblemKey, "97"
	}
	return 0, ""
}
