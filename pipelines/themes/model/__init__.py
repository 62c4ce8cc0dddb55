"""From papers to groups of papers: features, embeddings, clustering, and the model that refines the groups."""
