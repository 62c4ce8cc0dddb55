"""The inverted index that searches read instead of the texts."""
