"""Where the real texts lie that the benchmarks read: beside the checkout, never in it."""

from pathlib import Path

SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"
