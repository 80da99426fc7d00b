# Rules of access to the DMP, for Open Policy Agent (Rego v1).
# Matrix: cnam-2024-09-25, Matrice d'habilitations des PS pour le DMP
# Source: CNAM, https://www.dmp.fr/documents/d/dmp/matrice-habilitation, copie d'une conversion publique
# Published: 2024-09-25; answers from 2024-09-25, no end stated
# Confidence: Cells read twice without difference from a public conversion of the official file; 24 of the 25 cells described elsewhere agree. Title, version number and footnotes are missing; the date of effect is not known. The columns of the roles are published, with no proof that they operate.
# Policy: role-access=published occupational=denied columns=all unstated-category=must-be-stated emergency-for-interns=no emergency-for-technicians=no student-deposits=no hidden-and-invisible=no presence=counts last-day=included
# Notice: not an official document: facts published by the CNAM and lists of the ANS, in the form of the rppsplus project
#
# Input: {"subject": {"columns": [], "problems": [], "traits": []}, "day": "AAAA-MM-JJ",
# "document": "34112-3", "action": "read", "facts": ["care-team"]}, or "codes" instead of
# "subject": {"profession": "60", "category": "C", "situation": "open"}.
# Data: the document beside this module, at data.rppsplus.matrix.
# What is not stated, misspelt or of the wrong type denies.

package rppsplus.habilitation

import data.rppsplus.matrix
import data.rppsplus.matrix.policy
import data.rppsplus.matrix.subjects
import rego.v1

# --- entry points ----------------------------------------------------------

default allow := false

allow if {
	input.action == "read"
	standing
	facts["not-opposed"]
	cell_open
	not role_suspended
	count(basis) > 0
	seen
}

allow if {
	input.action == "deposit"
	standing
	facts["not-opposed"]
	not facts["deposit-refused"]
	document.dmp == true
	count(deposit_grounds) > 0
	not student_barred
	not hidden_and_invisible
}

allow if {
	input.action == "hide"
	standing
	facts["not-opposed"]
	facts.depositor
	count(consent) > 0
	not hidden_and_invisible
}

allow if {
	input.action == "unhide"
	standing
	facts["not-opposed"]
	facts.depositor
	count(consent) > 0
	not facts["hidden-by-patient"]
	sight_stated
}

allow if {
	input.action == "delete"
	standing
	facts.depositor
}

standing if {
	subject_stated
	in_force
	document
	count(problems) == 0
	not contradictory
	policy.role_access in {"published", "suspended"}
}

reasons := [r[1] | some r in sort([[matrix.order[c], c] | some c in active])]

decision := {
	"allow": allow,
	"reasons": reasons,
	"matrix": matrix.provenance.matrix.id,
	"day": day,
}

active contains r if some r in denials

active contains r if some r in caveats

active contains r if {
	allow
	some r in grounds
}

# --- input -----------------------------------------------------------------

day := input.day if {
	is_string(input.day)
	regex.match(calendar, input.day)
} else := ""

# The days that there are: a time that OPA cannot parse would be an error.
calendar := concat("", [
	"^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])",
	"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))",
	"|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)$",
])

facts := {f | some f in input.facts} if {
	is_array(input.facts)
} else := set()

document := matrix.documents[input.document]

resolved if {
	not input.codes
	is_array(input.subject.columns)
	is_array(input.subject.problems)
	is_array(input.subject.traits)
	count([t | some t in input.subject.traits; not matrix.traits[t]]) == 0
	count([p | some p in input.subject.problems; not matrix.problems[p]]) == 0
}

code_keys := {
	"profession", "category", "function", "role", "sector", "qualification",
	"situation", "role_inferred", "no_regulation",
}

# A key that is misspelt could hide what closes access.
by_codes if {
	tables_there
	is_object(input.codes)
	not input.subject
	every k, v in input.codes {
		k in code_keys
		well_typed(k, v)
	}
	sector_known
}

# A sector that is misspelt could be one that closes.
sector_known if code("sector") == ""

sector_known if subjects.sectors[code("sector")]

# What these tables name is closed; without them it would not be.
tables_there if {
	is_object(subjects.categories)
	is_object(subjects.occupational_sectors)
	is_object(subjects.fire_brigade_sectors)
	is_object(subjects.occupational_qualifications)
	is_object(subjects.outside_care_functions)
	is_object(subjects.outside_care_roles)
}

well_typed(k, v) if {
	k in {"role_inferred", "no_regulation"}
	is_boolean(v)
}

