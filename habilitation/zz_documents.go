// Code generated from data/types-documents.csv by internal/habilitationgen; DO NOT EDIT.

package habilitation

// documentCount is one more than the number of types: index 0 is "not stated".
const documentCount = 125

// DICOM is the type that stands for imaging objects: see [CodeDICOM].
const DICOM DocumentType = 64

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

const (
	documentSlotBits   = 10
	documentMultiplier = 0xc9ffa3ff45e4b857
)

// documentSlots gives the index of the one code that hashes to a slot.
var documentSlots = [1 << documentSlotBits]uint8{
	6:    7,   // 75492-9
	21:   30,  // 11506-3
	25:   118, // 96163-1
	27:   68,  // 57832-8
	40:   80,  // 60593-1
	49:   51,  // 68599-0
	56:   111, // 34895-3
	61:   91,  // 11369-6
	62:   53,  // 68817-6
	63:   4,   // 89233-1
	85:   116, // 83963-9
	109:  22,  // 11502-2
	121:  35,  // 83981-1
	129:  6,   // 70004-7
	132:  76,  // PRESC-PEDI
	156:  109, // 100967-9
	175:  124, // PIECE-IDENTITE
	181:  108, // AUTORIS-SOINS
	183:  74,  // PRESC-KINE
	194:  97,  // EXPPAT_3
	198:  13,  // 34875-5
	199:  123, // FICHE-CONTACTS
	203:  64,  // *DICOM
	205:  107, // 86531-1
	206:  47,  // 34133-9
	214:  104, // ATTEST-ASS-COMPL
	225:  20,  // 34794-8
	237:  29,  // 34120-6
	245:  67,  // 57833-6
	248:  1,   // DOCPAT03
	255:  103, // ATTEST-DROITS-AM
	262:  12,  // 77436-4
	268:  3,   // DOCPAT06
	269:  93,  // 101881-1
	274:  19,  // 15507-7
	288:  101, // DOCPAT09
	296:  84,  // 80771-9
	304:  16,  // 34749-2
	310:  55,  // 57075-4
	316:  114, // 56446-8
	327:  26,  // 34874-8
	330:  112, // 51851-4
	360:  92,  // 96874-3
	370:  115, // 68814-3
	383:  17,  // 78513-9
	384:  11,  // 60568-3
	389:  18,  // 51969-4
	391:  45,  // 74207-2
	394:  36,  // 59283-2
	417:  110, // 34876-3
	442:  34,  // 11490-0
	447:  66,  // 57828-6
	453:  58,  // 57055-6
	460:  89,  // CERT_DECL
	461:  32,  // 28653-4
	475:  85,  // 83869-8
	493:  5,   // 15508-5
	511:  61,  // 18748-4
	522:  99,  // EXPPAT_1
	533:  31,  // 75496-0
	538:  44,  // 60280-5
	550:  86,  // PROT_ALD
	552:  75,  // PRESC-INF
	560:  56,  // 89235-6
	563:  117, // 84067-8
	569:  69,  // 75468-9
	576:  38,  // DOCPAT01
	587:  79,  // DISP_AUT
	592:  24,  // 78601-2
	594:  23,  // 93024-8
	596:  60,  // DOCPAT04
	612:  15,  // 47420-5
	613:  102, // 59284-0
	616:  88,  // DOCPAT07
	621:  57,  // 78489-2
	626:  48,  // 60591-5
	646:  122, // FEUILLE-DE-STYLE
	648:  59,  // 83836-7
	658:  27,  // 28617-9
	684:  28,  // 11488-4
	691:  52,  // 83901-9
	693:  9,   // 75482-0
	696:  37,  // 29274-8
	709:  63,  // 52040-3
	713:  50,  // 56445-0
	720:  46,  // 34842-5
	734:  78,  // PRESC-ORTHOPTIE
	744:  14,  // BIL_AUTO
	746:  25,  // 34112-3
	750:  106, // ATTEST-HEBGT
	761:  73,  // PRESC-BIO
	763:  90,  // 89601-9
	775:  43,  // 78341-5
	777:  62,  // IMG-KOS
	778:  77,  // PRESC-ORTHOPHO
	781:  21,  // 85208-7
	793:  82,  // 80788-3
	801:  10,  // 67851-6
	807:  72,  // PRESC-AAT
	814:  120, // E1762
	824:  41,  // 18761-7
	826:  8,   // 11505-5
	831:  96,  // REMB
	839:  42,  // 88348-8
	845:  33,  // 96349-6
	870:  98,  // EXPPAT_2
	878:  100, // 74465-6
	883:  81,  // 18776-5
	884:  95,  // 87273-9
	890:  54,  // 57057-2
	924:  65,  // DOCPAT02
	931:  71,  // 61357-0
	944:  2,   // DOCPAT05
	946:  105, // ATTEST-RESID
	964:  39,  // DOCPAT08
	965:  121, // EXPORT_DUI
	972:  119, // 97694-4
	975:  87,  // 80565-5
	978:  94,  // 96173-0
	982:  83,  // 77604-7
	989:  70,  // 55115-0
	1007: 40,  // SYNTH
	1010: 49,  // 80820-4
	1020: 113, // 55751-2
}
