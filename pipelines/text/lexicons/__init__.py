"""Lists of words, read from the text files of this folder, and which of them exclude each other.

What a listed word does to a phrase is decided in `tokens.lexicon`, `tokens.token_classes` and `terms.termhood`. Lists
are sets of lower-case entries; each file says what its list is.
"""

from itertools import product

from pipelines.text.lexicons.word_lists import read_entries, read_pairs

DETERMINERS = read_entries("determiners")
PRONOUNS = read_entries("pronouns")
PREPOSITIONS = read_entries("prepositions")
AUXILIARIES = read_entries("auxiliaries")
PERFECT = read_entries("perfect")
MODALS = read_entries("modals")
SUBJECTS = read_entries("subjects")
ADVERBS = read_entries("adverbs")
NUMBERED = read_entries("numbered")
ADJECTIVE_HEADS = read_entries("adjective_heads")
ADJECTIVE_TAILS = read_entries("adjective_tails")
VERBS = read_entries("verbs")
GERUNDS = read_entries("gerunds")
BRITISH = read_pairs("british")

FILLER_MODIFIERS = read_entries("filler_modifiers")
FILLER_NOUNS = read_entries("filler_nouns")
FILLER_PHRASES = read_entries("filler_phrases")
GENERIC_NOUNS = read_entries("generic_nouns")
STRAY_WORDS = read_entries("stray_words")
SOFT_MODIFIERS = read_entries("soft_modifiers")
JUDGING_MODIFIERS = read_entries("judging_modifiers")
VAGUE_MODIFIERS = read_entries("vague_modifiers")
WEAK_HEADS = read_entries("weak_heads")
WORK_HEADS = read_entries("work_heads")

ALLOWED_PHRASES = read_entries("allowed_phrases")
ALLOWED_METHODS = read_entries("allowed_methods")
ALLOWED_WORDS = read_entries("allowed_words")

STOP_LISTS = ("filler_modifiers", "filler_nouns", "filler_phrases", "generic_nouns", "stray_words")
"""Lists whose entries are no terms."""
ALLOW_LISTS = ("allowed_phrases", "allowed_methods", "allowed_words")
"""Lists whose entries are terms whatever the rules say."""

EXCLUSIVE = frozenset(
    {
        *product(STOP_LISTS, ALLOW_LISTS),
        ("allowed_phrases", "allowed_methods"),
        ("allowed_phrases", "allowed_words"),
        ("allowed_methods", "allowed_words"),
        ("filler_nouns", "generic_nouns"),
        *((name, "stray_words") for name in STOP_LISTS if name != "stray_words"),
        ("gerunds", "verbs"),
        ("auxiliaries", "gerunds"),
        ("auxiliaries", "verbs"),
    }
)
"""Pairs of lists that hold no entry in common: it would contradict itself, or stand there twice to the same effect."""


def stop_entries() -> frozenset[str]:
    """All entries of the stop lists."""
    return frozenset().union(*map(read_entries, STOP_LISTS))


def allowed_entries() -> frozenset[str]:
    """All entries of the allow-lists."""
    return frozenset().union(*map(read_entries, ALLOW_LISTS))
