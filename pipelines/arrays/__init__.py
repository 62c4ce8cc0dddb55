"""Numeric plumbing that knows no text: groups and numbers of rows, stable fingerprints, threads."""
