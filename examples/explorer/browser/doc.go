// Package browser holds nothing but tests: the page of examples/explorer in a
// real browser, a headless Chromium, with an accessibility engine, axe-core.
// It is a module of its own, so that neither enters the go.mod of the library.
//
// The tests need Chromium (Debian's package chromium, or CHROME=/path/to/it)
// and axe-core (npm ci in this folder). Without them they fail and say so;
// EXPLORER_BROWSER=skip skips them aloud.
package browser