well_typed(k, v) if {
	not k in {"role_inferred", "no_regulation"}
	is_string(v)
}

subject_stated if resolved

subject_stated if by_codes

# --- from codes to columns -------------------------------------------------

code(k) := object.get(input.codes, k, "")

# What closes is known however it is written, and among others or beside its label;
# what opens, to the letter.
words(k) := array.concat(parted(plain(k)), [s |
	some word in regex.split("[^\\p{L}\\p{N}.-]+", plain(k))
	w := trim(word, "-.")
	parts := split(w, "-")
	some i, part in parts
	some joined in [w, part, concat("-", array.slice(parts, i, i + 2))]
	some s in array.concat([joined], apart(joined))
])

# Without what nobody sees, with one hyphen, and wide letters and digits as others are.
plain(k) := strings.replace_n(wide, regex.replace(
	regex.replace(upper(code(k)), "[\\x{2010}-\\x{2015}\\x{ad}\\x{2212}]", "-"),
	"[\\p{Cf}\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "",
))

wide := {"０": "0", "１": "1", "２": "2", "３": "3", "４": "4", "５": "5", "６": "6", "７": "7", "８": "8", "９": "9", "Ａ": "A", "Ｂ": "B", "Ｃ": "C", "Ｄ": "D", "Ｅ": "E", "Ｆ": "F", "Ｇ": "G", "Ｈ": "H", "Ｉ": "I", "Ｊ": "J", "Ｋ": "K", "Ｌ": "L", "Ｍ": "M", "Ｎ": "N", "Ｏ": "O", "Ｐ": "P", "Ｑ": "Q", "Ｒ": "R", "Ｓ": "S", "Ｔ": "T", "Ｕ": "U", "Ｖ": "V", "Ｗ": "W", "Ｘ": "X", "Ｙ": "Y", "Ｚ": "Z", "－": "-", "．": "."}

# A code that something parts, or that lacks its hyphen.
parted(text) := [concat("", ["FON-", trim_prefix(all, "FON")])] if {
	all := regex.replace(text, "[^\\p{L}\\p{N}.]+", "")
	regex.match("^FON[A-Z0-9]{0,3}$", all)
} else := [all] if {
	all := regex.replace(text, "[^\\p{L}\\p{N}.]+", "")
	regex.match("^[A-Z0-9]{1,6}$", all)
	regex.match("[A-Z0-9][^A-Z0-9]+[A-Z0-9]", text)
} else := []

apart(w) := [] if regex.match("^[0-9]*[.][0-9]*[.][0-9.]*$", w) # an OID

else := split(w, ".")

# The code is known.
profession := subjects.professions[code("profession")] if by_codes

function := subjects.professions[code("function")] if {
	by_codes
} else := misread[0]

# What closes in a function that is not known, the one first that leaves the least.
misread := array.concat(
	[f | some f in told; learns(f)],
	array.concat([f | some f in told; f.intern], [f | some f in told; f.occupational]),
) if by_codes

told := [f | some w in words("function"); f := subjects.professions[w]]

learns(f) if f.student

learns(f) if f.extern

category := subjects.categories[code("category")] if by_codes

role := subjects.roles[code("role")] if by_codes

begun(c) if {
	day != ""
	day >= c.from
}

ended(c) if {
	day != ""
	day >= object.get(c, "until", "9999-99-99")
}

valid(c) if {
	begun(c)
	not ended(c)
}

# A métier opens a column while it is valid; one of a student closes all, valid
# or not.
metier := function if {
	valid(function)
} else := function if {
	function.student
}

by_role if profession.by_role

has_interns if profession.has_interns

extern if metier.student

extern if function.extern

student if extern

student if category.student

student if function.intern

own if {
	by_codes
	not student
	category
}

own if {
	by_codes
	not student
	code("category") == ""
	policy.unstated_category == "assumed-civil"
}

# A préparateur by a function that is not known is one beside a role, which alone would
# open more.
metier_columns := meant_columns if {
	count(meant) > 0
} else := {c | some c in metier.metier_columns} if {
	by_role
	not student
} else := set()

meant := {f |
	by_role
	not student
	not subjects.professions[code("function")]
	code("role") != ""
	role
	not role.care
	some f in told
	f.technician
}

meant_columns := {c | some f in meant; some c in f.metier_columns}

columns_named contains c if {
	by_codes
	not student
	not by_role
	some c in profession.columns
}

