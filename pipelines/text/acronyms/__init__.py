"""Finds the acronyms that texts define, and the words that each acronym abbreviates."""
