"""Cleans texts to what a reader would see; `pipeline` says in which order."""
