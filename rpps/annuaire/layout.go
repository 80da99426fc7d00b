package annuaire

import (
	"iter"

	"github.com/rppsplus/rppsplus/internal/enum"
	"github.com/rppsplus/rppsplus/internal/namekey"
)

// Layout is the kind of an extraction. The zero Layout is "not stated".
type Layout uint8

const (
	// LayoutActivity is PS_LibreAcces_Personne_activite: one line for each
	// activity that a professional declares, 56 columns; 48 in older files,
	// which have neither sector nor function nor role.
	LayoutActivity Layout = iota + 1
	// LayoutRestricted is Extraction_ProSanteConnect_Personne_activite, with
	// which Pro Santé Connect is fed: 49, 50 or 51 columns.
	LayoutRestricted
	// LayoutQualification is PS_LibreAcces_SavoirFaire, 13 columns.
	LayoutQualification
	// LayoutDiploma is PS_LibreAcces_Dipl_AutExerc, 13 columns.
	LayoutDiploma
	// LayoutMailbox is Extraction_Correspondance_MSSante, 31 columns.
	LayoutMailbox
	// LayoutToggle is the two-column table from ADELI to RPPS numbers, which
	// [Toggles] reads.
	LayoutToggle

	layoutCount
)

// layouts say of each layout how its files are called, which columns the
// newest have, in their order, and which it cannot be without. marks are the
// columns of which any tells the layout: see recognise.
var layouts = [layoutCount]struct {
	name     string
	columns  []Column
	required []Column
	marks    []Column
}{
	LayoutActivity: {
		name:     "PS_LibreAcces_Personne_activite",
		required: []Column{ColNationalID, ColProfessionCode, ColModeCode, ColTechnicalID},
		marks:    []Column{ColModeCode, ColTechnicalID, ColSIRET, ColFormerStructureID, ColAuthority},
		columns: []Column{
			ColPersonIDType, ColPersonID, ColNationalID, ColExerciseCivilityCode, ColExerciseCivilityLabel, ColCivilityCode, ColCivilityLabel,
			ColExerciseFamilyName, ColExerciseGivenName, ColProfessionCode, ColProfessionLabel, ColCategoryCode, ColCategoryLabel,
			ColQualificationTypeCode, ColQualificationTypeLabel, ColQualificationCode, ColQualificationLabel, ColModeCode, ColModeLabel,
			ColSIRET, ColSIREN, ColFINESS, ColLegalFINESS, ColTechnicalID, ColCorporateName, ColTradeName,
			ColRecipient, ColGeographicComplement, ColStreetNumber, ColRepetitionIndex, ColStreetTypeCode, ColStreetTypeLabel, ColStreet, ColMention,
			ColOffice, ColPostalCode, ColCommuneCode, ColCommuneLabel, ColCountryCode, ColCountryLabel, ColPhone, ColPhone2, ColFax, ColEmail,
			ColDepartmentCode, ColDepartmentLabel, ColFormerStructureID, ColAuthority,
			ColSectorCode, ColSectorLabel, ColSectionCode, ColSectionLabel, ColFunctionCode, ColFunctionLabel, ColRoleCode, ColRoleLabel,
		},
	},
	LayoutRestricted: {
		name:     "Extraction_ProSanteConnect_Personne_activite",
		required: []Column{ColNationalID, ColBirthName, ColProfessionCode, ColModeCode, ColTechnicalID},
		marks:    []Column{ColBirthName, ColFirstNames, ColBirthDate},
		columns: []Column{
			ColPersonIDType, ColPersonID, ColNationalID, ColBirthName, ColFirstNames, ColBirthDate, ColBirthCommuneCode, ColBirthCountryCode, ColBirthPlace,
			ColSexCode, ColPersonPhone, ColPersonEmail, ColCivilityCode, ColProfessionCode, ColCategoryCode, ColExerciseCivilityCode,
			ColExerciseFamilyName, ColExerciseGivenName, ColQualificationTypeCode, ColQualificationCode, ColModeCode, ColSectorCode, ColSectionCode,
			ColFunctionCode, ColSIRET, ColSIREN, ColFINESS, ColLegalFINESS, ColTechnicalID, ColCorporateName, ColTradeName,
			ColRecipient, ColGeographicComplement, ColStreetNumber, ColRepetitionIndex, ColStreetTypeCode, ColStreet, ColMention,
			ColOffice, ColPostalCode, ColCommuneCode, ColCountryCode, ColPhone, ColPhone2, ColFax, ColEmail, ColDepartmentCode,
			ColFormerStructureID, ColAuthority, ColOtherIDs, ColRoleCode,
		},
	},
	LayoutQualification: {
		name:     "PS_LibreAcces_SavoirFaire",
		required: []Column{ColNationalID, ColProfessionCode, ColQualificationCode},
		marks:    []Column{ColQualificationCode, ColQualificationTypeCode},
		columns: []Column{
			ColPersonIDType, ColPersonID, ColNationalID, ColExerciseFamilyName, ColExerciseGivenName, ColProfessionCode, ColProfessionLabel,
			ColCategoryCode, ColCategoryLabel, ColQualificationTypeCode, ColQualificationTypeLabel, ColQualificationCode, ColQualificationLabel,
		},
	},
	LayoutDiploma: {
		name:     "PS_LibreAcces_Dipl_AutExerc",
		required: []Column{ColNationalID, ColDiplomaCode},
		marks:    []Column{ColDiplomaCode, ColDiplomaTypeCode, ColAuthorisationTypeCode, ColDisciplineCode},
		columns: []Column{
			ColPersonIDType, ColPersonID, ColNationalID, ColExerciseFamilyName, ColExerciseGivenName, ColDiplomaTypeCode, ColDiplomaTypeLabel,
			ColDiplomaCode, ColDiplomaLabel, ColAuthorisationTypeCode, ColAuthorisationTypeLabel, ColDisciplineCode, ColDisciplineLabel,
		},
	},
	LayoutMailbox: {
		name:     "Extraction_Correspondance_MSSante",
		required: []Column{ColMailboxType, ColMailboxAddress},
		marks:    []Column{ColMailboxAddress, ColMailboxType},
		columns: []Column{
			ColMailboxType, ColMailboxAddress, ColPersonIDType, ColPersonID, ColNationalID, ColStructureIDType, ColStructureID, ColService,
			ColExerciseCivility, ColExerciseFamilyName, ColExerciseGivenName, ColCategoryCode, ColCategoryLabel, ColProfessionCode, ColProfessionLabel,
			ColQualificationCode, ColQualificationLabel, ColPaperless, ColCorporateName, ColTradeName,
			ColLine2, ColLine3, ColStreetNumber, ColRepetitionIndex, ColStreetTypeLabel, ColStreet, ColMention, ColOffice,
			ColPostalCode, ColDepartmentLabel, ColCountryLabel,
		},
	},
	LayoutToggle: {name: "ADELI_RPPS"},
}

