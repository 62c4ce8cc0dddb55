"""Text work: cleaning, phrases, terms, keywords. Pure functions, Polars in and out; neither Dagster nor DuckDB."""

from pipelines.text.keywords.rank import rank_keywords
from pipelines.text.matching.index import TermIndex, find_terms, update_terms
from pipelines.text.matching.match_cache import MatchCache
from pipelines.text.phrases.analyse import ANALYSER_VERSION, Analysis, analyse
from pipelines.text.terms.overrides import amend, forms_to_look_up
from pipelines.text.terms.thesaurus import Thesaurus, load_thesaurus

__all__ = [
    "ANALYSER_VERSION",
    "Analysis",
    "MatchCache",
    "TermIndex",
    "Thesaurus",
    "amend",
    "analyse",
    "find_terms",
    "forms_to_look_up",
    "load_thesaurus",
    "rank_keywords",
    "update_terms",
]
