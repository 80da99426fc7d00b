package names_test

import (
	"fmt"
	"slices"

	"github.com/rppsplus/rppsplus/rpps"
	"github.com/rppsplus/rppsplus/rpps/names"
)

func ExampleCollator() {
	c := names.NewCollator()
	list := []string{"Ofélie", "Zoé", "élève", "Œuvrard", "Eleonore", "Étienne"}
	slices.SortFunc(list, c.Compare)
	fmt.Println(list)
	// Output: [Eleonore élève Étienne Œuvrard Ofélie Zoé]
}

func ExampleSort() {
	team := []rpps.Professional{
		{ExerciseName: rpps.Name{Family: "Œuvrard", Given: "Camille"}},
		{ExerciseName: rpps.Name{Family: "Exemple", Given: "Zoé"}},
		{ExerciseName: rpps.Name{Family: "Exemple", Given: "Anaïs"}},
	}
	names.Sort(team)
	for _, p := range team {
		fmt.Println(p.ExerciseName.Family.Reveal(), p.ExerciseName.Given.Reveal())
	}
	// Output:
	// Exemple Anaïs
	// Exemple Zoé
	// Œuvrard Camille
}

func ExampleKey() {
	fmt.Println(names.Key("D’ŒUVRARD-Exemplé"))
	// Output: d oeuvrard exemple
}

func ExampleEqual() {
	fmt.Println(names.Equal("Hélène Saint-Exemple", "HELENE SAINT EXEMPLE"))
	fmt.Println(names.Equal("Saint-Exemple", "Saintexemple"))
	// Output:
	// true
	// false
}
