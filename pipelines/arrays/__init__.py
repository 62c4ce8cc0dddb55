"""Numeric plumbing that knows no text: grouping and numbering of rows, stable fingerprints, work in parallel."""
