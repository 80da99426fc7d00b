// Command main writes the generated files of package roles. It is run by go
// generate in that package's folder: it reads data/*.csv there and writes the
// files beside.
package main

import (
	"log"
	"os"

	"github.com/rppsplus/rppsplus/internal/rolesgen"
)

func main() {
	log.SetFlags(0)
	files, err := rolesgen.Generate(os.DirFS("data"))
	if err != nil {
		log.Fatal(err)
	}
	for name, content := range files {
		if err := os.WriteFile(name, content, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}
