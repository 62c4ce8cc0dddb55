"""The pipeline: sources in, tables out."""
