"""The warehouse's contract: what the tables are, how they are written and how they are published.

Knows neither Dagster nor Streamlit; `pipelines` and `dashboard` both build on it and never on each other.
"""
