package plainjson_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rppsplus/rppsplus/internal/plainjson"
)

func TestMarshal(t *testing.T) {
	for _, v := range []any{
		"a < b && c > d", "é\n", nil, 3, []string{}, map[string]any{"b": 1.5, "a": []any{"<", true}}, json.RawMessage(`{"x": "<"}`),
	} {
		text, err := plainjson.Marshal(v)
		require.NoError(t, err)
		require.NotContains(t, string(text), `\u00`)
		require.NotContains(t, string(text), "\n")
		want, err := json.Marshal(v)
		require.NoError(t, err)
		require.JSONEq(t, string(want), string(text))
	}
	text, err := plainjson.Marshal(func() {})
	require.Error(t, err)
	require.Nil(t, text)
}
