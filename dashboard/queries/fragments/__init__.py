"""SQL that several queries share: clauses, patterns, slices, series, the ranking of a search."""
