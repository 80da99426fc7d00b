// Command without is an empty program, for the page on performance.
package main

func main() {}
