"""Word classes (noun, adjective, verb form, number …) and canonical spelling of single words.

Word classes and lemmas come from the NIH SPECIALIST lexicon, which lemminflect brings along. Words that it does not contain
are judged by their shape and ending. `token_classes` judges hyphenated tokens; `phrases.noun_phrases` decides which of
its classes a word has in a sentence.
"""

from functools import cache

import lemminflect
import numpy as np
import polars as pl

from pipelines.text import lexicons
from pipelines.text.tokens.singular import UNKNOWN, singularise
from pipelines.text.tokens.spelling import respell_distinct

# Bits of the classes of a word.
NOUN = 1
ADJECTIVE = 2
VERB = 4
ING = 8
PARTICIPLE = 16
ADVERB = 32
CLOSED = 64
NUMBER = 128
JUNK = 256
FILLER_MODIFIER = 512
FILLER_NOUN = 1024
DETERMINER = 2048
BEFORE_VERB = 4096  # a modal, "to" or a pronoun that is a subject
MODIFIER_ONLY = 8192
PLURAL = 16384
PROPER = 32768  # capitals or digits inside: a name or an acronym
GERUND = 65536  # an -ing word that names an activity
VERBAL = 131072  # a noun in the lexicon too, but rarely used as one
POSSESSIVE = 262144
PREPOSITION = 524288
KNOWN = 1048576  # an ordinary English word
HAVE = 4194304  # a form of `have`: a participle after it is a verb
NUMBERED = 2097152  # a noun that a number often follows (`Task 7`)

CASED_LENGTH = 5
"""Longest acronym that is told from an ordinary word of the same spelling by its capitals."""

_MEASURE = r"^\d[\d.]*(?:[bBkKmMxX]|[KMGTkmgt]?[Bb]|ms|[KMGkmg]?[Hh]z|dB|fps|px|nm|mm|cm|km|kg|mg|ml|s|h|pp|bit|bits|th|st|nd|rd)$"
"""A number with a unit of measurement (70B, 1.5x, 12ms); 3D and 5G are none."""

_LEXICON_COLUMNS = ("word", "classes", "singular")


@cache
def load_lexicon() -> pl.DataFrame:
    """The lexicon: word (lower case), classes (bits), singular (null where the word is no noun)."""
    upos = {"noun": NOUN, "verb": VERB, "adj": ADJECTIVE, "adv": ADVERB, "modal": CLOSED, "aux": CLOSED}
    raw = pl.read_csv(lemminflect.config.lemma_lu_fn, has_header=False, new_columns=["word", "category", "lemmas"])
    raw = raw.filter(pl.col("word") == pl.col("word").str.to_lowercase()).with_columns(
        pl.col("category").replace_strict(upos, default=0).alias("bit"),
        pl.col("lemmas").str.split("/").alias("lemmas"),
    )
    # A word that is its own lemma ("data", "glasses") is already singular.
    singular = (
        pl.when(pl.col("lemmas").list.contains(pl.col("word")))
        .then(pl.col("word"))
        .otherwise(pl.col("lemmas").list.first())
    )
    own_verb = (pl.col("bit") == VERB) & pl.col("lemmas").list.contains(pl.col("word"))
    table = (
        raw.with_columns(singular.alias("singular"), own_verb.alias("base"))
        .group_by("word")
        .agg(
            pl.col("bit").unique().sum().alias("classes"),
            pl.col("singular").filter(pl.col("bit") == NOUN).first().alias("singular"),
            pl.col("base").any().alias("base"),
        )
        .sort("word")
    )
    verb = (pl.col("classes") & VERB) > 0
    ing = verb & ~pl.col("base") & pl.col("word").str.ends_with("ing")
    s_form = pl.col("word").str.ends_with("s")
    participle = verb & ~pl.col("base") & ~pl.col("word").str.ends_with("ing") & ~s_form
    return table.with_columns(
        (
            pl.when(ing)
            .then((pl.col("classes") & ~VERB) | ING)
            .when(participle)
            .then((pl.col("classes") & ~VERB) | PARTICIPLE)
            .otherwise(pl.col("classes"))
            | KNOWN
        )
        .cast(pl.Int64)
        .alias("classes")
    ).select(_LEXICON_COLUMNS)


