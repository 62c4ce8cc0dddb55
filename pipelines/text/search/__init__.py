"""The inverted index that searches ask instead of the texts."""
