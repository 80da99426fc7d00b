// Code generated from data/types-documents.csv by internal/habilitationgen; DO NOT EDIT.

package habilitation

// documentCount is one more than the number of types: index 0 is "not stated".
const documentCount = 125

var documents = [documentCount]documentRow{
	{},
	{"DOCPAT03", "CR déposé par le patient", SystemTREA05, ClassReport, inJ66 | inJ07},
	{"DOCPAT05", "CR de biologie déposé par le patient", SystemTREA05, ClassReport, inJ66 | inJ07},
	{"DOCPAT06", "CR de prévention déposé par le patient", SystemTREA05, ClassReport, inJ66 | inJ07},
	{"89233-1", "CR de grossesse", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"15508-5", "CR d'accouchement", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"70004-7", "CR d'acte diagnostique (autre)", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"75492-9", "CR d'acte diagnostique à visée préventive ou de dépistage", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"11505-5", "CR d'acte thérapeutique (autre)", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"75482-0", "CR d'acte thérapeutique à visée préventive", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"67851-6", "CR d'admission", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"60568-3", "CR d'anatomie et de cytologie pathologiques", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"77436-4", "CR d'anesthésie", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"34875-5", "Évaluation postopératoire et note de suivi", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"BIL_AUTO", "CR de bilan d'évaluation de la perte d'autonomie", SystemTREA05, ClassReport, inJ66 | inJ07},
	{"47420-5", "CR de bilan fonctionnel", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"34749-2", "CR de consultation pré-anesthésique", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"78513-9", "CR de consultation en ophtalmologie", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"51969-4", "CR de génétique moléculaire", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"15507-7", "CR de passage aux urgences", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"34794-8", "CR de réunion de concertation pluridisciplinaire", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"85208-7", "CR de télémédecine", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"11502-2", "CR d'examens biologiques", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"93024-8", "CR de consultation pharmaceutique", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"78601-2", "CR d'entretien pharmaceutique", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"34112-3", "CR hospitalier (séjour)", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"34874-8", "CR opératoire", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"28617-9", "Bilan bucco-dentaire", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"11488-4", "CR ou fiche de consultation ou de visite", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"34120-6", "Bilan par professionnel de santé", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"11506-3", "CR ou fiche de suivi de soins par auxiliaire médical", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"75496-0", "Demande d'acte de télémédecine", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"28653-4", "Document du secteur social / médico-social", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"96349-6", "Lettre d'adressage", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"11490-0", "Lettre de liaison à la sortie d'un établissement de soins", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"83981-1", "Lettre de liaison à la sortie d'une structure sociale ou médico-sociale", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"59283-2", "CR d'examen de l'enfant", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"29274-8", "Mesures de signes vitaux", SystemLOINC, ClassReport, inJ66 | inJ07},
	{"DOCPAT01", "Synthèse déposée par le patient", SystemTREA05, ClassSynthesis, inJ66 | inJ07},
	{"DOCPAT08", "Profil médical Mon espace santé", SystemTREA05, ClassSynthesis, inJ66 | inJ07},
	{"SYNTH", "Synthèse", SystemTREA05, ClassSynthesis, inJ66 | inJ07},
	{"18761-7", "Note de transfert (dont lettre de liaison à l'entrée en établissement de soins)", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"88348-8", "Lettre de liaison d'entrée en structure sociale ou médico-sociale", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"78341-5", "Fiche de transfert vers le service des urgences", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"60280-5", "Fiche de retour du service des urgences", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"74207-2", "Document de liaison d'urgence", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"34842-5", "Grille d'évaluation médico-social", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"34133-9", "Synthèse d'épisode de soins", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"60591-5", "Synthèse médicale", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"80820-4", "Formulaire de conciliation médicamenteuse (Hôpital)", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"56445-0", "Bilan médicamenteux (Officine)", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"68599-0", "Synthèse psychiatrique", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"83901-9", "Bilan psychologique", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"68817-6", "Bilan de santé et de prévention de l'enfant", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"57057-2", "Synthèse Salle de Naissance Mère", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"57075-4", "Synthèse Salle de Naissance Enfant", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"89235-6", "Synthèse Suites de Couches Mère", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"78489-2", "Synthèse Enfant en Maternité", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"57055-6", "Synthèse antepartum", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"83836-7", "Schéma dentaire", SystemLOINC, ClassSynthesis, inJ66 | inJ07},
	{"DOCPAT04", "Imagerie déposée par le patient", SystemTREA05, ClassImaging, inJ66 | inJ07},
	{"18748-4", "CR d'imagerie médicale", SystemLOINC, ClassImaging, inJ66 | inJ07},
	{"IMG-KOS", "Reference d'objets d'un examen d'imagerie", SystemTREA05, ClassImaging, inJ66 | inJ07},
	{"52040-3", "Document encapsulant une image d'illustration non DICOM", SystemLOINC, ClassImaging, inJ66 | inJ07},
	{"*DICOM", "Objets d'imagerie au format DICOM (le code réel est celui de la procédure)", SystemDICOM, ClassImaging, 0},
	{"DOCPAT02", "Traitement ou document de soins déposé par le patient", SystemTREA05, ClassPrescription, inJ66 | inJ07},
	{"57828-6", "Prescription (autre)", SystemLOINC, ClassPrescription, inJ66 | inJ07},
	{"57833-6", "Prescription de produits de santé", SystemLOINC, ClassPrescription, inJ66 | inJ07},
	{"57832-8", "Prescription de soins", SystemLOINC, ClassPrescription, inJ66 | inJ07},
	{"75468-9", "Renouvellement ordonnance par pharmacien correspondant", SystemLOINC, ClassPrescription, inJ66 | inJ07},
	{"55115-0", "Demande d'actes d'imagerie", SystemLOINC, ClassPrescription, inJ66 | inJ07},
	{"61357-0", "Intervention pharmaceutique", SystemLOINC, ClassPrescription, inJ66 | inJ07},
	{"PRESC-AAT", "Prescription arrêt de travail", SystemTREA05, ClassPrescription, inJ66 | inJ07},
	{"PRESC-BIO", "Prescription d'actes de biologie médicale", SystemTREA05, ClassPrescription, inJ66 | inJ07},
	{"PRESC-KINE", "Prescription d'actes de kinésithérapie", SystemTREA05, ClassPrescription, inJ66 | inJ07},
	{"PRESC-INF", "Prescription d'actes infirmiers", SystemTREA05, ClassPrescription, inJ66 | inJ07},
	{"PRESC-PEDI", "Prescription d'actes de pédicurie", SystemTREA05, ClassPrescription, inJ66 | inJ07},
	{"PRESC-ORTHOPHO", "Prescription d'actes d'orthophonie", SystemTREA05, ClassPrescription, inJ66 | inJ07},
	{"PRESC-ORTHOPTIE", "Prescription d'actes d'orthoptie", SystemTREA05, ClassPrescription, inJ66 | inJ07},
	{"DISP_AUT", "Dispensation (autre)", SystemTREA05, ClassDispensation, inJ66 | inJ07},
	{"60593-1", "Dispensation médicamenteuse", SystemLOINC, ClassDispensation, inJ66 | inJ07},
	{"18776-5", "Plan personnalisé de soins", SystemLOINC, ClassCarePlan, inJ66 | inJ07},
	{"80788-3", "Projet personnalisé d'accompagnement", SystemLOINC, ClassCarePlan, inJ66 | inJ07},
	{"77604-7", "Planification thérapeutique", SystemLOINC, ClassCarePlan, inJ66 | inJ07},
	{"80771-9", "Projet d'accueil individualisé", SystemLOINC, ClassCarePlan, inJ66 | inJ07},
	{"83869-8", "Plan personnalisé de prévention", SystemLOINC, ClassCarePlan, inJ66 | inJ07},
	{"PROT_ALD", "Protocole de soins ALD", SystemTREA05, ClassCarePlan, inJ66 | inJ07},
	{"80565-5", "CR d'administration de médicaments", SystemLOINC, ClassAdministration, inJ66 | inJ07},
	{"DOCPAT07", "Certificat déposé par le patient", SystemTREA05, ClassCertificate, inJ66 | inJ07},
	{"CERT_DECL", "Certificat, déclaration", SystemTREA05, ClassCertificate, inJ66 | inJ07},
	{"89601-9", "Certificat médical", SystemLOINC, ClassCertificate, inJ66 | inJ07},
	{"11369-6", "Historique des vaccinations", SystemLOINC, ClassCertificate, inJ66 | inJ07},
	{"96874-3", "COVID-19 Attestation de vaccination", SystemLOINC, ClassCertificate, inJ66 | inJ07},
	{"101881-1", "Carte d'implant", SystemLOINC, ClassCertificate, inJ66 | inJ07},
	{"96173-0", "Test rapide d'orientation diagnostique", SystemLOINC, ClassCertificate, inJ66 | inJ07},
	{"87273-9", "Note de vaccination", SystemLOINC, ClassCertificate, inJ66 | inJ07},
	{"REMB", "Données de remboursement", SystemTREA05, ClassReimbursement, inJ66 | inJ07},
	{"EXPPAT_3", "Directives anticipées", SystemTREA05, ClassPatient, inJ66 | inJ07},
	{"EXPPAT_2", "Autre document du patient", SystemTREA05, ClassPatient, inJ66 | inJ07},
	{"EXPPAT_1", "Volontés et droits du patient", SystemTREA05, ClassPatient, inJ66 | inJ07},
	{"74465-6", "Questionnaire patient", SystemLOINC, ClassPatient, inJ66 | inJ07},
	{"DOCPAT09", "Document administratif déposé par le patient", SystemTREA05, ClassManagement, inJ66 | inJ07},
	{"59284-0", "Attestation de consentement", SystemLOINC, ClassManagement, inJ66 | inJ07},
	{"ATTEST-DROITS-AM", "Attestation de droits à l'assurance maladie", SystemTREA05, ClassManagement, inJ66 | inJ07},
	{"ATTEST-ASS-COMPL", "Attestation assurance complémentaire", SystemTREA05, ClassManagement, inJ66 | inJ07},
	{"ATTEST-RESID", "Attestation de résidence", SystemTREA05, ClassManagement, inJ66 | inJ07},
	{"ATTEST-HEBGT", "Attestation d'hébergement", SystemTREA05, ClassManagement, inJ66 | inJ07},
	{"86531-1", "Attestation de sortie", SystemLOINC, ClassManagement, inJ66 | inJ07},
	{"AUTORIS-SOINS", "Autorisation de soins et actes non usuels sanitaires", SystemTREA05, ClassManagement, inJ66 | inJ07},
	{"100967-9", "Rythme cardiaque fœtal", SystemLOINC, 0, inJ07},
	{"34876-3", "Évaluation préopératoire et note de suivi", SystemLOINC, 0, inJ07},
	{"34895-3", "Fiche d'information au patient", SystemLOINC, 0, inJ07},
	{"51851-4", "Document administratif", SystemLOINC, 0, inJ07},
	{"55751-2", "Déclaration de problème de santé publique", SystemLOINC, 0, inJ07},
	{"56446-8", "Notification de rendez-vous", SystemLOINC, 0, inJ07},
	{"68814-3", "Note d'évaluation pédiatrique", SystemLOINC, 0, inJ07},
	{"83963-9", "Synthèse environnementale", SystemLOINC, 0, inJ07},
	{"84067-8", "Synthèse transfusionnelle", SystemLOINC, 0, inJ07},
	{"96163-1", "Bilan de soins infirmiers", SystemLOINC, 0, inJ07},
	{"97694-4", "Note d'évaluation en médecine maternelle et fœtale", SystemLOINC, 0, inJ07},
	{"E1762", "Full Document", SystemTREA12, ClassSignature, inJ66 | inJ07},
	{"EXPORT_DUI", "Export du Dossier Usager Informatisé", SystemTREA05, 0, inJ07},
	{"FEUILLE-DE-STYLE", "Feuille de style", SystemTREA05, 0, inJ07},
	{"FICHE-CONTACTS", "Fiche contacts", SystemTREA05, 0, inJ07},
	{"PIECE-IDENTITE", "Copie pièce d'identité", SystemTREA05, 0, inJ07},
}

