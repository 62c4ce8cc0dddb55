"""The dashboard: reads the served warehouse, never writes it."""