columns_named contains c if {
	student
	not extern
	some c in profession.intern_columns
}

columns_named contains c if {
	some c in metier_columns
	not role_unnamed
}

columns_named contains c if {
	by_role
	not student
	not metier_prevails
	some c in role.columns
}

# A role that no column names leaves none to who is named by the métier.
role_unnamed if {
	not metier_prevails
	count(object.get(role, "columns", [])) == 0
	not role.care
}

metier_prevails if {
	policy.columns == "function-prevails"
	count(meant) == 0
	count(metier_columns) > 0
}

columns_open contains c if {
	some c in columns_named
	not out_of_reach(c)
	not outside_care
}

# An activity that is no care, by its code. A role professional has the column of the
# role, or none.
outside_care if {
	some w in words("function")
	subjects.outside_care_functions[w]
}

outside_care if {
	not by_role
	some w in words("role")
	subjects.outside_care_roles[w]
}

out_of_reach(c) if {
	traits.occupational
	not policy.occupational == "as-physician"
	not matrix.columns[c].excludes_occupational == false
}

columns := {c | some c in input.subject.columns} if {
	resolved
} else := columns_open if {
	by_codes
} else := set()

# --- traits ----------------------------------------------------------------

traits contains t if {
	resolved
	some t in input.subject.traits
}

traits contains "health-professional" if {
	own
	profession.health
}

traits contains "student" if student

traits contains "intern" if {
	student
	has_interns
	not extern
}

# An intern at least.
traits contains "intern" if {
	by_codes
	has_interns
	not student
	not own
}

traits contains "technician" if {
	by_role
	not student
	metier.technician
}

traits contains "physician" if {
	own
	profession.physician
}

occupational_doctor if function.occupational

occupational_doctor if subjects.occupational_sectors[code("sector")]

occupational_doctor if {
	some f in misread
	f.occupational
}

occupational_doctor if {
	some w in words("qualification")
	subjects.occupational_qualifications[w]
}

traits contains "occupational" if {
	profession.physician
	occupational_doctor
}

traits contains "fire-brigade" if {
	profession.physician
	not occupational_doctor
	subjects.fire_brigade_sectors[code("sector")]
}

traits contains "metier-to-check" if {
	by_codes
	code("function") != ""
	not function
}

traits contains "metier-to-check" if count(meant) > 0

traits contains "metier-to-check" if {
	function
	not valid(function)
}

traits contains "open-by-presence" if {
	by_codes
	code("situation") == "open-by-presence"
	policy.presence == "counts"
}

traits contains "no-regulation" if {
	by_codes
	input.codes.no_regulation
}

traits contains "role-inferred" if {
	by_codes
	input.codes.role_inferred
}

traits contains "role-suspended" if {
	by_codes
	policy.role_access == "suspended"
}

# --- denials: who asks -----------------------------------------------------

denials contains "HAB-SUBJECT-NOT-STATED" if not subject_stated

denials contains p if some p in problems

problems contains p if {
	resolved
	some p in input.subject.problems
}

problems contains problem if {
	by_codes
	problem := subjects.situations[code("situation")]
	problem != ""
}

problems contains "HAB-SITUATION-DATES-UNKNOWN" if {
	by_codes
	not subjects.situations[code("situation")]
}

problems contains "HAB-SITUATION-DATES-UNKNOWN" if {
	by_codes
	code("situation") == "open-by-presence"
	not policy.presence == "counts"
}

problems contains "HAB-PROFESSION-NOT-STATED" if {
	by_codes
	code("profession") == ""
}

problems contains "HAB-PROFESSION-UNKNOWN" if {
	by_codes
	code("profession") != ""
	not profession.profession
}

problems contains "HAB-PROFESSION-NOT-YET" if {
	day != ""
	not begun(profession)
	not ended(profession)
	profession
}

problems contains "HAB-PROFESSION-ENDED" if ended(profession)

problems contains "HAB-CATEGORY-NOT-STATED" if {
	profession
	not has_interns
	code("category") == ""
	not policy.unstated_category == "assumed-civil"
}

problems contains "HAB-CATEGORY-UNKNOWN" if {
	profession
	code("category") != ""
	not category
}

problems contains "HAB-ROLE-NOT-STATED" if {
	by_role
	code("role") == ""
	count(metier_columns) == 0
}

problems contains "HAB-ROLE-UNKNOWN" if {
	by_role
	code("role") != ""
	not role
}

