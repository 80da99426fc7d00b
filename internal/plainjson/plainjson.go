// Package plainjson writes JSON that people read too: as encoding/json, without the
// escapes of <, > and &, which are for a text within a page of HTML.
package plainjson

import (
	"bytes"
	"encoding/json"
)

// Marshal is [json.Marshal] without these escapes.
func Marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
