"""Ranks the keywords of each paper: features of its candidates, the ranker and its weights."""
