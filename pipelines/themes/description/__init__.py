"""What is said of a theme once its papers are known: names, top terms, place on the map, neighbours."""
