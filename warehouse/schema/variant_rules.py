"""The names of the rules by which a form counts as its term, as in `term_variants.rule`."""

from enum import StrEnum


class VariantRule(StrEnum):
    """Why a form counts as its term: what tells it from the term's label."""

    CASE = "case"
    """Capitals at most."""
    PLURAL = "plural"
    """Number of the last word."""
    HYPHEN = "hyphen"
    """Hyphens and blanks."""
    SPELLING = "spelling"
    """Spelling otherwise (`modelling`)."""
    ACRONYM = "acronym"
    """An acronym instead of what it stands for, or the other way round, also inside the form (`LLM agents`)."""
    CURATED = "curated"
    """The user's thesaurus or a decision on the page Data."""
