"""Records of the same work become one paper with one clean text and one honest date. Pure: Polars in, Polars out."""

from pipelines.papers.normalize import Normalized, normalize

__all__ = ["Normalized", "normalize"]