@cache
def load_listed() -> pl.DataFrame:
    """Words of our own lists: word, fixed (classes instead of those in the lexicon), added (classes besides those)."""
    fixed: dict[str, int] = {}
    for members, bits in (
        (lexicons.ADVERBS, CLOSED | ADVERB),
        (lexicons.PREPOSITIONS, CLOSED | PREPOSITION),
        (lexicons.PRONOUNS, CLOSED),
        (lexicons.AUXILIARIES, CLOSED),
        (lexicons.DETERMINERS, CLOSED | DETERMINER),
        (lexicons.PERFECT, CLOSED | HAVE),
        (lexicons.MODALS, CLOSED | BEFORE_VERB),
        (lexicons.SUBJECTS, CLOSED | BEFORE_VERB),
    ):
        for word in members:
            fixed[word] = fixed.get(word, 0) | bits | KNOWN
    added: dict[str, int] = {}
    for members, bits in (
        (lexicons.FILLER_MODIFIERS, FILLER_MODIFIER),
        (lexicons.FILLER_NOUNS, FILLER_NOUN),
        (lexicons.GERUNDS, GERUND),
        (lexicons.VERBS, VERBAL),
        (lexicons.NUMBERED, NUMBERED),
    ):
        for word in members:
            added[word] = added.get(word, 0) | bits
    names = sorted(fixed.keys() | added.keys())
    return pl.DataFrame(
        {"word": names, "fixed": [fixed.get(name) for name in names], "added": [added.get(name, 0) for name in names]},
        schema={"word": pl.String, "fixed": pl.Int64, "added": pl.Int64},
    )


def _judge_by_shape(word: pl.Expr) -> pl.Expr:
    """Classes of a lower-case word that is in no list and not in the lexicon."""
    return (
        pl.when(word.str.contains(r"^[\d.,]+(?:st|nd|rd|th|s|x|k|m|b|%)?$|^\d[\d.]*(?:times|sim|x|×)\d"))
        .then(NUMBER)
        .when(word.str.contains(r"_|^\W*$") | (word.str.len_chars() == 1) | (word.str.len_chars() > 40))
        .then(JUNK)
        .when(word.str.contains(r"\d"))
        .then(NOUN)
        .when(word.str.ends_with("ing") & (word.str.len_chars() > 5))
        .then(ING | NOUN)
        .when(word.str.ends_with("ed") & (word.str.len_chars() > 4))
        .then(PARTICIPLE)
        .when(word.str.contains(r"(?:i[sz]e|i[sz]es|ify|ifies)$") & (word.str.len_chars() > 6))
        .then(VERB)
        .when(word.str.ends_with("ly") & (word.str.len_chars() > 4))
        .then(ADVERB)
        .when(word.str.contains(r"(?:able|ible|ive|ous|ical|ial|ional|onal|less|ful|istic|atic|esque|ular|ian)$"))
        .then(ADJECTIVE)
        .otherwise(NOUN)
    )


@cache
def _known_words() -> frozenset[str]:
    return frozenset(load_lexicon()["word"])