problems contains "HAB-ROLE-NOT-VALID" if {
	by_role
	role
	not valid(role)
}

# --- denials: the question -------------------------------------------------

denials contains "HAB-DATE-NOT-STATED" if day == ""

denials contains "HAB-MATRIX-NOT-IN-FORCE" if {
	day != ""
	not in_force
}

in_force if {
	day != ""
	day >= matrix.parameters.from
	matrix.parameters.until == ""
}

in_force if {
	day >= matrix.parameters.from
	day < matrix.parameters.until
}

denials contains "HAB-ACTION-NOT-STATED" if not action_stated

# A rule of its own: a negation over a key that is missing has no answer.
action_stated if input.action in {"read", "deposit", "hide", "unhide", "delete"}

denials contains "HAB-FACTS-CONTRADICTORY" if contradictory

contradictory if {
	some f in facts
	not matrix.facts[f]
}

contradictory if count(facts & {"any-document", "visible", "hidden-by-depositor", "hidden-by-patient"}) > 1

contradictory if {
	facts["care-team"]
	facts["outside-team"]
}

contradictory if {
	facts["not-opposed"]
	facts.opposed
}

contradictory if {
	facts["bris-de-glace"]
	facts.regulation
}

contradictory if {
	facts["bris-de-glace-not-refused"]
	facts["bris-de-glace-refused"]
}

contradictory if {
	facts["regulation-not-refused"]
	facts["regulation-refused"]
}

denials contains "HAB-DOCUMENT-NOT-STATED" if object.get(input, "document", "") == ""

denials contains "HAB-DOCUMENT-UNKNOWN" if {
	object.get(input, "document", "") != ""
	not document
}

# --- reading: the cell -----------------------------------------------------

cell_open if {
	count(columns) > 0
	document.row == true
	every c in columns {
		document.readers[c]
	}
}

grounds contains "HAB-GROUND-CELL" if {
	input.action == "read"
	cell_open
}

denials contains "HAB-CELL-DENIED" if {
	input.action == "read"
	count(columns) > 0
	document.row == true
	not cell_open
}

denials contains "HAB-DOCUMENT-NO-ROW" if {
	input.action == "read"
	document.row == false
}

denials contains "HAB-OCCUPATIONAL-NO-COLUMN" if {
	input.action == "read"
	count(columns) == 0
	traits.occupational
}

# Of somebody who is not known it cannot be said that a column is missing.
denials contains "HAB-NO-COLUMN" if {
	input.action == "read"
	count(columns) == 0
	not traits.occupational
	not unknown_who
}

unknown_who if not subject_stated

unknown_who if {
	some p in input.subject.problems
	p in {
		"HAB-SUBJECT-NOT-STATED", "HAB-IDENTITY-MISSING", "HAB-STRUCTURE-UNKNOWN", "HAB-STRUCTURE-AMBIGUOUS",
		"HAB-PROFESSION-NOT-STATED", "HAB-PROFESSION-UNKNOWN", "HAB-ROLE-NOT-STATED", "HAB-ROLE-UNKNOWN",
	}
}

unknown_who if {
	by_codes
	not profession.profession
}

unknown_who if {
	by_role
	not role
	count(metier_columns) == 0
}

unknown_who if {
	by_role
	not role
	code("role") != ""
}

on_role_column if {
	input.action == "read"
	some c in columns
	not matrix.columns[c].role == false
}

caveats contains "HAB-CAVEAT-ROLE-COLUMN" if on_role_column

role_suspended if {
	on_role_column
	not policy.role_access == "published"
}

role_suspended if {
	on_role_column
	traits["role-suspended"]
}

denials contains "HAB-ROLE-ACCESS-SUSPENDED" if role_suspended

caveats contains "HAB-CAVEAT-KNOWN-DIFFERENCE" if {
	input.action == "read"
	some c in columns
	document.differs[c]
}

caveats contains "HAB-CAVEAT-OCCUPATIONAL-POLICY" if {
	input.action == "read"
	traits.occupational
	count(columns) > 0
}

# --- consent ---------------------------------------------------------------

express if traits.occupational

express if traits["fire-brigade"]

in_care if facts["care-team"]

in_care if facts["outside-team"]

before_reform if day < matrix.parameters.consent_reform

consent contains "HAB-GROUND-EXPRESS-CONSENT" if {
	express
	facts["explicit-consent"]
	facts.informed
}

consent contains "HAB-GROUND-EXPLICIT-CONSENT" if {
	not express
	in_care
	facts["explicit-consent"]
}

