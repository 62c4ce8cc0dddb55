"""The lexicon: word classes and singulars from the NIH SPECIALIST lexicon, as lemminflect packages it, and our lists.

`word_lookup` judges words that are not in it, `token_classes` judges hyphenated tokens, and `phrases.token_roles`
decides which of its classes a word has in a sentence.
"""

from functools import cache

import polars as pl
from lemminflect import config as lemminflect_config

from pipelines.text import lexicons

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

_LEXICON_COLUMNS = ("word", "classes", "singular")


@cache
def load_lexicon() -> pl.DataFrame:
    """The lexicon: word (lower case), classes (bits), singular (null where the word is no noun)."""
    upos = {"noun": NOUN, "verb": VERB, "adj": ADJECTIVE, "adv": ADVERB, "modal": CLOSED, "aux": CLOSED}
    raw = pl.read_csv(lemminflect_config.lemma_lu_fn, has_header=False, new_columns=["word", "category", "lemmas"])
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
