"""How pages reach what is outside them: the served warehouse, Dagster, and the small files a reader edits."""
