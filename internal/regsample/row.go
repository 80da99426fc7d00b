package regsample

import (
	"github.com/rppsplus/rppsplus/rpps/registration"
)

// Row is the text of each field, as typed; its index is the
// [registration.Field].
type Row [registration.FieldMethod + 1]string

// Request reads the row into a request. What cannot be read is in its Unread.
func (r Row) Request() registration.Request {
	var q registration.Request
	for f := range registration.Fields() {
		// The error is kept in the request.
		_ = q.Set(f, r[f])
	}
	return q
}
