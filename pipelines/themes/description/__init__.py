"""How themes are described once their papers are known: labels, top terms, position on the map, related themes."""
