package apirecord_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/internal/apirecord"
)

// source has one of everything that a line can be about, and what must be in
// no line.
const source = `package p

import "io"

type Kind uint8

const (
	First Kind = iota + 1
	second
)

const Code, Max, Big = "P-1", 3, Kind(9)

const Text Word = "word"

type Word string

var Loose io.Reader

func Free(name string, more ...int) (n int, err error) { return }

func Of[S ~uint8, T any](s S, t func(a T) bool) *Box[S, T] { return nil }

func hidden() {}

type Open struct {
	A, b int "json:\"a\""
	io.Writer
}

type Plain struct {
	A int
	B []string
}

type Same struct{ n int }

func (Same) Value() int { return 0 }
func (s *Same) Set(n int) {}
func (s *Same) hidden() {}

type Box[S ~uint8, T any] struct{ Item T }

func (b *Box[S, T]) Get() T { return b.Item }

type Sealed interface {
	Name() string
	sealed()
}

type Other = Plain

type inner struct{ X int }
`

const want = `const Big Kind
const Code untyped string = "P-1"
const First Kind
const Max untyped int = 3
const Text Word = "word"
var Loose io.Reader
func Free(string, ...int) (int, error)
func Of[S ~uint8, T any](S, func(T) bool) *Box[S, T]
type Box[S ~uint8, T any] struct
field Box.Item T
method (*Box) Get() T
type Kind uint8
type Open struct, comparable, opaque
field Open.A int ` + "`json:\"a\"`" + `
embedded Open.Writer io.Writer
type Other = Plain
type Plain struct
field Plain.A int
field Plain.B []string
type Same struct, comparable, opaque
method (*Same) Set(int)
method (Same) Value() int
type Sealed interface, sealed
method (Sealed) Name() string
type Word string`

func TestLines(t *testing.T) {
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, "p.go", source, 0)
	require.NoError(t, err)
	pkg, err := (&types.Config{Importer: importer.ForCompiler(set, "source", nil)}).Check("p", set, []*ast.File{f}, nil)
	require.NoError(t, err)
	assert.Equal(t, want, strings.Join(apirecord.Lines(pkg), "\n"))
}

// TestOf reads a package of the standard library as the go command has built
// it.
func TestOf(t *testing.T) {
	api, err := apirecord.Of(".", "errors")
	require.NoError(t, err)
	assert.Contains(t, api["errors"], "func Is(error, error) bool")
	_, err = apirecord.Of(".", "errors/none")
	assert.Error(t, err)
}

func TestName(t *testing.T) {
	for line, want := range map[string]string{
		`const Code untyped string = "P-1"`: "Code",
		"func Free(string, ...int) error":   "Free",
		"func Of[S ~uint8](S)":              "Of",
		"type Box[S ~uint8, T any] struct":  "Box",
		"type Kind uint8":                   "Kind",
		"field Open.A int `json:\"a\"`":     "Open.A",
		"embedded Open.Writer io.Writer":    "Open.Writer",
		"method (*Same) Set(int)":           "Same.Set",
		"method (Same) Value() int":         "Same.Value",
		"# a comment":                       "",
		"method of nobody":                  "",
		"var Loose io.Reader":               "Loose",
	} {
		assert.Equal(t, want, apirecord.Name(line), line)
	}
}

const changelog = "# Changelog\n\n## [Unreleased]\n\n### Changed\n\n" +
	"- **Breaking** `rpps/psc`: `Userinfo.Regulation` is\n  an answer; `ParseX(code)` is gone.\n" +
	"- **Breaking** `rpps`: `Gone` and all that it had.\n" +
	"- `rpps/psi`: `New` is faster.\n\nNo item: `rpps` `Loose`\n\n" +
	"## [0.1.0]\n\n- **Breaking** `rpps/psc`: `Old` → `New`.\n"

func TestUnannounced(t *testing.T) {
	told := []string{
		"rpps/psc: field Userinfo.Regulation *bool",
		"rpps/psc: func ParseX(string) X",
		"rpps: method (*Gone) Get() int",
		"rpps: type Gone struct",
		"rpps: package removed",
	}
	silent := []string{
		"rpps/psc: field Userinfo.Reg *bool",  // only the beginning of a name
		"rpps/psc: func Parse(string) X",      // the same
		"rpps/psc: type Gone struct",          // of another package
		"rpps/psi: func New()",                // not marked
		"rpps/psc: func Old()",                // of an earlier release
		"rpps: var Loose io.Reader",           // outside of the items
		"rpps/civil: package removed",         // not named
		"rpps/psc: something that is no line", //
	}
	assert.Equal(t, silent, apirecord.Unannounced(changelog, append(told, silent...)))
	assert.Equal(t, told, apirecord.Unannounced("# Changelog\n", told))
}

func TestFromApidiff(t *testing.T) {
	assert.Equal(t, []string{
		"habilitation: name Matrix.With removed",
		"rpps/psc: name Userinfo.Regulation changed from *bool to rpps.Answer",
		"rpps/civil: name Of removed",
		"rpps/none: package removed",
		`rpps/rule: name CodeX value changed from "1" to "2"`,
	}, apirecord.FromApidiff(`Ignoring internal package x
Incompatible changes:
- ./habilitation.(*Matrix).With: removed
- ./rpps/psc.Userinfo.Regulation: changed from *bool to rpps.Answer
- ./rpps/civil.Of: removed
- ./rpps/none: package removed
- ./rpps/rule.CodeX: value changed from "1" to "2"
- ./habilitation.DateNotStated: value changed from 18 to 19
- ./examples/explorer/explore.Play: removed
Compatible changes:
- ./habilitation.(*Matrix).Under: added
`))
	assert.Empty(t, apirecord.FromApidiff("Compatible changes:\n- ./habilitation.(*Matrix).Under: added\n"))
}

func TestGone(t *testing.T) {
	assert.Equal(t, []string{"a"}, apirecord.Gone([]string{"a", "b"}, []string{"c", "b"}))
}
