"""Indexes of the literature."""