// String returns the name that the files of the layout begin with, or "(not
// stated)".
func (l Layout) String() string {
	if l > 0 && l < layoutCount {
		return layouts[l].name
	}
	return enum.Nameless(l)
}

// MarshalText returns the name, or the empty text when not stated.
func (l Layout) MarshalText() ([]byte, error) {
	if l >= layoutCount {
		return nil, enum.ErrNoSuchValue
	}
	return []byte(layouts[l].name), nil
}

// UnmarshalText is the inverse of MarshalText.
func (l *Layout) UnmarshalText(b []byte) error {
	*l = 0
	if len(b) == 0 {
		return nil
	}
	for i := Layout(1); i < layoutCount; i++ {
		if layouts[i].name == string(b) {
			*l = i
			return nil
		}
	}
	return rules[ruleLayoutUnknown].At("layout")
}

// Columns returns the columns of the newest form of the layout, in the order
// of its files.
func (l Layout) Columns() []Column {
	if l >= layoutCount {
		return nil
	}
	return append([]Column(nil), layouts[l].columns...)
}

// Column is a column of an extraction, whatever the layout and wherever it
// stands there. The zero Column is none.
type Column uint8

const (
	// The person.
	ColPersonIDType          Column = iota + 1 // Type d'identifiant PP
	ColPersonID                                // Identifiant PP
	ColNationalID                              // Identification nationale PP
	ColExerciseCivilityCode                    // Code civilité d'exercice
	ColExerciseCivilityLabel                   // Libellé civilité d'exercice
	ColCivilityCode                            // Code civilité
	ColCivilityLabel                           // Libellé civilité
	ColExerciseFamilyName                      // Nom d'exercice
	ColExerciseGivenName                       // Prénom d'exercice

	// The exercise.
	ColProfessionCode         // Code profession
	ColProfessionLabel        // Libellé profession
	ColCategoryCode           // Code catégorie professionnelle
	ColCategoryLabel          // Libellé catégorie professionnelle
	ColQualificationTypeCode  // Code type savoir-faire
	ColQualificationTypeLabel // Libellé type savoir-faire
	ColQualificationCode      // Code savoir-faire
	ColQualificationLabel     // Libellé savoir-faire
	ColModeCode               // Code mode exercice
	ColModeLabel              // Libellé mode exercice

	// The structure.
	ColSIRET                // Numéro SIRET site
	ColSIREN                // Numéro SIREN site
	ColFINESS               // Numéro FINESS site
	ColLegalFINESS          // Numéro FINESS établissement juridique
	ColTechnicalID          // Identifiant technique de la structure
	ColCorporateName        // Raison sociale site
	ColTradeName            // Enseigne commerciale site
	ColRecipient            // Complément destinataire (coord. structure)
	ColGeographicComplement // Complément point géographique (coord. structure)
	ColStreetNumber         // Numéro Voie (coord. structure)
	ColRepetitionIndex      // Indice répétition voie (coord. structure)
	ColStreetTypeCode       // Code type de voie (coord. structure)
	ColStreetTypeLabel      // Libellé type de voie (coord. structure)
	ColStreet               // Libellé Voie (coord. structure)
	ColMention              // Mention distribution (coord. structure)
	ColOffice               // Bureau cedex (coord. structure)
	ColPostalCode           // Code postal (coord. structure)
	ColCommuneCode          // Code commune (coord. structure)
	ColCommuneLabel         // Libellé commune (coord. structure)
	ColCountryCode          // Code pays (coord. structure)
	ColCountryLabel         // Libellé pays (coord. structure)
	ColPhone                // Téléphone (coord. structure)
	ColPhone2               // Téléphone 2 (coord. structure)
	ColFax                  // Télécopie (coord. structure)
	ColEmail                // Adresse e-mail (coord. structure)
	ColDepartmentCode       // Code Département (structure)
	ColDepartmentLabel      // Libellé Département (structure)
	ColFormerStructureID    // Ancien identifiant de la structure
	ColAuthority            // Autorité d'enregistrement
	ColSectorCode           // Code secteur d'activité
	ColSectorLabel          // Libellé secteur d'activité
	ColSectionCode          // Code section tableau pharmaciens
	ColSectionLabel         // Libellé section tableau pharmaciens

	// ColFunctionCode is the function or the métier (TRE_R85), and not the
	// role.
	ColFunctionCode  // Code rôle
	ColFunctionLabel // Libellé rôle
	// ColRoleCode is the role (TRE_R22).
	ColRoleCode  // Code genre activité
	ColRoleLabel // Libellé genre activité

	// The civil status, in the restricted extraction only.
	ColBirthName        // Nom de famille
	ColFirstNames       // Prénoms
	ColBirthDate        // Date de naissance
	ColBirthCommuneCode // Code commune de naissance
	ColBirthCountryCode // Code pays de naissance
	ColBirthPlace       // Lieu de naissance
	ColSexCode          // Code sexe
	ColPersonPhone      // Téléphone (coord. correspondance)
	ColPersonEmail      // Adresse e-mail (coord. correspondance)
	ColOtherIDs         // Autres identifiants

	// Diplomas and authorisations.
	ColDiplomaTypeCode        // Code type diplôme obtenu
	ColDiplomaTypeLabel       // Libellé type diplôme obtenu
	ColDiplomaCode            // Code diplôme obtenu
	ColDiplomaLabel           // Libellé diplôme obtenu
	ColAuthorisationTypeCode  // Code type autorisation
	ColAuthorisationTypeLabel // Libellé type autorisation
	ColDisciplineCode         // Code discipline autorisation
	ColDisciplineLabel        // Libellé discipline autorisation

	// MSSanté.
	ColMailboxType      // Type de BAL
	ColMailboxAddress   // Adresse BAL
	ColStructureIDType  // Type identifiant structure
	ColStructureID      // Identification Structure
	ColService          // Service de rattachement
	ColExerciseCivility // Civilité d'exercice
	ColPaperless        // Dématérialisation
	ColLine2            // L2COMPLEMENTLOCALISATION
	ColLine3            // L3COMPLEMENTDISTRIBUTION

	columnCount
)

