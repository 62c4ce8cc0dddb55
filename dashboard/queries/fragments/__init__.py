"""SQL that several questions share: clauses, patterns, slices, series, the ranking of a search."""
