"""Charts: a frame in, an `alt.Chart` out. Knows Altair and Polars only; one module a form of chart."""
