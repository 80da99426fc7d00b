package psiserver

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"
)

// maxBody is the size of the largest body that is read. Not published.
const maxBody = 1 << 20

// maxDepth is the depth of nested values above which a body is not read; the
// deepest documented one is 2.
const maxDepth = 16

// An object is a JSON object: text is string, and what is no text, object,
// boolean or null is other.
type object map[string]any

type other struct{}

// parse reads a body. Of a key that comes twice the first value is kept, and
// its path is in twice.
func parse(body []byte) (o object, twice []string, err error) {
	switch {
	case len(body) > maxBody:
		return nil, nil, fmt.Errorf("more than %d bytes", maxBody)
	case !utf8.Valid(body):
		return nil, nil, fmt.Errorf("not UTF-8")
	}
	p := parser{dec: json.NewDecoder(bytes.NewReader(body))}
	p.dec.UseNumber()
	v, err := p.value("", 0)
	if err != nil {
		return nil, nil, err
	}
	if _, err := p.dec.Token(); err != io.EOF {
		return nil, nil, fmt.Errorf("something after the object")
	}
	o, ok := v.(object)
	if !ok {
		return nil, nil, fmt.Errorf("not an object")
	}
	return o, p.twice, nil
}

type parser struct {
	dec   *json.Decoder
	twice []string
}

func (p *parser) value(path string, depth int) (any, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("nested too deep")
	}
	t, err := p.dec.Token()
	if err != nil {
		return nil, err
	}
	switch t := t.(type) {
	case json.Delim:
		if t == '[' {
			for p.dec.More() {
				if _, err := p.value(path, depth+1); err != nil {
					return nil, err
				}
			}
			_, err := p.dec.Token()
			return other{}, err
		}
		o := object{}
		for p.dec.More() {
			k, err := p.dec.Token()
			if err != nil {
				return nil, err
			}
			name := k.(string) // the decoder lets nothing else pass
			at := join(path, name)
			v, err := p.value(at, depth+1)
			if err != nil {
				return nil, err
			}
			if _, again := o[name]; again {
				p.twice = append(p.twice, at)
				continue
			}
			o[name] = v
		}
		_, err := p.dec.Token()
		return o, err
	case string, bool, nil:
		return t, nil
	}
	return other{}, nil
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
