"""Damaged and hostile inputs for every parser and the cleaner: `python -m benchmarks.fuzz`."""
