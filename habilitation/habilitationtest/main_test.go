package habilitationtest_test

import (
	"golang.org/x/text/language"
)

var french, english = language.French, language.English