// columns are the labels of the columns, first the one of the newest files.
// They are compared by their letters and digits: case, accents, apostrophes
// and spaces do not matter.
var columns = [columnCount][]string{
	ColPersonIDType:           {"Type d'identifiant PP", "Type Identifiant PP"},
	ColPersonID:               {"Identifiant PP"},
	ColNationalID:             {"Identification nationale PP"},
	ColExerciseCivilityCode:   {"Code civilité d'exercice"},
	ColExerciseCivilityLabel:  {"Libellé civilité d'exercice"},
	ColCivilityCode:           {"Code civilité"},
	ColCivilityLabel:          {"Libellé civilité"},
	ColExerciseFamilyName:     {"Nom d'exercice"},
	ColExerciseGivenName:      {"Prénom d'exercice"},
	ColProfessionCode:         {"Code profession"},
	ColProfessionLabel:        {"Libellé profession"},
	ColCategoryCode:           {"Code catégorie professionnelle", "Catégorie profession"},
	ColCategoryLabel:          {"Libellé catégorie professionnelle", "Libellé de catégorie profession"},
	ColQualificationTypeCode:  {"Code type savoir-faire"},
	ColQualificationTypeLabel: {"Libellé type savoir-faire"},
	ColQualificationCode:      {"Code savoir-faire"},
	ColQualificationLabel:     {"Libellé savoir-faire"},
	ColModeCode:               {"Code mode exercice", "Code mode d'exercice"},
	ColModeLabel:              {"Libellé mode exercice", "Libellé mode d'exercice"},
	ColSIRET:                  {"Numéro SIRET site"},
	ColSIREN:                  {"Numéro SIREN site"},
	ColFINESS:                 {"Numéro FINESS site"},
	ColLegalFINESS:            {"Numéro FINESS établissement juridique"},
	ColTechnicalID:            {"Identifiant technique de la structure"},
	ColCorporateName:          {"Raison sociale site", "Raison Sociale structure BAL"},
	ColTradeName:              {"Enseigne commerciale site", "Enseigne commerciale structure BAL"},
	ColRecipient:              {"Complément destinataire (coord. structure)"},
	ColGeographicComplement:   {"Complément point géographique (coord. structure)"},
	ColStreetNumber:           {"Numéro Voie (coord. structure)", "L4NUMEROVOIE", "L4NUMEROVOIE structure BAL"},
	ColRepetitionIndex:        {"Indice répétition voie (coord. structure)", "L4COMPLEMENTNUMEROVOIE", "L4COMPLEMENTNUMEROVOIE structure BAL"},
	ColStreetTypeCode:         {"Code type de voie (coord. structure)"},
	ColStreetTypeLabel:        {"Libellé type de voie (coord. structure)", "NL4TYPEVOIE", "NL4TYPEVOIE structure BAL"},
	ColStreet:                 {"Libellé Voie (coord. structure)", "L4LIBELLEVOIE", "L4LIBELLEVOIE structure BAL"},
	ColMention:                {"Mention distribution (coord. structure)", "L5LIEUDITMENTION", "L5LIEUDITMENTION structure BAL"},
	ColOffice:                 {"Bureau cedex (coord. structure)", "L6LIGNEACHEMINEMENT", "L6LIGNEACHEMINEMENT structure BAL"},
	ColPostalCode:             {"Code postal (coord. structure)", "Code postal", "Code postal structure BAL"},
	ColCommuneCode:            {"Code commune (coord. structure)"},
	ColCommuneLabel:           {"Libellé commune (coord. structure)"},
	ColCountryCode:            {"Code pays (coord. structure)"},
	ColCountryLabel:           {"Libellé pays (coord. structure)", "Pays", "Pays structure BAL"},
	ColPhone:                  {"Téléphone (coord. structure)"},
	ColPhone2:                 {"Téléphone 2 (coord. structure)"},
	ColFax:                    {"Télécopie (coord. structure)"},
	ColEmail:                  {"Adresse e-mail (coord. structure)"},
	ColDepartmentCode:         {"Code Département (structure)", "Code département (coord. structure)"},
	ColDepartmentLabel:        {"Libellé Département (structure)", "Libellé Département (coord. structure)", "Département", "Département structure BAL"},
	ColFormerStructureID:      {"Ancien identifiant de la structure"},
	ColAuthority:              {"Autorité d'enregistrement"},
	ColSectorCode:             {"Code secteur d'activité", "Code secteur activité"},
	ColSectorLabel:            {"Libellé secteur d'activité", "Libellé secteur activité"},
	ColSectionCode:            {"Code section tableau pharmaciens"},
	ColSectionLabel:           {"Libellé section tableau pharmaciens"},
	ColFunctionCode:           {"Code rôle"},
	ColFunctionLabel:          {"Libellé rôle"},
	ColRoleCode:               {"Code genre activité", "Code genre d'activité"},
	ColRoleLabel:              {"Libellé genre activité", "Libellé genre d'activité"},
	ColBirthName:              {"Nom de famille"},
	ColFirstNames:             {"Prénoms"},
	ColBirthDate:              {"Date de naissance"},
	ColBirthCommuneCode:       {"Code commune de naissance"},
	ColBirthCountryCode:       {"Code pays de naissance"},
	ColBirthPlace:             {"Lieu de naissance"},
	ColSexCode:                {"Code sexe"},
	ColPersonPhone:            {"Téléphone (coord. correspondance)"},
	ColPersonEmail:            {"Adresse e-mail (coord. correspondance)"},
	ColOtherIDs:               {"Autres identifiants"},
	ColDiplomaTypeCode:        {"Code type diplôme obtenu"},
	ColDiplomaTypeLabel:       {"Libellé type diplôme obtenu"},
	ColDiplomaCode:            {"Code diplôme obtenu"},
	ColDiplomaLabel:           {"Libellé diplôme obtenu"},
	ColAuthorisationTypeCode:  {"Code type autorisation"},
	ColAuthorisationTypeLabel: {"Libellé type autorisation"},
	ColDisciplineCode:         {"Code discipline autorisation"},
	ColDisciplineLabel:        {"Libellé discipline autorisation"},
	ColMailboxType:            {"Type de BAL"},
	ColMailboxAddress:         {"Adresse BAL"},
	ColStructureIDType:        {"Type identifiant structure"},
	ColStructureID:            {"Identification Structure"},
	ColService:                {"Service de rattachement"},
	ColExerciseCivility:       {"Civilité d'exercice"},
	ColPaperless:              {"Dématérialisation"},
	ColLine2:                  {"L2COMPLEMENTLOCALISATION", "L2COMPLEMENTLOCALISATION structure BAL"},
	ColLine3:                  {"L3COMPLEMENTDISTRIBUTION", "L3COMPLEMENTDISTRIBUTION structure BAL"},
}

// Columns yields every column of the package.
func Columns() iter.Seq[Column] {
	return func(yield func(Column) bool) {
		for c := Column(1); c < columnCount; c++ {
			if !yield(c) {
				return
			}
		}
	}
}

// ColumnOf finds a column by one of its labels, as headers of extractions
// write it; case, accents and apostrophes do not matter. ok is false when there
// is none.
func ColumnOf(label string) (c Column, ok bool) {
	key := namekey.Of(label)
	for c, labels := range columns {
		for _, l := range labels {
			if namekey.Of(l) == key {
				return Column(c), true
			}
		}
	}
	return 0, false
}

// Label returns the label of the column in the newest files; empty for none.
func (c Column) Label() string {
	if c > 0 && c < columnCount {
		return columns[c][0]
	}
	return ""
}

// labelIn is the label of the column in the files of a layout: mailboxes have
// labels of their own.
func (c Column) labelIn(l Layout) string {
	if l == LayoutMailbox {
		return columns[c][len(columns[c])-1]
	}
	return c.Label()
}

// String returns the label, or "(not stated)".
func (c Column) String() string {
	if s := c.Label(); s != "" {
		return s
	}
	return "(not stated)"
}
