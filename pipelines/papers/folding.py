"""Folded texts: without case, accents and punctuation, so that two spellings of one title compare as equal.

Also keys of titles, surnames, and which titles are generic.
"""

import hashlib

import polars as pl

from pipelines.text.cleaning.regex_rules import change_where
from pipelines.text.cleaning.symbols import GREEK

_GREEK_NAMES = {sign: name.removeprefix("var") for name, sign in reversed(GREEK.items())}

_GENERIC = (
    r"^(?:(?:guest )?editors?'? ?(?:in chief)?|(?:guest |an? )?editorials?(?: .{0,20})?|"
    r"introduction(?: to the (?:special )?issue)?|"
    r"preface|foreword|prologue|epilogue|afterword|overview|summary|abstracts?|conclusions?|discussion|contents|"
    r"table of contents|index|acknowledge?ments?|announcements?|news|errat(?:um|a)(?: .*)?|corrigend(?:um|a)(?: .*)?|"
    r"correction(?: to)?(?: .*)?|retraction(?: notice)?(?: .*)?|comments?(?: on)?|commentary|repl(?:y|ies)|response|"
    r"(?:authors? )?(?:reply|response)|letters?(?: to the editors?)?|book reviews?|reviews?|notes?|"
    r"obituary|in memoriam|"
    r"untitled|no title|title|n a|front ?matter|back ?matter|masthead|issue information|list of (?:reviewers|authors)|"
    r"proceedings|tutorials?|keynote|panel|poster|demo|invited talk|welcome|message from .*|about the authors?|"
    r"calendar|call for papers|case reports?|research notes?|special issue|in this issue|.* special issue|highlights)$"
)

_NOTE = (
    r"(?i)\s*[(\[](?:(?:extended|student|short) (?:abstract|version|paper)|(?:in |article in )?(?:english|french|"
    r"german|spanish|chinese|russian|italian|portuguese|japanese|korean|polish|dutch|turkish|czech|hungarian))[)\]]\.?$"
)


def hash_text(texts: pl.Series) -> pl.Series:
    """16 hex digits of each text (BLAKE2b, the same on every machine and version)."""
    blake = hashlib.blake2b
    return pl.Series(
        texts.name, [blake(text.encode(), digest_size=8).hexdigest() for text in texts.to_list()], dtype=pl.String
    )


def fold_words(text: pl.Expr) -> pl.Expr:
    """Words of `text` in lower case without accents, Greek letters by their names, parted by single spaces."""
    folded = text.str.to_lowercase().str.normalize("NFKD").str.replace_all(r"\p{M}+", "")
    return folded.str.replace_many(_GREEK_NAMES).str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()


def fold_titles(titles: pl.Series) -> pl.Series:
    """`fold_words` of each title, the short way where it is ASCII."""
    is_ascii = titles.str.len_bytes() == titles.str.len_chars()

    def fold_ascii(some: pl.Series) -> pl.Series:
        return some.str.to_lowercase().str.replace_all("[^a-z0-9]+", " ").str.strip_chars(" ")

    def fold(some: pl.Series) -> pl.Series:
        return some.to_frame("title").select(fold_words(pl.col("title"))).to_series()

    return change_where(change_where(titles, is_ascii, fold_ascii), ~is_ascii, fold)


def title_key(titles: pl.Series, folded: pl.Series) -> pl.Series:
    """16 hex digits of each title's fingerprint: letters and digits only.

    Args:
        titles: clean titles.
        folded: the same after `fold_titles`.
    """
    words = folded.str.replace_all(" ", "", literal=True)
    return hash_text(words.zip_with(words != "", titles).alias("key"))


def remove_edition_note(titles: pl.Series) -> pl.Series:
    """Each title without a note on its form or language at the end: `… (Extended Abstract)`, `… [German]`."""
    return titles.str.replace(_NOTE, "")


def is_generic(folded: pl.Series) -> pl.Series:
    """Whether each title, after `fold_titles`, is generic (`Editorial`, `Introduction`), so that it names no work:
    Boolean."""
    return folded.str.contains(_GENERIC) | ~folded.str.contains(" ", literal=True)


def surnames(authors: pl.Expr) -> pl.Expr:
    """Family names in lower case without accents (List[String]) of `authors`, in whatever form they are written.

    `Last, First`, `First Last` and MEDLINE's `Last FM` are told apart; `et al.` and the like are nobody.
    """
    name = pl.element().str.strip_chars()
    parts = pl.coalesce(
        name.str.extract(r"^([^,]+),"),
        name.str.extract(r"^(.*\p{L}{2,})\s+\p{Lu}{1,3}$"),
        name.str.extract(r"([^\s.]+)$"),
    )
    folded = fold_words(parts).str.replace_all(" ", "")
    known = (folded.str.len_chars() > 1) & ~folded.is_in(("al", "others", "collaboration"))
    return authors.list.eval(folded.filter(known)).list.unique()
