// Command cmd writes the generated tables of package habilitation into the
// current folder, from its data folder. Run it with go generate.
package main

import (
	"fmt"
	"os"

	"github.com/rppsplus/rppsplus/internal/habilitationgen"
)

func main() {
	files, err := habilitationgen.Generate(os.DirFS("data"))
	if err == nil {
		for name, text := range files {
			if err = os.WriteFile(name, text, 0o644); err != nil {
				break
			}
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
