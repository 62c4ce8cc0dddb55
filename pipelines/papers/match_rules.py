"""Rules that decide whether two candidate records are one work, from their abstracts, titles, authors and years.

Candidates share a title, or most of an abstract. The thresholds were chosen on labelled pairs of real digests and arXiv
records; `python -m benchmarks.normalize` measures them.
"""

import numpy as np
import polars as pl

from pipelines.papers.folding import fold_words, surnames
from pipelines.papers.shingles import count_shared, make_shingles

_SAME, _OTHER = 0.30, 0.03
_NEAR, _NEARLY_WHOLE = 0.50, 0.75
_FEWEST_TRIPLES = 12
_FEWEST_NUMBERS = 3
"""Distinct numbers that two abstracts must hold for it to count that most of them differ."""
_NAME_TITLES, _NAME_ABSTRACTS = 0.6, 0.15
_NUMERALS = (
    r"\b(?:(?:part|vol|volume|version|chapter|edition) )?(?:v?\d+|i{1,3}|iv|v|vi{0,3}|ix|x|one|two|"
    r"three|four|first|second|third)\b"
)


def _remove_numerals(words: pl.Expr) -> pl.Expr:
    return words.str.replace_all(_NUMERALS, "").str.replace_all(" +", " ").str.strip_chars()


def _extract_title_features(nodes: pl.DataFrame) -> pl.DataFrame:
    """The features of each node's title that are compared."""
    title = fold_words(pl.col("title"))
    name = fold_words(pl.col("title").str.extract(r"^([^:]+):"))
    return nodes.select(
        "source_id",
        words=title.str.split(" ").list.unique(),
        bare=_remove_numerals(title),
        numerals=title.str.extract_all(_NUMERALS).list.join(" "),
        name=name,
        bare_name=_remove_numerals(name),
        name_numerals=name.str.extract_all(_NUMERALS).list.join(" "),
    )


def _extract_work_features(nodes: pl.DataFrame) -> pl.DataFrame:
    """The features of each node that are compared, apart from title and abstract."""
    return nodes.select("year", "generic", "title_words", surnames=surnames(pl.col("authors")))


def _join_pairs(columns: pl.DataFrame, places: np.ndarray) -> pl.DataFrame:
    """Rows of `columns` at `places` (n, 2), the second ones as columns that end in `_b`."""
    left, right = columns[places[:, 0]], columns[places[:, 1]]
    return pl.concat([left, right.rename(lambda name: name + "_b")], how="horizontal")


def _overlap_coefficient(column: str) -> pl.Expr:
    """Overlap coefficient of the two lists: shared members ÷ members of the shorter list."""
    a, b = pl.col(column), pl.col(f"{column}_b")
    return a.list.set_intersection(b).list.len() / pl.min_horizontal(a.list.len(), b.list.len())


def _equal(column: str) -> pl.Expr:
    return (pl.col(column) == pl.col(f"{column}_b")).fill_null(False)


def _compare_pairs(nodes: pl.DataFrame, pairs: np.ndarray) -> pl.DataFrame:
    """Comparison features of each pair, one row a pair, in order.

    Columns: a, b (node); jaccard; contained (shared part of the smaller abstract, null where one is too short); authors
    (shared part of the shorter list, null where one is unknown); years (difference, null where one is unknown);
    generic; title_words.
    """
    involved, places = np.unique(pairs, return_inverse=True)
    places = places.reshape(pairs.shape)
    chosen = nodes[involved]
    shingles = make_shingles(chosen["abstract"])
    sizes = np.diff(shingles.starts)
    left, right = places[:, 0], places[:, 1]
    keys = chosen["abstract_key"].to_numpy()
    differ = np.flatnonzero(keys[left] != keys[right])
    shared = sizes[left].copy()
    shared[differ] = count_shared(shingles, left[differ], right[differ])
    smaller = np.minimum(sizes[left], sizes[right])
    jaccard = shared / np.maximum(sizes[left] + sizes[right] - shared, 1)
    both_authors = (pl.col("surnames").list.len() > 0) & (pl.col("surnames_b").list.len() > 0)
    return _join_pairs(_extract_work_features(chosen), places).select(
        a=pl.Series(pairs[:, 0]),
        b=pl.Series(pairs[:, 1]),
        jaccard=pl.Series(jaccard),
        contained=pl.when(pl.Series(smaller >= _FEWEST_TRIPLES)).then(pl.Series(shared / np.maximum(smaller, 1))),
        authors=pl.when(both_authors).then(_overlap_coefficient("surnames")),
        years=(pl.col("year") - pl.col("year_b")).abs(),
        generic=pl.col("generic") | pl.col("generic_b"),
        title_words=pl.col("title_words"),
    )


def _compare_titles(nodes: pl.DataFrame, pairs: np.ndarray) -> pl.DataFrame:
    """For each pair of nodes under different titles: titles (shared words of the shorter), numbered, one_name,
    one_source."""
    involved, places = np.unique(pairs, return_inverse=True)
    return _join_pairs(_extract_title_features(nodes[involved]), places.reshape(pairs.shape)).select(
        titles=_overlap_coefficient("words"),
        # "… Part I" and "… Part II", "Name: …" and "Name-V2: …" are two works however alike their abstracts are.
        numbered=(_equal("bare") & ~_equal("numerals")) | (_equal("bare_name") & ~_equal("name_numerals")),
        one_name=_equal("name"),
        one_source=_equal("source_id"),
    )