consent contains "HAB-GROUND-INITIAL-CONSENT" if {
	not express
	facts["care-team"]
	facts["initial-consent"]
}

consent contains "HAB-GROUND-INFORMED" if {
	not express
	facts["care-team"]
	not facts["initial-consent"]
	before_reform
	facts.informed
}

consent_missing contains "HAB-CONSENT-EXPRESS-MISSING" if {
	express
	not facts["explicit-consent"]
}

consent_missing contains "HAB-EXPRESS-INFORMATION-MISSING" if {
	express
	not facts.informed
}

consent_missing contains "HAB-CARE-NOT-STATED" if {
	not express
	not in_care
}

consent_missing contains "HAB-CONSENT-EXPLICIT-MISSING" if {
	not express
	facts["outside-team"]
	not facts["explicit-consent"]
}

consent_missing contains "HAB-CONSENT-INITIAL-MISSING" if {
	not express
	facts["care-team"]
	not facts["initial-consent"]
	not before_reform
}

consent_missing contains "HAB-INFORMATION-MISSING" if {
	not express
	facts["care-team"]
	not facts["initial-consent"]
	before_reform
	not facts.informed
}

# --- emergency -------------------------------------------------------------

may_break if traits["health-professional"]

may_break if {
	traits.intern
	policy.emergency_for_interns == "yes"
}

may_break if {
	traits.technician
	policy.emergency_for_technicians == "yes"
}

break_missing contains "HAB-EMERGENCY-NOT-HEALTH-PROFESSIONAL" if {
	facts["bris-de-glace"]
	not may_break
}

break_missing contains "HAB-EMERGENCY-CONDITIONS-MISSING" if {
	facts["bris-de-glace"]
	not facts.incapacity
}

break_missing contains "HAB-EMERGENCY-REFUSED" if {
	facts["bris-de-glace"]
	facts["bris-de-glace-refused"]
}

break_missing contains "HAB-EMERGENCY-REFUSAL-NOT-STATED" if {
	facts["bris-de-glace"]
	not facts["bris-de-glace-refused"]
	not facts["bris-de-glace-not-refused"]
}

regulation_missing contains "HAB-REGULATION-NOT-PHYSICIAN" if {
	facts.regulation
	not traits.physician
}

regulation_missing contains "HAB-REGULATION-NOT-DECLARED" if {
	facts.regulation
	traits["no-regulation"]
}

regulation_missing contains "HAB-REGULATION-REFUSED" if {
	facts.regulation
	facts["regulation-refused"]
}

regulation_missing contains "HAB-REGULATION-REFUSAL-NOT-STATED" if {
	facts.regulation
	not facts["regulation-refused"]
	not facts["regulation-not-refused"]
}

emergency contains "HAB-GROUND-EMERGENCY" if {
	facts["bris-de-glace"]
	count(break_missing) == 0
}

emergency contains "HAB-GROUND-REGULATION" if {
	facts.regulation
	count(regulation_missing) == 0
}

# --- reading: basis, opposition, the document itself -----------------------

basis := consent | emergency

grounds contains g if {
	input.action == "read"
	some g in basis
}

caveats contains "HAB-CAVEAT-EMERGENCY-DUTIES" if {
	input.action == "read"
	count(emergency) > 0
}

denials contains r if {
	input.action == "read"
	count(basis) == 0
	some r in ((consent_missing | break_missing) | regulation_missing)
}

opposable if input.action in {"read", "deposit", "hide", "unhide"}

denials contains "HAB-OPPOSED" if {
	opposable
	facts.opposed
}

denials contains "HAB-OPPOSITION-NOT-STATED" if {
	opposable
	not facts.opposed
	not facts["not-opposed"]
}

hidden if facts["hidden-by-depositor"]

hidden if facts["hidden-by-patient"]

hidden_seen contains "HAB-GROUND-DEPOSITOR" if {
	hidden
	facts.depositor
}

hidden_seen contains "HAB-GROUND-ADMINISTRATOR" if {
	hidden
	facts["administrator-doctor"]
	traits.physician
}

hidden_seen contains "HAB-GROUND-HIDDEN-IN-EMERGENCY" if {
	hidden
	facts["hidden-shown-in-emergency"]
	count(emergency) > 0
}

grounds contains g if {
	input.action == "read"
	some g in hidden_seen
}

seen if count(hidden_seen) > 0

seen if {
	not hidden
	facts.visible
}

