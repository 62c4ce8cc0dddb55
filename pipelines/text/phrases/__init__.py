"""Noun phrases of a text: found by word class and context, keyed, and counted over a corpus."""