def _change_subject(nodes: pl.DataFrame, pairs: np.ndarray) -> np.ndarray:
    """Whether each pair is about two things in the same words: Boolean, one a pair.

    Words of one title only that its abstract holds and the other abstract does not name the subject. Two works have
    such words on either side, and differ in one word of the title (`… for French`, `… for German`), or in mostly such
    words (`… of the reed snail, Fictella alba`, `… of the heath snail, Fictella rufa`), or in most numbers of their
    abstracts, as notes that follow a form do. A name before a colon counts beside the numbers only, since systems are
    renamed.
    """
    involved = np.unique(pairs)
    chosen = nodes[involved]
    title, abstract = pl.col("title"), fold_words(pl.col("abstract"))
    columns = chosen.select(
        words=fold_words(title.str.replace(r"^[^:]+:", "")).str.split(" ").list.unique(),
        all_words=fold_words(title).str.split(" ").list.unique(),
        abstract=abstract.str.split(" ").list.unique(),
        numbers=abstract.str.extract_all(r"\b\d+\b").list.unique(),
    )
    frame = _join_pairs(columns, np.searchsorted(involved, pairs))
    one_each, named, all_named = pl.lit(value=True), pl.lit(value=True), pl.lit(value=True)
    mostly = pl.lit(value=True)
    for own, other in (("", "_b"), ("_b", "")):
        words = pl.col(f"words{own}").list.set_difference(f"words{other}")
        telling = _find_telling(words, own, other)
        one_each &= words.list.len() == 1
        named &= telling.list.len() > 0
        all_named &= (
            _find_telling(pl.col(f"all_words{own}").list.set_difference(f"all_words{other}"), own, other).list.len() > 0
        )
        spelled = words.list.eval(pl.element().filter(~pl.element().str.contains(r"^\d+$"))).list.len()
        mostly &= 2 * telling.list.len() > spelled
    fewest = pl.min_horizontal(pl.col("numbers").list.len(), pl.col("numbers_b").list.len())
    renumbered = (fewest >= _FEWEST_NUMBERS) & (_overlap_coefficient("numbers") < 0.5)
    other_subject = (named & (one_each | mostly)) | (all_named & renumbered)
    return frame.select(other_subject.fill_null(value=False)).to_series().to_numpy()


def _find_telling(words: pl.Expr, own: str, other: str) -> pl.Expr:
    """Those of `words` that the abstract with the suffix `own` holds and the one with `other` does not."""
    return words.list.set_intersection(f"abstract{own}").list.set_difference(f"abstract{other}")


def match_titles(nodes: pl.DataFrame, pairs: np.ndarray) -> np.ndarray:
    """Those of `pairs` (n, 2), which share a title, that are of one work; the best supported first.

    Under a generic title (`Editorial`) the abstracts must agree. Under any other, the abstracts, authors or years must
    agree and none may contradict.
    """
    if not len(pairs):
        return pairs
    evidence = _compare_pairs(nodes, pairs)
    abstracts, authors, years = pl.col("contained"), pl.col("authors"), pl.col("years")
    same_abstract = abstracts >= _SAME
    near_years = years.is_null() | (years <= 2)
    by_authors = (authors >= 0.5) & near_years
    by_year = (
        authors.is_null() & (years <= 1) & (pl.col("title_words") >= 4) & (abstracts.is_null() | (abstracts >= _OTHER))
    )
    by_some_words = authors.is_null() & years.is_null() & (abstracts >= 2 * _OTHER) & (pl.col("title_words") >= 4)
    one_work = (
        pl.when(pl.col("generic"))
        .then((abstracts >= 0.5) & (authors.is_null() | (authors > 0)))
        .otherwise(
            same_abstract.fill_null(False) & ~((authors == 0) & (abstracts < 0.6)).fill_null(False)
            | by_authors
            | by_year
            | by_some_words
        )
    )
    chosen = evidence.filter(one_work.fill_null(False))
    return (
        chosen.sort(pl.col("contained").fill_null(0.0), "a", "b", descending=[True, False, False])
        .select("a", "b")
        .to_numpy()
    )


def match_abstracts(nodes: pl.DataFrame, pairs: np.ndarray) -> np.ndarray:
    """Those of `pairs` (n, 2), whose titles differ, that are near-duplicates of one work; the most alike first."""
    if not len(pairs):
        return pairs
    evidence = pl.concat([_compare_pairs(nodes, pairs), _compare_titles(nodes, pairs)], how="horizontal")
    alike, authors, titles = pl.col("jaccard"), pl.col("authors"), pl.col("titles")
    whole = (alike >= _NEARLY_WHOLE) & (authors.is_null() | (authors > 0) | (alike >= 0.9))
    # One file does not list one work under two titles.
    whole &= ~pl.col("one_source") | (titles >= 0.5)
    supported = (alike >= _NEAR) & ((authors >= 0.5) | (authors.is_null() & (titles >= 0.34)))
    named = (
        pl.col("one_name")
        & (pl.col("contained") >= _NAME_ABSTRACTS)
        & (titles >= _NAME_TITLES)
        & (authors.is_null() | (authors > 0))
    )
    near_years = pl.col("years").is_null() | (pl.col("years") <= 3)
    chosen = evidence.filter(((whole | supported | named) & ~pl.col("numbered") & near_years).fill_null(False))
    found = chosen.sort("jaccard", "a", "b", descending=[True, False, False]).select("a", "b").to_numpy()
    return found[~_change_subject(nodes, found)] if len(found) else found
