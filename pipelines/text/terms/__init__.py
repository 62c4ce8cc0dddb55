"""Which candidate phrases are terms of a corpus, what counts as one term, and how a term is shown."""
