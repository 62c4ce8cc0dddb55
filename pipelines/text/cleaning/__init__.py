"""From a text as it came to the text that a reader would see; `pipeline` says in which order."""
