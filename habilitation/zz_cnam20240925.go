// Code generated from data/matrice-cnam-2024-09-25.csv and colonnes-cnam-2024-09-25.csv by internal/habilitationgen; DO NOT EDIT.

package habilitation

func cnam20240925Columns() []Column {
	return []Column{
		{
			Key:                  "physician",
			Heading:              "Médecins",
			Label:                "Médecins généralistes et spécialistes (radiologues et biologistes compris), libéraux ou salariés, SAMU et Centre 15, internes ; médecin du travail exclu par le libellé",
			Printed:              "10",
			Professions:          professions("10"),
			Interns:              professions("10"),
			ExcludesOccupational: true,
		},
		{
			Key:         "pharmacist-biologist",
			Heading:     "Pharmaciens biologistes",
			Label:       "Pharmaciens biologistes, internes",
			Printed:     "21",
			Professions: professions("21"),
			Interns:     professions("21"),
		},
		{
			Key:         "pharmacist-dispensing",
			Heading:     "Pharmaciens officine et PUI",
			Label:       "Pharmaciens d'officine et de pharmacie à usage intérieur, internes, préparateurs en pharmacie",
			Printed:     "21 ; 99 avec code rôle 316 ou 317",
			Professions: professions("21"),
			Interns:     professions("21"),
			Functions:   professions("316 317"),
		},
		{
			Key:         "dental-surgeon",
			Heading:     "Chirurgiens-dentistes",
			Label:       "Chirurgiens-dentistes, internes",
			Printed:     "40",
			Professions: professions("40"),
			Interns:     professions("40"),
		},
		{
			Key:         "midwife",
			Heading:     "Sages-femmes",
			Label:       "Sages-femmes",
			Printed:     "50",
			Professions: professions("50"),
		},
		{
			Key:         "nurse",
			Heading:     "Infirmiers",
			Label:       "Infirmiers",
			Printed:     "60 ; 69",
			Professions: professions("60 69"),
		},
		{
			Key:         "physiotherapist",
			Heading:     "Masseurs-kinésithérapeutes",
			Label:       "Masseurs-kinésithérapeutes",
			Printed:     "70",
			Professions: professions("70"),
		},
		{
			Key:         "podiatrist",
			Heading:     "Pédicures-podologues",
			Label:       "Pédicures-podologues",
			Printed:     "80",
			Professions: professions("80"),
		},
		{
			Key:         "speech-therapist",
			Heading:     "Orthophonistes",
			Label:       "Orthophonistes",
			Printed:     "91",
			Professions: professions("91"),
		},
		{
			Key:         "ergo-psychomot-orthoptist-dietitian",
			Heading:     "Ergo. psychomot. orthoptistes diététiciens",
			Label:       "Ergothérapeutes, psychomotriciens, orthoptistes, diététiciens",
			Printed:     "92 ; 94 ; 95 ; 96",
			Professions: professions("92 94 95 96"),
		},
		{
			Key:         "audio-prosthetics",
			Heading:     "Audioprothèse et appareillage",
			Label:       "Audioprothésistes et professions de l'appareillage",
			Printed:     "26 ; 81 ; 82 ; 83 ; 84 ; 85",
			Professions: professions("26 81 82 83 84 85"),
		},
		{
			Key:         "optician",
			Heading:     "Opticiens-lunetiers",
			Label:       "Opticiens-lunetiers",
			Printed:     "28",
			Professions: professions("28"),
		},
		{
			Key:         "radiographer",
			Heading:     "Manipulateurs ERM",
			Label:       "Manipulateurs d'électroradiologie médicale",
			Printed:     "98",
			Professions: professions("98"),
		},
		{
			Key:     "GENR08",
			Heading: "Rôle coordination et orientation",
			Label:   "Professionnels à rôle : coordination et orientation",
			Printed: "99 avec GENR08",
			Roles:   rolesOf("GENR08"),
		},
		{
			Key:         "social-worker",
			Heading:     "Assistants de service social",
			Label:       "Assistants de service social",
			Printed:     "41",
			Professions: professions("41"),
		},
		{
			Key:     "GENR09",
			Heading: "Rôle administratif et appui",
			Label:   "Professionnels à rôle : administratif ou appui à l'organisation de l'accompagnement",
			Printed: "99 avec GENR09",
			Roles:   rolesOf("GENR09"),
		},
		{
			Key:     "GENR10",
			Heading: "Rôle vie sociale, professionnelle, éducative",
			Label:   "Professionnels à rôle : accompagnement à la vie sociale, professionnelle et éducative",
			Printed: "99 avec GENR10",
			Roles:   rolesOf("GENR10"),
		},
		{
			Key:     "GENR11",
			Heading: "Rôle accompagnement au soin",
			Label:   "Professionnels à rôle : accompagnement au soin",
			Printed: "99 avec GENR11",
			Roles:   rolesOf("GENR11"),
		},
		{
			Key:     "GENR12",
			Heading: "Rôle encadrement et organisation",
			Label:   "Professionnels à rôle : encadrement et organisation de l'accompagnement",
			Printed: "99 avec GENR12",
			Roles:   rolesOf("GENR12"),
		},
	}
}

