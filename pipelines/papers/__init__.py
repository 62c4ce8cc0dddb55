"""Records of the same work become one paper with one clean text and one honest date. Pure: Polars in, Polars out."""

from pipelines.papers.affected import find_affected_records, select_aliases
from pipelines.papers.describe import NORMALIZER_VERSION, describe_records, select_record_keys
from pipelines.papers.normalize import Normalized, normalize

__all__ = [
    "NORMALIZER_VERSION",
    "Normalized",
    "describe_records",
    "find_affected_records",
    "normalize",
    "select_aliases",
    "select_record_keys",
]
