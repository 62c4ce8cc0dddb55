"""Programs and formats of reference managers."""
