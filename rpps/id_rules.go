package rpps

import "github.com/rppsplus/rppsplus/rpps/rule"

// Codes of the rules on identifiers. A *[ParseError] matches its own with
// [errors.Is].
const (
	CodeRPPSShape           rule.Code = "ID-RPPS-SHAPE"
	CodeRPPSKey             rule.Code = "ID-RPPS-KEY"
	CodeRPPSReserved        rule.Code = "ID-RPPS-RESERVED"
	CodeSIRENShape          rule.Code = "ID-SIREN-SHAPE"
	CodeSIRENKey            rule.Code = "ID-SIREN-KEY"
	CodeSIRENReserved       rule.Code = "ID-SIREN-RESERVED"
	CodeSIRETShape          rule.Code = "ID-SIRET-SHAPE"
	CodeSIRETSIREN          rule.Code = "ID-SIRET-SIREN"
	CodeSIRETLaPoste        rule.Code = "ID-SIRET-LAPOSTE"
	CodeSIRETKey            rule.Code = "ID-SIRET-KEY"
	CodeSIRETNIC            rule.Code = "ID-SIRET-NIC"
	CodeSIRETReserved       rule.Code = "ID-SIRET-RESERVED"
	CodeFINESSTest          rule.Code = "ID-FINESS-TEST"
	CodeFINESSShape         rule.Code = "ID-FINESS-SHAPE"
	CodeFINESSKey           rule.Code = "ID-FINESS-KEY"
	CodeFINESSReserved      rule.Code = "ID-FINESS-RESERVED"
	CodeRPPSRangRPPS        rule.Code = "ID-RPPSRANG-RPPS"
	CodeRPPSRangShape       rule.Code = "ID-RPPSRANG-SHAPE"
	CodeRPPSRangKey         rule.Code = "ID-RPPSRANG-KEY"
	CodeRPPSRangReserved    rule.Code = "ID-RPPSRANG-RESERVED"
	CodeADELIShape          rule.Code = "ID-ADELI-SHAPE"
	CodeADELIKey            rule.Code = "ID-ADELI-KEY"
	CodeADELIReserved       rule.Code = "ID-ADELI-RESERVED"
	CodePersonIDTest        rule.Code = "ID-IDNPS-TEST"
	CodePersonIDUnknown     rule.Code = "ID-IDNPS-UNKNOWN"
	CodePersonIDShape       rule.Code = "ID-IDNPS-SHAPE"
	CodePersonIDKey         rule.Code = "ID-IDNPS-KEY"
	CodePersonIDReserved    rule.Code = "ID-IDNPS-RESERVED"
	CodeStructureIDTest     rule.Code = "ID-IDNST-TEST"
	CodeStructureIDUnknown  rule.Code = "ID-IDNST-UNKNOWN"
	CodeStructureIDShape    rule.Code = "ID-IDNST-SHAPE"
	CodeStructureIDKey      rule.Code = "ID-IDNST-KEY"
	CodeStructureIDReserved rule.Code = "ID-IDNST-RESERVED"
	CodeTechnicalIDTest     rule.Code = "ID-TECHNICALID-TEST"
	CodeTechnicalIDUnknown  rule.Code = "ID-TECHNICALID-UNKNOWN"
	CodeTechnicalIDShape    rule.Code = "ID-TECHNICALID-SHAPE"
	CodeTechnicalIDKey      rule.Code = "ID-TECHNICALID-KEY"
	CodeTechnicalIDReserved rule.Code = "ID-TECHNICALID-RESERVED"
	CodeMSSanteShape        rule.Code = "ID-MSSANTE-SHAPE"
	CodeNIRShape            rule.Code = "ID-NIR-SHAPE"
	CodeNIRKey              rule.Code = "ID-NIR-KEY"
	CodeNIRReserved         rule.Code = "ID-NIR-RESERVED"
	CodeKindUnknown         rule.Code = "ID-KIND-UNKNOWN"
)

// identifierRule is a rule and the errors it stands for: those of the kind
// and problem, and of the control when it is not empty.
type identifierRule struct {
	kind    Kind
	problem Problem
	control string
	rule    rule.Rule
}

