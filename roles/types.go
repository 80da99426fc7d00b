package roles

// Category is the catégorie professionnelle (TRE_R09). Whether somebody
// belongs to the armed forces does not follow from it: the label of M is
// "Agent public". The zero value is "not stated".
type Category uint8

// PracticeMode is the mode d'exercice (TRE_R23). The zero value is "not
// stated".
type PracticeMode uint8

// OutsideCare reports whether the code says of the activity itself that it is no care:
// GENR04 "Activité non soignante", by its definition in TRE_R22 one of the health sector,
// and GENR05 "Activité non médicale", which has ended.
func (c Role) OutsideCare() bool { return c == GENR04 || c == GENR05 }

// Sector is the secteur d'activité (TRE_R02). The zero value is "not stated".
type Sector uint8

// InJ126 reports whether the sector is in JDV_J126: those with which the registration
// portal enters structures known by their SIRET alone, that no directory of the ANS has. A
// structure of the directories may have another one.
func (c Sector) InJ126() bool { return sectorTable.get(uint16(c)).sets&inJ126 != 0 }

// OfOccupationalHealth reports whether the sector is that of the services of prevention and
// health at work (SA66), or of prevention and care in companies (SA13): the sector of the
// latter name on cards CPS (42, as TRE_G19 has it) included the médecine du travail, which
// had no sector of its own before May 2024. Of the latter it is inferred.
func (c Sector) OfOccupationalHealth() bool { return c == SA66 || c == SA13 }

// LiberalActivity is the type d'activité libérale (TRE_R24). The zero value
// is "not stated".
type LiberalActivity uint8

// EndReason is the motif de fin d'activité (TRE_R25). The zero value is "not
// stated".
type EndReason uint8
