// Command cmd reads what apidiff says of the module and fails when an
// incompatible change is not announced in the changelog: see
// [apirecord.Unannounced].
//
//	apidiff -m before.export after.export | go run ./internal/apirecord/cmd CHANGELOG.md
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/rppsplus/rppsplus/internal/apirecord"
)

func main() {
	code, err := run(os.Args[1:], os.Stdin, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 2
	}
	os.Exit(code)
}

func run(args []string, in io.Reader, out io.Writer) (int, error) {
	if len(args) != 1 {
		return 0, fmt.Errorf("one argument is needed: the changelog")
	}
	changelog, err := os.ReadFile(args[0])
	if err != nil {
		return 0, err
	}
	report, err := io.ReadAll(in)
	if err != nil {
		return 0, err
	}
	breaks := apirecord.FromApidiff(string(report))
	silent := apirecord.Unannounced(string(changelog), breaks)
	for _, b := range silent {
		fmt.Fprintln(out, "  not in the changelog as **Breaking**:", b)
	}
	fmt.Fprintf(out, "  %d incompatible changes, %d not announced\n", len(breaks), len(silent))
	return min(len(silent), 1), nil
}
