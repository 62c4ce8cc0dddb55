"""The statistics behind a verdict, on arrays: growth, dispersion, bursts, Mann-Kendall, false-discovery control."""
