package rpps

// IdentifierRules opens the table to the tests.
var IdentifierRules = identifierRules
