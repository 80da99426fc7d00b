package psiserver

// The bodies of answers. Fields come in the order of the examples.

type answer struct {
	Timestamp string    `json:"timestamp,omitzero"`
	Status    int       `json:"status"`
	Identity  *identity `json:"identity"`
	Activity  *activity `json:"activity,omitzero"`
	CardPSI   *card     `json:"cardOrderPsi,omitzero"`
	CardCPS   *card     `json:"cardOrderCps,omitzero"`
	Path      string    `json:"path,omitzero"`
}

// failure is the body of 500.
type failure struct {
	Timestamp string `json:"timestamp"`
	Status    int    `json:"status"`
	Error     string `json:"error"`
	Path      string `json:"path"`
}

// identity is the block of the person. The schema of 404 nests an identity
// in it; the examples do not.
type identity struct {
	Status  int      `json:"status"`
	ID      string   `json:"id,omitzero"`
	PSI     string   `json:"psiIdentifier,omitzero"`
	RPPS    []string `json:"rppsIdentifiers,omitzero"`
	Traits  *traits  `json:"identityTraits,omitzero"`
	Message string   `json:"message,omitzero"`
	Error   string   `json:"error,omitzero"`
	Code    string   `json:"code,omitzero"`
	Detail  []detail `json:"detail,omitzero"`
	RNIPP   any      `json:"rnippData,omitzero"`
}

type detail struct {
	Object     string `json:"object"`
	Field      string `json:"field"`
	Message    string `json:"message"`
	Rejected   string `json:"rejected"`
	Constraint string `json:"constraint"`
}

type traits struct {
	LastName             string `json:"lastName"`
	FirstNames           string `json:"firstNames"`
	BirthDate            string `json:"birthDate"`
	GenderCode           string `json:"genderCode"`
	FrenchNationality    bool   `json:"frenchNationality"`
	BirthLocationCode    string `json:"birthLocationCode"`
	BirthPlace           string `json:"birthPlace,omitzero"`
	ProfessionalLastName string `json:"professionalLastName,omitzero"`
}

// rnipp is ShortRnippData; whole makes RnippData of it, where the person may
// be null.
type rnipp struct {
	Metadata   metadata    `json:"metadonnees"`
	Individual *individual `json:"-"`
}

type wholeRNIPP struct {
	Metadata   metadata    `json:"metadonnees"`
	Individual *individual `json:"individu"`
}

func (r rnipp) whole() wholeRNIPP { return wholeRNIPP(r) }

type metadata struct {
	Date        string      `json:"dateIdentification"`
	Code        int         `json:"codeReponseIdentification"`
	Divergences divergences `json:"divergences"`
	NameStatus  *string     `json:"statutDuNomIdentifie"`
}

type divergences struct {
	Name       bool `json:"nom"`
	FirstNames bool `json:"prenoms"`
	Sex        bool `json:"sexe"`
	BirthDate  bool `json:"dateNaissance"`
	BirthPlace bool `json:"lieuNaissance"`
}

type individual struct {
	Names []name `json:"identites"`
	Sex   string `json:"sexe"`
	Birth event  `json:"naissance"`
	Death *event `json:"deces"`
}

type name struct {
	Status     string   `json:"statut"`
	Name       string   `json:"nom"`
	FirstNames []string `json:"prenoms,omitzero"`
}

type event struct {
	Date   string `json:"date"`
	Place  place  `json:"lieu,omitzero"`
	Number string `json:"numeroActe,omitzero"`
}

type place struct {
	Code    string `json:"code"`
	Town    string `json:"libelleCommune,omitzero"`
	Country string `json:"libellePays,omitzero"`
}

type activity struct {
	Status  int       `json:"status"`
	Code    string    `json:"code"`
	Message string    `json:"message,omitzero"`
	Errors  []message `json:"erreurs,omitzero"`
}

// status is 0 for no activity.
func (a *activity) status() int {
	if a == nil {
		return 0
	}
	return a.Status
}

type message struct {
	Message string `json:"message"`
}

type card struct {
	Status    int    `json:"status"`
	Code      string `json:"code"`
	Message   string `json:"message"`
	Addressee string `json:"addressee,omitzero"`
	Address   string `json:"shippingAddress,omitzero"`
}

// status is 0 for no card.
func (c *card) status() int {
	if c == nil {
		return 0
	}
	return c.Status
}