// identifierRuleTable has the rules with a control before those without, for
// the first that fits is taken.
var identifierRuleTable = [...]identifierRule{
	{KindRPPS, ProblemShape, "", rule.Rule{
		Code: CodeRPPSShape, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Numéro RPPS : forme", EN: "RPPS number: shape"},
		Message: rule.Text{
			FR: "un numéro RPPS compte 11 chiffres",
			EN: "an RPPS number has 11 digits",
		},
		Source: "ANS, modèle des objets de santé, Professionnel", Evidence: rule.Sourced,
	}},
	{KindRPPS, ProblemKey, "", rule.Rule{
		Code: CodeRPPSKey, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Numéro RPPS : clé", EN: "RPPS number: key"},
		Message: rule.Text{
			FR: "la clé de Luhn du numéro RPPS est fausse",
			EN: "the Luhn key of the RPPS number is wrong",
		},
		Source: "ANS, modèle des objets de santé, Professionnel", Evidence: rule.Sourced,
	}},
	{KindRPPS, ProblemReserved, "", rule.Rule{
		Code: CodeRPPSReserved, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Numéro RPPS : numéro nul", EN: "RPPS number: all zeros"},
		Message: rule.Text{
			FR: "un numéro fait de zéros n'est attribué à personne",
			EN: "a number of zeros is given to nobody",
		},
		Source: "no register gives it; the library reads zero as not stated", Evidence: rule.Policy,
	}},
	{KindSIREN, ProblemShape, "", rule.Rule{
		Code: CodeSIRENShape, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "SIREN : forme", EN: "SIREN: shape"},
		Message: rule.Text{
			FR: "un SIREN compte 9 chiffres",
			EN: "a SIREN has 9 digits",
		},
		Source: "Insee, Sirene", Evidence: rule.Sourced,
	}},
	{KindSIREN, ProblemKey, "", rule.Rule{
		Code: CodeSIRENKey, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "SIREN : clé", EN: "SIREN: key"},
		Message: rule.Text{
			FR: "la clé de Luhn du SIREN est fausse",
			EN: "the Luhn key of the SIREN is wrong",
		},
		Source: "Insee, Sirene", Evidence: rule.Sourced,
	}},
	{KindSIREN, ProblemReserved, "", rule.Rule{
		Code: CodeSIRENReserved, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "SIREN : numéro nul", EN: "SIREN: all zeros"},
		Message: rule.Text{
			FR: "un numéro fait de zéros n'est attribué à personne",
			EN: "a number of zeros is given to nobody",
		},
		Source: "no register gives it; the library reads zero as not stated", Evidence: rule.Policy,
	}},
	{KindSIRET, ProblemShape, "", rule.Rule{
		Code: CodeSIRETShape, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "SIRET : forme", EN: "SIRET: shape"},
		Message: rule.Text{
			FR: "un SIRET compte 14 chiffres",
			EN: "a SIRET has 14 digits",
		},
		Source: "Insee, Sirene", Evidence: rule.Sourced,
	}},
	{KindSIRET, ProblemKey, "siren", rule.Rule{
		Code: CodeSIRETSIREN, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "SIRET : clé du SIREN", EN: "SIRET: key of the SIREN"},
		Message: rule.Text{
			FR: "les neuf premiers chiffres du SIRET ne sont pas un SIREN : leur clé de Luhn est fausse",
			EN: "the first nine digits of the SIRET are no SIREN: their Luhn key is wrong",
		},
		Source: "Insee, Sirene; python-stdnum and validinsee check it too", Evidence: rule.Sourced,
	}},
	{KindSIRET, ProblemKey, "la-poste", rule.Rule{
		Code: CodeSIRETLaPoste, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "SIRET de La Poste", EN: "SIRET of La Poste"},
		Message: rule.Text{
			FR: "le SIRET de La Poste n'a ni la clé de Luhn ni une somme de chiffres multiple de 5 que la lecture choisie admet",
			EN: "the SIRET of La Poste has neither the Luhn key nor a digit sum multiple of 5 that the chosen reading admits",
		},
		Source: "validinsee (Insee) and IsoCodes read it widely, python-stdnum narrowly: Options.StrictLaPoste", Evidence: rule.Policy,
	}},
	{KindSIRET, ProblemKey, "", rule.Rule{
		Code: CodeSIRETKey, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "SIRET : clé", EN: "SIRET: key"},
		Message: rule.Text{
			FR: "la clé de Luhn du SIRET est fausse",
			EN: "the Luhn key of the SIRET is wrong",
		},
		Source: "Insee, Sirene", Evidence: rule.Sourced,
	}},
	{KindSIRET, ProblemReserved, "nic", rule.Rule{
		Code: CodeSIRETNIC, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "SIRET : NIC nul", EN: "SIRET: NIC of zeros"},
		Message: rule.Text{
			FR: "le NIC 00000 n'est jamais attribué",
			EN: "the NIC 00000 is never given",
		},
		Source: "Insee, information 2408687", Evidence: rule.Sourced,
	}},
	{KindSIRET, ProblemReserved, "", rule.Rule{
		Code: CodeSIRETReserved, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "SIRET : SIREN nul", EN: "SIRET: SIREN of zeros"},
		Message: rule.Text{
			FR: "un SIREN fait de zéros n'est attribué à personne",
			EN: "a SIREN of zeros is given to nobody",
		},
		Source: "no register gives it; the library reads zero as not stated", Evidence: rule.Policy,
	}},
	{KindFINESS, ProblemUnknown, "", rule.Rule{
		Code: CodeFINESSTest, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "FINESS de test", EN: "FINESS test number"},
		Message: rule.Text{
			FR: "la règle de clé de ce numéro de test n'est pas connue",
			EN: "the key rule of this test number is not known",
		},
		Source: "test structures of the ANS (0B, 1B): some satisfy Luhn, some do not", Evidence: rule.Policy,
	}},
	{KindFINESS, ProblemShape, "", rule.Rule{
		Code: CodeFINESSShape, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Numéro FINESS : forme", EN: "FINESS number: shape"},
		Message: rule.Text{
			FR: "un numéro FINESS compte 9 caractères : des chiffres, et au deuxième rang un chiffre, A ou B",
			EN: "a FINESS number has 9 characters: digits, and in second place a digit, A or B",
		},
		Source: "ANS, modèle des objets de santé, EntiteJuridique and EntiteGeographique", Evidence: rule.Sourced,
	}},
	{KindFINESS, ProblemKey, "", rule.Rule{
		Code: CodeFINESSKey, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Numéro FINESS : clé", EN: "FINESS number: key"},
		Message: rule.Text{
			FR: "la clé de Luhn du numéro FINESS est fausse (A compte 1, B compte 2)",
			EN: "the Luhn key of the FINESS number is wrong (A counts 1, B counts 2)",
		},
		Source: "ANS, modèle des objets de santé, EntiteJuridique and EntiteGeographique; letters from published numbers of Corsica", Evidence: rule.Inferred,
	}},
	{KindFINESS, ProblemReserved, "", rule.Rule{
		Code: CodeFINESSReserved, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Numéro FINESS : numéro nul", EN: "FINESS number: all zeros"},
		Message: rule.Text{
			FR: "un numéro fait de zéros n'est attribué à personne",
			EN: "a number of zeros is given to nobody",
		},
		Source: "no register gives it; the library reads zero as not stated", Evidence: rule.Policy,
	}},
	{KindRPPSRang, ProblemKey, "rpps", rule.Rule{
		Code: CodeRPPSRangRPPS, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "RPPS-rang : clé du RPPS", EN: "RPPS-rang: key of the RPPS"},
		Message: rule.Text{
			FR: "les onze premiers chiffres du RPPS-rang ne sont pas un numéro RPPS : leur clé de Luhn est fausse",
			EN: "the first eleven digits of the RPPS-rang are no RPPS number: their Luhn key is wrong",
		},
		Source: "ANS, modèle des objets de santé, Professionnel", Evidence: rule.Sourced,
	}},
	{KindRPPSRang, ProblemShape, "", rule.Rule{
		Code: CodeRPPSRangShape, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "RPPS-rang : forme", EN: "RPPS-rang: shape"},
		Message: rule.Text{
			FR: "un RPPS-rang compte 14 chiffres",
			EN: "an RPPS-rang has 14 digits",
		},
		Source: "ANS, modèle des objets de santé, Professionnel", Evidence: rule.Sourced,
	}},
	{KindRPPSRang, ProblemKey, "", rule.Rule{
		Code: CodeRPPSRangKey, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "RPPS-rang : clé", EN: "RPPS-rang: key"},
		Message: rule.Text{
			FR: "la clé de Luhn du RPPS-rang est fausse",
			EN: "the Luhn key of the RPPS-rang is wrong",
		},
		Source: "ANS, modèle des objets de santé, Professionnel", Evidence: rule.Sourced,
	}},
	{KindRPPSRang, ProblemReserved, "", rule.Rule{
		Code: CodeRPPSRangReserved, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "RPPS-rang : numéro nul", EN: "RPPS-rang: all zeros"},
		Message: rule.Text{
			FR: "un numéro fait de zéros n'est attribué à personne",
			EN: "a number of zeros is given to nobody",
		},
		Source: "no register gives it; the library reads zero as not stated", Evidence: rule.Policy,
	}},
	{KindADELI, ProblemShape, "", rule.Rule{
		Code: CodeADELIShape, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Numéro ADELI : forme", EN: "ADELI number: shape"},
		Message: rule.Text{
			FR: "un numéro ADELI compte 9 caractères : des chiffres, et aux deuxième et troisième rangs un chiffre ou une lettre de A à F",
			EN: "an ADELI number has 9 characters: digits, and in second and third place a digit or a letter A to F",
		},
		Source: "computed over published ADELI numbers", Evidence: rule.Inferred,
	}},
	{KindADELI, ProblemKey, "", rule.Rule{
		Code: CodeADELIKey, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Numéro ADELI : clé", EN: "ADELI number: key"},
		Message: rule.Text{
			FR: "la clé de Luhn du numéro ADELI est fausse (A compte 1 … F compte 6)",
			EN: "the Luhn key of the ADELI number is wrong (A counts 1 … F counts 6)",
		},
		Source: "computed over published ADELI numbers", Evidence: rule.Inferred,
	}},
	{KindADELI, ProblemReserved, "", rule.Rule{
		Code: CodeADELIReserved, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Numéro ADELI : numéro nul", EN: "ADELI number: all zeros"},
		Message: rule.Text{
			FR: "un numéro fait de zéros n'est attribué à personne",
			EN: "a number of zeros is given to nobody",
		},
		Source: "no register gives it; the library reads zero as not stated", Evidence: rule.Policy,
	}},
	{KindPersonID, ProblemUnknown, "test-number", rule.Rule{
		Code: CodePersonIDTest, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Identifiant national de personne : FINESS de test", EN: "National id of a person: FINESS test number"},
		Message: rule.Text{
			FR: "la règle de clé du numéro FINESS de test n'est pas connue",
			EN: "the key rule of the FINESS test number is not known",
		},
		Source: "test structures of the ANS (0B, 1B): some satisfy Luhn, some do not", Evidence: rule.Policy,
	}},
	{KindPersonID, ProblemUnknown, "", rule.Rule{
		Code: CodePersonIDUnknown, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Identifiant national de personne : préfixe inconnu", EN: "National id of a person: unknown prefix"},
		Message: rule.Text{
			FR: "le préfixe n'est pas de la liste (0, 1, 3, 4, 5, 6, 8, 10)",
			EN: "the prefix is not in the list (0, 1, 3, 4, 5, 6, 8, 10)",
		},
		Source: "ANS, modèle des objets de santé, Professionnel; NOS TRE_G08", Evidence: rule.Sourced,
	}},
	{KindPersonID, ProblemShape, "", rule.Rule{
		Code: CodePersonIDShape, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Identifiant national de personne : forme", EN: "National id of a person: shape"},
		Message: rule.Text{
			FR: "après son préfixe, l'identifiant n'a pas la forme attendue : numéro, et pour les employés d'une structure une barre oblique et un identifiant interne",
			EN: "after its prefix the identifier has not the expected shape: a number and, for employees of a structure, a slash and an internal id",
		},
		Source: "ANS, modèle des objets de santé, Professionnel; NOS TRE_G08", Evidence: rule.Sourced,
	}},
	{KindPersonID, ProblemKey, "", rule.Rule{
		Code: CodePersonIDKey, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Identifiant national de personne : clé", EN: "National id of a person: key"},
		Message: rule.Text{
			FR: "la clé du numéro contenu dans l'identifiant est fausse",
			EN: "the key of the number in the identifier is wrong",
		},
		Source: "ANS, modèle des objets de santé, Professionnel; NOS TRE_G08", Evidence: rule.Sourced,
	}},
	{KindPersonID, ProblemReserved, "", rule.Rule{
		Code: CodePersonIDReserved, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Identifiant national de personne : numéro réservé", EN: "National id of a person: reserved number"},
		Message: rule.Text{
			FR: "le numéro contenu dans l'identifiant n'est jamais attribué",
			EN: "the number in the identifier is never given",
		},
		Source: "zeros, which no register gives; NIC 00000 of a SIRET, Insee, information 2408687", Evidence: rule.Policy,
	}},
	{KindStructureID, ProblemUnknown, "test-number", rule.Rule{
		Code: CodeStructureIDTest, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Identifiant national de structure : FINESS de test", EN: "National id of a structure: FINESS test number"},
		Message: rule.Text{
			FR: "la règle de clé du numéro FINESS de test n'est pas connue",
			EN: "the key rule of the FINESS test number is not known",
		},
		Source: "test structures of the ANS (0B, 1B): some satisfy Luhn, some do not", Evidence: rule.Policy,
	}},
	{KindStructureID, ProblemUnknown, "", rule.Rule{
		Code: CodeStructureIDUnknown, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Identifiant national de structure : préfixe inconnu", EN: "National id of a structure: unknown prefix"},
		Message: rule.Text{
			FR: "le préfixe n'est pas de la liste (0 à 4)",
			EN: "the prefix is not in the list (0 to 4)",
		},
		Source: "ANS, modèle des objets de santé; NOS TRE_G07", Evidence: rule.Sourced,
	}},
	{KindStructureID, ProblemShape, "", rule.Rule{
		Code: CodeStructureIDShape, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Identifiant national de structure : forme", EN: "National id of a structure: shape"},
		Message: rule.Text{
			FR: "après son préfixe, l'identifiant n'a pas la forme attendue",
			EN: "after its prefix the identifier has not the expected shape",
		},
		Source: "ANS, modèle des objets de santé; NOS TRE_G07", Evidence: rule.Sourced,
	}},
	{KindStructureID, ProblemKey, "", rule.Rule{
		Code: CodeStructureIDKey, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Identifiant national de structure : clé", EN: "National id of a structure: key"},
		Message: rule.Text{
			FR: "la clé du numéro contenu dans l'identifiant est fausse",
			EN: "the key of the number in the identifier is wrong",
		},
		Source: "ANS, modèle des objets de santé; NOS TRE_G07", Evidence: rule.Sourced,
	}},
	{KindStructureID, ProblemReserved, "", rule.Rule{
		Code: CodeStructureIDReserved, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Identifiant national de structure : numéro réservé", EN: "National id of a structure: reserved number"},
		Message: rule.Text{
			FR: "le numéro contenu dans l'identifiant n'est jamais attribué",
			EN: "the number in the identifier is never given",
		},
		Source: "zeros, which no register gives; NIC 00000 of a SIRET, Insee, information 2408687", Evidence: rule.Policy,
	}},
	{KindTechnicalID, ProblemUnknown, "test-number", rule.Rule{
		Code: CodeTechnicalIDTest, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Identifiant technique de structure : FINESS de test", EN: "Technical id of a structure: FINESS test number"},
		Message: rule.Text{
			FR: "la règle de clé du numéro FINESS de test n'est pas connue",
			EN: "the key rule of the FINESS test number is not known",
		},
		Source: "test structures of the ANS (0B, 1B): some satisfy Luhn, some do not", Evidence: rule.Policy,
	}},
	{KindTechnicalID, ProblemUnknown, "", rule.Rule{
		Code: CodeTechnicalIDUnknown, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Identifiant technique de structure : préfixe inconnu", EN: "Technical id of a structure: unknown prefix"},
		Message: rule.Text{
			FR: "le préfixe n'est pas F, R, C ou REJ",
			EN: "the prefix is not F, R, C or REJ",
		},
		Source: "seen in extractions of the Annuaire Santé and in Pro Santé Connect", Evidence: rule.Inferred,
	}},
	{KindTechnicalID, ProblemShape, "", rule.Rule{
		Code: CodeTechnicalIDShape, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Identifiant technique de structure : forme", EN: "Technical id of a structure: shape"},
		Message: rule.Text{
			FR: "après son préfixe, l'identifiant n'a pas la forme attendue",
			EN: "after its prefix the identifier has not the expected shape",
		},
		Source: "seen in extractions of the Annuaire Santé and in Pro Santé Connect", Evidence: rule.Inferred,
	}},
	{KindTechnicalID, ProblemKey, "", rule.Rule{
		Code: CodeTechnicalIDKey, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Identifiant technique de structure : clé", EN: "Technical id of a structure: key"},
		Message: rule.Text{
			FR: "la clé du numéro contenu dans l'identifiant est fausse",
			EN: "the key of the number in the identifier is wrong",
		},
		Source: "seen in extractions of the Annuaire Santé and in Pro Santé Connect", Evidence: rule.Inferred,
	}},
	{KindTechnicalID, ProblemReserved, "", rule.Rule{
		Code: CodeTechnicalIDReserved, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Identifiant technique de structure : numéro réservé", EN: "Technical id of a structure: reserved number"},
		Message: rule.Text{
			FR: "le numéro contenu dans l'identifiant n'est jamais attribué",
			EN: "the number in the identifier is never given",
		},
		Source: "zeros, which no register gives; NIC 00000 of a SIRET, Insee, information 2408687", Evidence: rule.Policy,
	}},
	{KindMSSante, ProblemShape, "", rule.Rule{
		Code: CodeMSSanteShape, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Adresse MSSanté : forme", EN: "MSSanté address: shape"},
		Message: rule.Text{
			FR: "l'adresse n'est pas une adresse de messagerie",
			EN: "the address is not an e-mail address",
		},
		Source: "RFC 5321 and 5322, without quoted local parts; at least two labels", Evidence: rule.Inferred,
	}},
	{KindNIR, ProblemShape, "", rule.Rule{
		Code: CodeNIRShape, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "NIR : forme", EN: "NIR: shape"},
		Message: rule.Text{
			FR: "un NIR compte 13 caractères et une clé de 2 chiffres",
			EN: "a NIR has 13 characters and a key of 2 digits",
		},
		Source: "rule of the key 97, tried on published examples", Evidence: rule.Inferred,
	}},
	{KindNIR, ProblemKey, "", rule.Rule{
		Code: CodeNIRKey, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "NIR : clé", EN: "NIR: key"},
		Message: rule.Text{
			FR: "la clé du NIR est fausse",
			EN: "the key of the NIR is wrong",
		},
		Source: "rule of the key 97, tried on published examples", Evidence: rule.Inferred,
	}},
	{KindNIR, ProblemReserved, "", rule.Rule{
		Code: CodeNIRReserved, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "NIR : numéro nul", EN: "NIR: all zeros"},
		Message: rule.Text{
			FR: "un numéro fait de zéros n'est attribué à personne",
			EN: "a number of zeros is given to nobody",
		},
		Source: "no register gives it; the library reads zero as not stated", Evidence: rule.Policy,
	}},
	{0, ProblemUnknown, "", rule.Rule{
		Code: CodeKindUnknown, Area: rule.AreaIdentifier, Severity: rule.Error,
		Title: rule.Text{FR: "Nom inconnu", EN: "Unknown name"},
		Message: rule.Text{
			FR: "ce nom de type d'identifiant n'existe pas",
			EN: "there is no kind of identifier of this name",
		},
		Source: "list of the library", Evidence: rule.Policy,
	}},
}

// identifierRules returns a copy of the rules on identifiers.
func identifierRules() []rule.Rule {
	out := make([]rule.Rule, len(identifierRuleTable))
	for i := range identifierRuleTable {
		out[i] = identifierRuleTable[i].rule
	}
	return out
}

// rule returns the rule that e breaks, nil when this package does not make
// such an error.
func (e *ParseError) rule() *rule.Rule {
	for i := range identifierRuleTable {
		r := &identifierRuleTable[i]
		if r.kind == e.Kind && r.problem == e.Problem && (r.control == "" || r.control == e.Control) {
			return &r.rule
		}
	}
	return nil
}
