package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const answer = `{"config": {"protocol_version": "v1.0.0", "scanner_name": "govulncheck"}}
{"progress": {"message": "…"}}
{"SBOM": {"modules": [{"path": "ours"}, {"path": "example.org/a"}, {"path": "stdlib"}]}}
{"osv": {"id": "GO-1", "summary": "one"}}
{"osv": {"id": "GO-2", "summary": "two"}}
{"osv": {"id": "GO-3", "summary": "three"}}
{"finding": {"osv": "GO-2", "trace": [{"module": "example.org/b", "version": "v1.0.0"}]}}
{"finding": {"osv": "GO-1", "fixed_version": "v1.2.0", "trace": [{"module": "example.org/a", "version": "v1.1.0"}]}}
{"finding": {"osv": "GO-1", "fixed_version": "v1.2.0", "trace": [{"module": "example.org/a", "version": "v1.1.0", "package": "example.org/a/x"}]}}
`

const (
	calledModule = `{"finding": {"osv": "GO-1", "fixed_version": "v1.2.0", "trace": [
{"module": "example.org/a", "version": "v1.1.0", "package": "example.org/a/x", "function": "Parse"},
{"module": "ours", "package": "ours/rpps", "function": "Read"}]}}
`
	calledStd = `{"finding": {"osv": "GO-3", "trace": [
{"module": "stdlib", "version": "v1.26.8", "package": "net/http", "function": "Do"},
{"module": "ours", "package": "ours/examples", "function": "post"}]}}
`
)

func TestRun(t *testing.T) {
	for _, c := range []struct {
		name, in string
		args     []string
		code     int
		want     string
	}{
		{"nothing", `{"config": {}}{"SBOM": {"modules": [{"path": "ours"}, {"path": "example.org/a"}, {"path": "stdlib"}]}}`, nil, 0, "  3 modules, 0 vulnerabilities in them, 0 called\n"},
		{"not called", answer, []string{"-std"}, 0, `  imported GO-1 example.org/a@v1.1.0, fixed in v1.2.0: one
  required GO-2 example.org/b@v1.0.0: two
  3 modules, 2 vulnerabilities in them, 0 called
`},
		{"called", answer + calledModule, nil, 1, `  called   GO-1 example.org/a@v1.1.0, fixed in v1.2.0, from ours/rpps.Read: one
  required GO-2 example.org/b@v1.0.0: two
  3 modules, 2 vulnerabilities in them, 1 called
`},
		{"standard library", answer + calledStd, nil, 0, `  called   GO-3 stdlib@v1.26.8, from ours/examples.post: three
  imported GO-1 example.org/a@v1.1.0, fixed in v1.2.0: one
  required GO-2 example.org/b@v1.0.0: two
  3 modules, 3 vulnerabilities in them, 1 called
`},
		{"standard library of the newest Go", answer + calledStd, []string{"-std"}, 1, ""},
	} {
		var out strings.Builder
		code, err := run(c.args, strings.NewReader(c.in), &out)
		require.NoError(t, err, c.name)
		assert.Equal(t, c.code, code, c.name)
		if c.want != "" {
			assert.Equal(t, c.want, out.String(), c.name)
		}
	}
	for _, in := range []string{"", "{", `{"osv": {"id": "GO-1"}}`, "no JSON", `{"config": {}}`, `{"config": {}} {"SBOM": {"modules": [{}, {}]}}`} {
		_, err := run(nil, strings.NewReader(in), &strings.Builder{})
		assert.Error(t, err, in)
	}
	_, err := run([]string{"-none"}, strings.NewReader(answer), &strings.Builder{})
	assert.Error(t, err)
}
