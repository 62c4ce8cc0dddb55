"""Features of single records that merging needs: clean texts, identifiers, keys and signatures."""

import polars as pl

from pipelines.arrays.slices import map_slices
from pipelines.papers.folding import fold_titles, fold_words, hash_text, is_generic, remove_edition_note, title_key
from pipelines.papers.identity import REGISTRIES, arxiv_month, identify
from pipelines.papers.minhash import BINS, compute_signatures
from pipelines.text.cleaning.pipeline import clean_text

NORMALIZER_VERSION = "5"
"""Changes whenever the same records may come to other papers; papers made by another version are all made again."""

_FEWEST_WORDS = 30
"""Words of an abstract below which it does not identify a work (`withdrawn`, `no abstract`)."""
_NOTICE = (
    r"(?i)^\W*(?:(?:this|the) (?:paper|article|manuscript|submission|preprint|work|version)\b[^.]{0,60}\b)?"
    r"(?:withdrawn|retracted)\b"
)
"""How an abstract begins that only says that the work was withdrawn; such abstracts are alike for many works."""
_SHORTEST_NAME = 4
_CUT_OFF = r"(?:…|\.{3})[\s\])\"'”’]*$"
"""How an abstract ends of which the source shows the beginning only."""


def _name_bare_ids(records: pl.DataFrame, sources: pl.DataFrame) -> pl.DataFrame:
    """`records` with the bare numbers in files of PubMed as `pmid:…`; in other files a bare number is a row number."""
    pubmed = sources.filter(pl.col("format").str.contains("(?i)pubmed|medline|nbib"))["source_id"]
    bare = pl.col("source_id").is_in(pubmed.implode()) & pl.col("stated_id").str.contains(r"^\s*\d+\s*$")
    return records.with_columns(stated_id=pl.when(bare).then("pmid:" + pl.col("stated_id")).otherwise("stated_id"))


def describe_records(records: pl.DataFrame, sources: pl.DataFrame) -> pl.DataFrame:
    """`records`, sorted, with clean texts and the features that merging needs; no row depends on another.

    Args:
        records: columns of `internal.records`.
        sources: columns source_id and format; those of the records. Their formats say what a bare number is.

    Returns:
        Columns of `records` with title and abstract clean and is_snippet never null, and row (0, 1, …), title_key,
        generic, name, abstract_key, words, title_words, signature (Array(UInt16), null where the abstract is too short
        to be recognised by), arxiv, doi, those of `identity.REGISTRIES`, text_hash, year.
    """
    records = _name_bare_ids(records, sources).sort("source_id", "position").with_row_index("row")
    return map_slices(records, _describe_slice)


def _describe_slice(records: pl.DataFrame) -> pl.DataFrame:
    is_snippet = (records["is_snippet"] | records["abstract"].str.contains(_CUT_OFF)).fill_null(value=False)
    clean = clean_text(pl.concat([records["title"], records["abstract"]]))
    title, abstract = clean.head(len(records)), clean.tail(len(records))
    records = records.with_columns(
        title=pl.when(title == "").then("title").otherwise(title), abstract=abstract, is_snippet=is_snippet
    )
    bare = remove_edition_note(records["title"])
    folded = fold_titles(bare)
    records = records.with_columns(
        title_key=title_key(bare, folded),
        generic=is_generic(folded),
        abstract_key=pl.col("abstract").hash(seed=7),
        name=fold_words(pl.col("title").str.extract(r"^([^:]{3,60}):\s")),
        words=pl.col("abstract").str.count_matches(" ", literal=True) + 1,
        title_words=pl.col("title").str.count_matches(" ", literal=True) + 1,
    )
    recognisable = (pl.col("words") >= _FEWEST_WORDS) & ~pl.col("abstract").str.contains(_NOTICE)
    signature = pl.Series(compute_signatures(records["abstract"]), dtype=pl.Array(pl.UInt16, BINS))
    return identify(records).with_columns(
        name=pl.when(pl.col("name").str.len_chars() >= _SHORTEST_NAME).then("name"),
        signature=pl.when(recognisable).then(signature),
        text_hash=hash_text(records.select(pl.col("title") + "\n" + pl.col("abstract")).to_series()),
        year=pl.coalesce(pl.col("stated_on").dt.year(), arxiv_month(pl.col("arxiv")).dt.year()).cast(pl.Int32),
    )


def select_record_keys(described: pl.DataFrame) -> pl.DataFrame:
    """Columns of `internal.record_keys`, from what `describe_records` returns."""
    return described.select(
        "source_id",
        "position",
        "arxiv",
        "doi",
        *REGISTRIES,
        "title_key",
        "name",
        "signature",
        text_key="text_hash",
        normalizer_version=pl.lit(NORMALIZER_VERSION),
    )
