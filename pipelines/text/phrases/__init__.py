"""Finds the noun phrases of texts by word classes and context, gives them canonical keys, and counts them."""
