"""Acronyms that texts define, and the words that each of them abbreviates."""
