"""Texts as tokens: split, numbered, looked up in the lexicon, and put into their canonical spelling."""