def look_up_words(parts: pl.Series) -> pl.DataFrame:
    """Classes and spellings of distinct words.

    Args:
        parts: words as they stand in texts, with their capitals.

    Returns:
        part (as given), word (lower case), classes (bits), plain (lower case and American spelling), singular (the same
        of the singular). A short acronym that is spelt like an ordinary word is in capitals in the last two.
    """
    acronym_plural = pl.col("part").str.contains(r"^[A-Z][A-Za-z0-9]*[A-Z0-9]s$")
    measure = pl.col("part").str.contains(_MEASURE)
    proper = pl.col("part").str.contains(r"^.+[A-Z]|^[A-Za-z].*\d") & ~measure
    # An unknown word that is a known verb with a prefix (reweights, misalign) is a verb.
    again = pl.col("part").str.contains(r"^(?:re|de|mis|over|under|un)[a-z]{4,}$")
    stem = pl.when(acronym_plural).then(pl.col("part").str.strip_suffix("s")).otherwise("part")
    frame = (
        parts.to_frame("part")
        .with_columns(stem.alias("stem"), pl.col("part").str.to_lowercase().alias("word"))
        .with_columns(pl.col("stem").str.to_lowercase().alias("look"))
        .join(load_lexicon(), left_on="look", right_on="word", how="left", maintain_order="left")
        .with_columns(
            pl.when(again).then(pl.col("part").str.replace(r"^(?:re|de|mis|over|under|un)", "")).alias("base")
        )
        .join(
            load_lexicon().select(pl.col("word").alias("base"), pl.col("classes").alias("base_classes")),
            on="base",
            how="left",
            maintain_order="left",
        )
        .join(load_listed(), left_on="look", right_on="word", how="left", maintain_order="left")
    )
    word = pl.col("word")
    # A short acronym that is spelt like an ordinary word (CLIP, RAG, CoT) keeps its capitals, so that both stay distinct.
    cased = (
        proper
        & (pl.col("stem").str.len_chars() <= CASED_LENGTH)
        & (pl.col("classes").is_not_null() | pl.col("added").is_not_null())
    )
    proper = proper & (cased | pl.col("classes").is_null())
    classes = (
        pl.when(pl.col("fixed").is_not_null())
        .then(pl.col("fixed"))
        .when(measure)
        .then(NUMBER)
        .when(proper)
        .then(pl.lit(NOUN) | pl.when(acronym_plural).then(PLURAL).otherwise(0))
        .when(pl.col("classes").is_null() & ((pl.col("base_classes").fill_null(0) & VERB) > 0))
        .then(VERB)
        .otherwise(pl.col("classes").fill_null(_judge_by_shape(word)))
    )
    singular = (
        pl.when(acronym_plural)
        .then(word.str.strip_suffix("s"))
        .when(proper)
        .then(word)
        .otherwise(pl.col("singular").fill_null(singularise(word, UNKNOWN)))
    )
    described = frame.select(
        "part",
        "word",
        "stem",
        cased.alias("cased"),
        (
            classes
            | pl.when(pl.col("fixed").is_null() & ~cased).then(pl.col("added").fill_null(0)).otherwise(0)
            | pl.when(proper).then(PROPER).otherwise(0)
            | pl.when(pl.col("classes").is_not_null() & ~cased).then(KNOWN).otherwise(0)
        )
        .cast(pl.Int64)
        .alias("classes"),
        singular.alias("singular"),
    )
    sources = (described["word"], described["singular"])
    return (
        described.with_columns(
            pl.when("cased")
            .then(pl.col("part").str.to_uppercase())
            .otherwise(respell_distinct("word", _known_words(), *sources))
            .alias("plain"),
            pl.when("cased")
            .then(pl.col("stem").str.to_uppercase())
            .otherwise(respell_distinct("singular", _known_words(), *sources))
            .alias("singular"),
        )
        .select("part", "word", "classes", "plain", "singular")
        .with_columns(
            pl.when((pl.col("singular") != pl.col("plain")) & ((pl.col("classes") & NOUN) > 0))
            .then(pl.col("classes") | PLURAL)
            .otherwise(pl.col("classes"))
            .alias("classes")
        )
    )


def has_bits(classes: np.ndarray, bits: int) -> np.ndarray:
    """Whether any of `bits` is set, elementwise."""
    return (classes & bits) != 0