seen if {
	not hidden
	facts["any-document"]
}

denials contains "HAB-DOCUMENT-HIDDEN" if {
	input.action == "read"
	hidden
	count(hidden_seen) == 0
}

denials contains "HAB-VISIBILITY-NOT-STATED" if {
	input.action == "read"
	not hidden
	not facts["any-document"]
	not facts.visible
}

caveats contains "HAB-CAVEAT-ANY-DOCUMENT" if {
	input.action == "read"
	not hidden
	facts["any-document"]
}

caveats contains "HAB-CAVEAT-INVISIBLE-TO-PATIENT" if {
	input.action in {"read", "deposit"}
	facts["invisible-to-patient"]
}

# --- depositing ------------------------------------------------------------

denials contains "HAB-DOCUMENT-NOT-DMP" if {
	input.action == "deposit"
	document.dmp == false
}

deposit_grounds contains "HAB-GROUND-EXPRESS-CONSENT" if {
	express
	facts["explicit-consent"]
	facts.informed
}

denials contains r if {
	input.action == "deposit"
	express
	some r in consent_missing
}

denials contains "HAB-CARE-NOT-STATED" if {
	input.action == "deposit"
	not express
	not in_care
}

deposit_consented if {
	in_care
	facts["explicit-consent"]
}

deposit_consented if {
	facts["care-team"]
	facts["initial-consent"]
}

deposit_usual if {
	not express
	in_care
}

grounds contains g if {
	input.action == "deposit"
	some g in deposit_grounds
}

deposit_grounds contains "HAB-GROUND-DEPOSIT-CONSENT" if {
	deposit_usual
	deposit_consented
}

denials contains "HAB-DEPOSIT-CONSENT-MISSING" if {
	input.action == "deposit"
	deposit_usual
	not deposit_consented
	not facts["deposited-before"]
}

deposit_grounds contains "HAB-GROUND-DEPOSIT-INFORMED" if {
	deposit_usual
	not deposit_consented
	facts["deposited-before"]
	facts.informed
}

denials contains "HAB-DEPOSIT-INFORMATION-MISSING" if {
	input.action == "deposit"
	deposit_usual
	not deposit_consented
	facts["deposited-before"]
	not facts.informed
}

student_barred if {
	traits.student
	not traits.intern
	not policy.student_deposits == "yes"
}

denials contains "HAB-STUDENT-DEPOSIT" if {
	input.action == "deposit"
	student_barred
}

denials contains "HAB-DEPOSIT-REFUSED" if {
	input.action == "deposit"
	facts["deposit-refused"]
}

# To hide says what the document would become.
hidden_and_invisible if {
	hidden
	facts["invisible-to-patient"]
	not policy.hidden_and_invisible == "yes"
}

hidden_and_invisible if {
	input.action == "hide"
	facts["invisible-to-patient"]
	not policy.hidden_and_invisible == "yes"
}

denials contains "HAB-HIDDEN-AND-INVISIBLE" if {
	input.action in {"deposit", "hide"}
	hidden_and_invisible
}

# --- hiding, showing again, deleting ---------------------------------------

of_depositor if input.action in {"hide", "unhide", "delete"}

grounds contains "HAB-GROUND-DEPOSITOR" if {
	of_depositor
	facts.depositor
}

denials contains "HAB-NOT-DEPOSITOR" if {
	of_depositor
	not facts.depositor
}

grounds contains g if {
	input.action in {"hide", "unhide"}
	some g in consent
}

denials contains r if {
	input.action in {"hide", "unhide"}
	count(consent) == 0
	some r in consent_missing
}

denials contains "HAB-HIDDEN-BY-PATIENT" if {
	input.action == "unhide"
	facts["hidden-by-patient"]
}

sight_stated if hidden

sight_stated if facts["any-document"]

sight_stated if facts.visible

denials contains "HAB-VISIBILITY-NOT-STATED" if {
	input.action == "unhide"
	not sight_stated
}

caveats contains "HAB-CAVEAT-ANY-DOCUMENT" if {
	input.action == "unhide"
	not facts["hidden-by-patient"]
	facts["any-document"]
}

# --- caveats of the subject ------------------------------------------------

caveats contains "HAB-CAVEAT-PRESENCE" if traits["open-by-presence"]

caveats contains "HAB-CAVEAT-METIER" if traits["metier-to-check"]

caveats contains "HAB-CAVEAT-ROLE-INFERRED" if traits["role-inferred"]
