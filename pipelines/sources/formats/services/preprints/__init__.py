"""Preprint servers, and pages that list preprints."""