// documentIndex returns the index of a code, 0 when no list has it.
func documentIndex(code string) DocumentType {
	switch code {
	case "DOCPAT03":
		return 1
	case "DOCPAT05":
		return 2
	case "DOCPAT06":
		return 3
	case "89233-1":
		return 4
	case "15508-5":
		return 5
	case "70004-7":
		return 6
	case "75492-9":
		return 7
	case "11505-5":
		return 8
	case "75482-0":
		return 9
	case "67851-6":
		return 10
	case "60568-3":
		return 11
	case "77436-4":
		return 12
	case "34875-5":
		return 13
	case "BIL_AUTO":
		return 14
	case "47420-5":
		return 15
	case "34749-2":
		return 16
	case "78513-9":
		return 17
	case "51969-4":
		return 18
	case "15507-7":
		return 19
	case "34794-8":
		return 20
	case "85208-7":
		return 21
	case "11502-2":
		return 22
	case "93024-8":
		return 23
	case "78601-2":
		return 24
	case "34112-3":
		return 25
	case "34874-8":
		return 26
	case "28617-9":
		return 27
	case "11488-4":
		return 28
	case "34120-6":
		return 29
	case "11506-3":
		return 30
	case "75496-0":
		return 31
	case "28653-4":
		return 32
	case "96349-6":
		return 33
	case "11490-0":
		return 34
	case "83981-1":
		return 35
	case "59283-2":
		return 36
	case "29274-8":
		return 37
	case "DOCPAT01":
		return 38
	case "DOCPAT08":
		return 39
	case "SYNTH":
		return 40
	case "18761-7":
		return 41
	case "88348-8":
		return 42
	case "78341-5":
		return 43
	case "60280-5":
		return 44
	case "74207-2":
		return 45
	case "34842-5":
		return 46
	case "34133-9":
		return 47
	case "60591-5":
		return 48
	case "80820-4":
		return 49
	case "56445-0":
		return 50
	case "68599-0":
		return 51
	case "83901-9":
		return 52
	case "68817-6":
		return 53
	case "57057-2":
		return 54
	case "57075-4":
		return 55
	case "89235-6":
		return 56
	case "78489-2":
		return 57
	case "57055-6":
		return 58
	case "83836-7":
		return 59
	case "DOCPAT04":
		return 60
	case "18748-4":
		return 61
	case "IMG-KOS":
		return 62
	case "52040-3":
		return 63
	case "*DICOM":
		return 64
	case "DOCPAT02":
		return 65
	case "57828-6":
		return 66
	case "57833-6":
		return 67
	case "57832-8":
		return 68
	case "75468-9":
		return 69
	case "55115-0":
		return 70
	case "61357-0":
		return 71
	case "PRESC-AAT":
		return 72
	case "PRESC-BIO":
		return 73
	case "PRESC-KINE":
		return 74
	case "PRESC-INF":
		return 75
	case "PRESC-PEDI":
		return 76
	case "PRESC-ORTHOPHO":
		return 77
	case "PRESC-ORTHOPTIE":
		return 78
	case "DISP_AUT":
		return 79
	case "60593-1":
		return 80
	case "18776-5":
		return 81
	case "80788-3":
		return 82
	case "77604-7":
		return 83
	case "80771-9":
		return 84
	case "83869-8":
		return 85
	case "PROT_ALD":
		return 86
	case "80565-5":
		return 87
	case "DOCPAT07":
		return 88
	case "CERT_DECL":
		return 89
	case "89601-9":
		return 90
	case "11369-6":
		return 91
	case "96874-3":
		return 92
	case "101881-1":
		return 93
	case "96173-0":
		return 94
	case "87273-9":
		return 95
	case "REMB":
		return 96
	case "EXPPAT_3":
		return 97
	case "EXPPAT_2":
		return 98
	case "EXPPAT_1":
		return 99
	case "74465-6":
		return 100
	case "DOCPAT09":
		return 101
	case "59284-0":
		return 102
	case "ATTEST-DROITS-AM":
		return 103
	case "ATTEST-ASS-COMPL":
		return 104
	case "ATTEST-RESID":
		return 105
	case "ATTEST-HEBGT":
		return 106
	case "86531-1":
		return 107
	case "AUTORIS-SOINS":
		return 108
	case "100967-9":
		return 109
	case "34876-3":
		return 110
	case "34895-3":
		return 111
	case "51851-4":
		return 112
	case "55751-2":
		return 113
	case "56446-8":
		return 114
	case "68814-3":
		return 115
	case "83963-9":
		return 116
	case "84067-8":
		return 117
	case "96163-1":
		return 118
	case "97694-4":
		return 119
	case "E1762":
		return 120
	case "EXPORT_DUI":
		return 121
	case "FEUILLE-DE-STYLE":
		return 122
	case "FICHE-CONTACTS":
		return 123
	case "PIECE-IDENTITE":
		return 124
	}
	return 0
}
