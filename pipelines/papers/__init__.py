"""Records of the same work become one paper with one clean text and one honest date. Pure: Polars in, Polars out."""

from pipelines.papers.describe import NORMALIZER_VERSION, describe_records, keys_of
from pipelines.papers.normalize import Normalized, normalize
from pipelines.papers.touched import find_touched, known_by

__all__ = ["NORMALIZER_VERSION", "Normalized", "describe_records", "find_touched", "keys_of", "known_by", "normalize"]