var cnam20240925Rows = [...]matrixRow{
	{1, 0x003ff, ""},  // DOCPAT03
	{2, 0x010ff, ""},  // DOCPAT05
	{3, 0x013ff, ""},  // DOCPAT06
	{4, 0x00011, ""},  // 89233-1
	{5, 0x0007f, ""},  // 15508-5
	{6, 0x013ff, ""},  // 70004-7
	{7, 0x013ff, ""},  // 75492-9
	{8, 0x003ff, ""},  // 11505-5
	{9, 0x003ff, ""},  // 75482-0
	{10, 0x0137f, ""}, // 67851-6
	{11, 0x013ff, ""}, // 60568-3
	{12, 0x0037f, ""}, // 77436-4
	{13, 0x00001, ""}, // 34875-5
	{14, 0x007ff, ""}, // BIL_AUTO
	{15, 0x00fff, ""}, // 47420-5
	{16, 0x0137f, ""}, // 34749-2
	{17, 0x01bff, ""}, // 78513-9
	{18, 0x0007f, ""}, // 51969-4
	{19, 0x013ff, ""}, // 15507-7
	{20, 0x017ff, ""}, // 34794-8
	{21, 0x017ff, ""}, // 85208-7
	{22, 0x000ff, ""}, // 11502-2
	{23, 0x000ff, ""}, // 93024-8
	{24, 0x000ff, "CR d’entretien pharmaceutique"}, // 78601-2
	{25, 0x003ff, ""}, // 34112-3
	{26, 0x007ff, ""}, // 34874-8
	{27, 0x00009, ""}, // 28617-9
	{28, 0x233ff, ""}, // 11488-4
	{29, 0x00001, ""}, // 34120-6
	{30, 0x013ff, ""}, // 11506-3
	{31, 0x00001, ""}, // 75496-0
	{32, 0x00001, ""}, // 28653-4
	{33, 0x00001, ""}, // 96349-6
	{34, 0x023ff, ""}, // 11490-0
	{35, 0x7e3e7, ""}, // 83981-1
	{36, 0x00001, ""}, // 59283-2
	{37, 0x00001, ""}, // 29274-8
	{38, 0x013ff, ""}, // DOCPAT01
	{39, 0x033ff, ""}, // DOCPAT08
	{40, 0x013ff, ""}, // SYNTH
	{41, 0x0207f, "Note de transfert (dont lettre de liaison à l’entrée en établissement de soins)"}, // 18761-7
	{42, 0x7e3e7, ""}, // 88348-8
	{43, 0x00001, ""}, // 78341-5
	{44, 0x00001, ""}, // 60280-5
	{45, 0x663e7, ""}, // 74207-2
	{46, 0x523e1, ""}, // 34842-5
	{47, 0x013ff, ""}, // 34133-9
	{48, 0x233ff, ""}, // 60591-5
	{49, 0x0003f, ""}, // 80820-4
	{50, 0x0003f, ""}, // 56445-0
	{51, 0x20001, ""}, // 68599-0
	{52, 0x20001, ""}, // 83901-9
	{53, 0x22009, ""}, // 68817-6
	{54, 0x00001, ""}, // 57057-2
	{55, 0x00001, ""}, // 57075-4
	{56, 0x00001, ""}, // 89235-6
	{57, 0x00001, ""}, // 78489-2
	{58, 0x00001, ""}, // 57055-6
	{59, 0x01fff, ""}, // 83836-7
	{60, 0x017ff, ""}, // DOCPAT04
	{61, 0x017ff, ""}, // 18748-4
	{62, 0x017ff, "Reference d’objets d’examen d’imagerie"}, // IMG-KOS
	{63, 0x011ff, ""}, // 52040-3
	{64, 0x011ff, "Nom de la procédure à l'origine d'objets d'imagerie accessibles en format DICOM"}, // *DICOM
	{65, 0x23fff, ""}, // DOCPAT02
	{66, 0x21fff, ""}, // 57828-6
	{67, 0x211ff, ""}, // 57833-6
	{68, 0x23fff, ""}, // 57832-8
	{69, 0x23fff, ""}, // 75468-9
	{70, 0x031ff, ""}, // 55115-0
	{71, 0x01fff, ""}, // 61357-0
	{72, 0x00001, ""}, // PRESC-AAT
	{73, 0x220ff, "Prescription d’actes de biologie médicale"}, // PRESC-BIO
	{74, 0x220ff, "Prescription d’actes de kinésithérapie"},    // PRESC-KINE
	{75, 0x220ff, "Prescription d’actes infirmiers"},           // PRESC-INF
	{76, 0x220ff, "Prescription d’actes de pédicurie"},         // PRESC-PEDI
	{77, 0x221ff, "Prescription d’actes d’orthophonie"},        // PRESC-ORTHOPHO
	{78, 0x22fff, "Prescription d’actes d’orthoptie"},          // PRESC-ORTHOPTIE
	{79, 0x011ff, ""},  // DISP_AUT
	{80, 0x011ff, ""},  // 60593-1
	{81, 0x633ff, ""},  // 18776-5
	{82, 0x7e3f7, ""},  // 80788-3
	{83, 0x020ff, ""},  // 77604-7
	{84, 0x00001, ""},  // 80771-9
	{85, 0x00001, ""},  // 83869-8
	{86, 0x033ff, ""},  // PROT_ALD
	{87, 0x000ff, ""},  // 80565-5
	{88, 0x001ff, ""},  // DOCPAT07
	{89, 0x001ff, ""},  // CERT_DECL
	{90, 0x00001, ""},  // 89601-9
	{91, 0x001ff, ""},  // 11369-6
	{92, 0x001ff, ""},  // 96874-3
	{93, 0x00001, ""},  // 101881-1
	{94, 0x003ff, ""},  // 96173-0
	{95, 0x001ff, ""},  // 87273-9
	{96, 0x017ff, ""},  // REMB
	{97, 0x02021, ""},  // EXPPAT_3
	{98, 0x03fff, ""},  // EXPPAT_2
	{99, 0x03fff, ""},  // EXPPAT_1
	{100, 0x00037, ""}, // 74465-6
	{101, 0x7efff, ""}, // DOCPAT09
	{102, 0x00001, ""}, // 59284-0
	{103, 0x720df, "Attestation de droits à l’assurance maladie"}, // ATTEST-DROITS-AM
	{104, 0x760df, ""}, // ATTEST-ASS-COMPL
	{105, 0x46001, ""}, // ATTEST-RESID
	{106, 0x463e1, ""}, // ATTEST-HEBGT
	{107, 0x7e001, ""}, // 86531-1
	{108, 0x72007, ""}, // AUTORIS-SOINS
}
