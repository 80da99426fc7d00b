package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRun(t *testing.T) {
	const report = "Incompatible changes:\n- ./rpps/civil.Of: removed\nCompatible changes:\n- ./rpps/civil.MustNew: added\n"
	write := func(text string) string {
		name := filepath.Join(t.TempDir(), "CHANGELOG.md")
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
		return name
	}
	said := write("# Changelog\n\n## [Unreleased]\n\n### Changed\n\n- **Breaking** `rpps/civil`: `Of` → `MustNew`.\n")
	silent := write("# Changelog\n\n## [Unreleased]\n\n### Changed\n\n- `rpps/civil`: faster.\n")
	for _, c := range []struct {
		changelog, report, out string
		code                   int
	}{
		{said, report, "  1 incompatible changes, 0 not announced\n", 0},
		{silent, report, "  not in the changelog as **Breaking**: rpps/civil: name Of removed\n  1 incompatible changes, 1 not announced\n", 1},
		{silent, "", "  0 incompatible changes, 0 not announced\n", 0},
	} {
		var out bytes.Buffer
		code, err := run([]string{c.changelog}, strings.NewReader(c.report), &out)
		require.NoError(t, err)
		assert.Equal(t, c.code, code)
		assert.Equal(t, c.out, out.String())
	}
	for _, args := range [][]string{nil, {said, said}, {filepath.Join(t.TempDir(), "none")}} {
		_, err := run(args, strings.NewReader(report), new(bytes.Buffer))
		assert.Error(t, err, args)
	}
}
