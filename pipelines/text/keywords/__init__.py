"""The most telling terms of each paper: features, the ranker and its weights."""
