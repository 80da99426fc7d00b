package rolesgen

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rppsplus/rppsplus/internal/rolesgen/fold"
)

// files loads the data of package roles, to be spoilt.
func files(t *testing.T) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	dir := os.DirFS("../../roles/data")
	names, err := fs.Glob(dir, "*.csv")
	if err != nil || len(names) != 7 {
		t.Fatal(names, err)
	}
	for _, n := range names {
		b, err := fs.ReadFile(dir, n)
		if err != nil {
			t.Fatal(err)
		}
		out[n] = &fstest.MapFile{Data: b}
	}
	return out
}

func TestGenerateIsStable(t *testing.T) {
	a, err := Generate(files(t))
	if err != nil {
		t.Fatal(err)
	}
	b, err := Generate(files(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(a) != 2 {
		t.Errorf("%d files", len(a))
	}
	for name := range a {
		if string(a[name]) != string(b[name]) || !strings.HasPrefix(string(a[name]), "// Code generated ") || !strings.Contains(string(a[name]), "DO NOT EDIT.") {
			t.Error(name)
		}
	}
}

// TestRefusals spoils the data in one place and expects the reason.
func TestRefusals(t *testing.T) {
	for _, c := range []struct{ name, file, old, new, want string }{
		{"absent file", "liens.csv", "*", "", "file does not exist"},
		{"other columns", "jeux.csv", "jeu;nom", "jeu;libelle", "the header must be"},
		{"too many columns", "jeux_membres.csv", "J121;R85;307\n", "J121;R85;307;x\n", "wrong number of fields"},
		{"duplicate code", "codes.csv", "R85;314;314;", "R85;313;314;", "TRE_R85 313 stands twice"},
		{"duplicate value", "codes.csv", "G15;93;1093;", "G15;93;93;", "value 93 is taken"},
		{"value without relation", "codes.csv", "R85;314;314;", "R85;314;398;", "does not follow from the code"},
		{"list without a type", "listes.csv", "R25;TRE_R25-", "R26;TRE_R26-", "R26 has no Go type"},
		{"value too large", "codes.csv", "R23;S;1;", "R23;S;2500;", "out of 1 to"},
		{"value not a number", "codes.csv", "R23;S;1;", "R23;S;x;", "out of 1 to"},
		{"unknown list", "codes.csv", "R85;314;314;", "R86;314;314;", "no such list"},
		{"no label", "codes.csv", ";Ambulancier;;2020-06-26", "; ;;2020-06-26", "a code and a label are needed"},
		{"bad date", "codes.csv", "2025-12-22", "2025-13-22", "bad date"},
		{"end before start", "codes.csv", "2025-12-22", "2015-12-22", "ends before it begins"},
		{"constant twice", "codes.csv", "MetierAmbulancier", "MetierAideSoignant", "constant MetierAideSoignant stands twice"},
		{"member that does not exist", "jeux_membres.csv", "J121;R85;307\n", "J121;R85;399\n", "TRE_R85 399 does not exist"},
		{"member twice", "jeux_membres.csv", "J121;R85;312\n", "J121;R85;307\n", "stands twice in J121"},
		{"member of nothing", "jeux_membres.csv", "J121;R85;307\n", "J122;R85;307\n", "no value set J122"},
		{"label of nothing", "libelles.csv", "R85;331;", "R85;399;", "TRE_R85 399 does not exist"},
		{"label twice", "libelles.csv", ";Secrétaire médicale;", ";Secrétaire assistante médico-administrative;", "label stands twice"},
		{"label without origin", "libelles.csv", "ancien libelle TRE", "", "without its origin"},
		{"unknown kind", "genres.csv", "G15;10;ordre", "G15;10;ordres", "unknown kind"},
		{"kind without source", "genres.csv", "sourcee;TRE_R85\n", "sourcee;\n", "no source"},
		{"kind twice", "genres.csv", "G15;21;", "G15;10;", "stands twice"},
		{"profession without kind", "genres.csv", "R96;409;", "R22;GENR01;", "every profession has a kind"},
		{"order without a name", "genres.csv", ";Ordre national des médecins;", ";;", "an authority goes with"},
		{"unknown link", "liens.csv", "R85;350;meme_libelle", "R85;350;voisin", "unknown link"},
		{"link twice", "liens.csv", "R85;350;meme_libelle", "G15;35;meme_libelle", "two links of the same kind"},
		{"link of a valid code", "liens.csv", "R85;350;meme_libelle", "R85;351;meme_libelle", "a link goes from an ended code"},
		{"successor that is inferred", "liens.csv", "R85;328;sourcee", "R85;328;inferee", "successeur is sourcee"},
		{"link to nothing", "liens.csv", "R85;328;sourcee", "R85;399;sourcee", "TRE_R85 399 does not exist"},
		{"label of two codes of a list", "codes.csv", "R23;B;3;Bénévole", "R23;B;3;salarié", "two codes have the label \"salarie\""},
		{"list twice", "listes.csv", "G15;TRE_G15", "R85;TRE_G15", "R85 stands twice"},
		{"list with another name", "listes.csv", "TRE_G15-", "TRE_G16-", "cannot be its own"},
		{"bad version", "listes.csv", "20250328120000", "2025-03-28", "version is not a date"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := files(t)
			if c.old == "*" {
				delete(dir, c.file)
			} else {
				before := string(dir[c.file].Data)
				after := strings.Replace(before, c.old, c.new, 1)
				if after == before {
					t.Fatalf("%s has no %q", c.file, c.old)
				}
				dir[c.file].Data = []byte(after)
			}
			out, err := Generate(dir)
			if err == nil || out != nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "",
		" - ' ":                           "",
		"Éducateur spécialisé":            "educateur specialise",
		"E\u0301ducateur":                 "educateur",
		"l’hôtellerie / la restauration":  "l hotellerie la restauration",
		"l'hôtellerie/la restauration":    "l hotellerie la restauration",
		"(AMP)":                           "amp",
		"en œuvre, Œdème, æ":              "en oeuvre oedeme ae",
		"quali\ufb01é e\ufb00ort a\ufb02": "qualifie effort afl",
		"soi\u00adgnant\u200b":            "soignant",
		"FON-29":                          "fon 29",
	} {
		if got := string(fold.Append([]byte("x"), in)); got != "x"+want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
