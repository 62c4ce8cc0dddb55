"""Turns records into papers: calls the steps of this package in their order. Knows no files and no databases."""

from typing import NamedTuple

import polars as pl

from pipelines.papers.authors import list_authors
from pipelines.papers.dates import date_papers
from pipelines.papers.describe import describe_records, select_record_keys
from pipelines.papers.identity import REGISTRIES
from pipelines.papers.keep_first import keep_first_rows
from pipelines.papers.language import detect_language
from pipelines.papers.links import find_links
from pipelines.papers.merge import RULES, merge_records
from pipelines.papers.paper_ids import assign_paper_ids
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame


class Normalized(NamedTuple):
    """The tables made from records; each frame has the columns of the table it is named after."""

    papers: pl.DataFrame
    sightings: pl.DataFrame
    paper_links: pl.DataFrame
    paper_authors: pl.DataFrame
    paper_aliases: pl.DataFrame
    record_keys: pl.DataFrame


def _choose_founders(records: pl.DataFrame) -> pl.DataFrame:
    """`records` with `component`, `founding` (0 for the record that founds the paper) and `merged_by`."""
    records = records.with_columns(component=pl.col("by_near_duplicate"))
    identity = (
        pl.when(pl.col("arxiv").is_not_null())
        .then(0)
        .when(pl.col("work_doi").is_not_null())
        .then(1)
        .when(pl.any_horizontal(pl.col(REGISTRIES).is_not_null()))
        .then(2)
        .otherwise(3)
    )
    records = records.sort(
        "component",
        identity,
        pl.col("stated_on").is_null(),
        pl.col("listed_on"),
        pl.col("abstract").str.len_bytes(),
        "text_hash",
        "source_id",
        "position",
        descending=[False, False, False, False, True, False, False, False],
        nulls_last=True,
    ).with_columns(founding=pl.int_range(pl.len()).over("component"))
    levels = [f"by_{rule}" for rule in RULES]
    same = [pl.col(level) == pl.col(level).first().over("component") for level in levels]
    rule = pl.when(pl.col("founding") == 0).then(None)
    for name, agrees in zip(RULES, same, strict=True):
        rule = rule.when(agrees).then(pl.lit(name))
    return records.with_columns(merged_by=rule)


def _combine_metadata(records: pl.DataFrame) -> pl.DataFrame:
    """One row a paper, in no order: the first stated value of each field, and the number of records."""

    def first_list(name: str) -> pl.Expr:
        return pl.col(name).filter(pl.col(name).list.len() > 0).first()

    names = ("paper_id", "venue", "categories", "authors", "doi", "arxiv", "url", "language")
    several = records["paper_id"].is_duplicated()
    alone = records.filter(~several).select(*names, "cited_by", sightings=pl.lit(1, pl.Int64))
    together = (
        records.filter(several)
        .select(*names, "cited_by", "founding")
        .sort("paper_id", "founding")
        .group_by("paper_id", maintain_order=True)
        .agg(
            *(
                first_list(name) if name in ("categories", "authors") else pl.col(name).drop_nulls().first()
                for name in names[1:]
            ),
            pl.col("cited_by").max(),
            sightings=pl.len().cast(pl.Int64),
        )
    )
    return pl.concat([alone, together])


def _describe_papers(records: pl.DataFrame) -> pl.DataFrame:
    """One row a paper with its texts and metadata: the text of the founding record, unless it is cut off or much
    shorter than another."""
    full = pl.col("abstract").str.len_bytes()
    columns = ("paper_id", "title", "abstract", "text_hash", "is_snippet")
    texts = records.select(*columns, "founding").with_columns(short=full < 0.8 * full.max().over("paper_id"))
    texts = keep_first_rows(texts, "paper_id", "is_snippet", "short", "founding").select(columns)
    metadata = (
        _combine_metadata(records)
        .rename({"arxiv": "arxiv_id", "language": "stated_language"})
        .with_columns(
            pl.col("categories").fill_null([]),
            pl.col("authors").fill_null([]),
            url=pl.coalesce("url", "https://arxiv.org/abs/" + pl.col("arxiv_id"), "https://doi.org/" + pl.col("doi")),
        )
    )
    papers = texts.join(metadata, on="paper_id")
    return papers.with_columns(
        language=detect_language(papers["title"], papers["abstract"], papers["stated_language"])
    ).drop("stated_language")


def _stated_addresses(records: pl.DataFrame) -> list[pl.Expr]:
    """Where a record states addresses beside its text: its page, and what its payload says under these names."""
    fields = ("comment", "comments", "code", "code_url", "github", "githubRepo", "projectPage", "project_url")
    holds = pl.col("payload").str.contains("://|github")
    said = [pl.when(holds).then(pl.col("payload").str.json_path_match(f"$.{field}")).fill_null("") for field in fields]
    links = pl.col("links").list.join(" ").fill_null("")
    return [pl.col("url").fill_null(""), links, *(said if records.select(holds.any()).item() else [])]


def normalize(records: pl.DataFrame, sources: pl.DataFrame, aliases: pl.DataFrame) -> Normalized:
    """Papers, sightings, links and aliases of `records`.

    The result depends on the records alone, not on the order of rows; `aliases` decides only under which id a paper
    goes.

    Args:
        records: columns of `internal.records`.
        sources: columns of `sources`; those of the records. Their formats say what a bare number is.
        aliases: columns of `internal.paper_aliases`, as the previous build left them; empty the first time.

    Returns:
        Frames that fit their tables: papers by paper_id and numbered in this order from 0, sightings and record keys by
        source and position, links and aliases by their keys.
    """
    if records.is_empty():
        empty = [empty_frame(table(name)) for name in Normalized._fields]
        return Normalized(*empty)._replace(paper_aliases=conform(aliases, table("paper_aliases")))
    described = describe_records(records, sources)
    del records
    keys = select_record_keys(described)
    merged = _choose_founders(merge_records(described).drop("signature"))
    del described
    named, new_aliases = assign_paper_ids(merged.with_columns(text_key="text_hash"), aliases)
    papers = _describe_papers(named).join(date_papers(named), on="paper_id").sort("paper_id")
    papers = papers.with_columns(paper_number=pl.int_range(pl.len(), dtype=pl.Int32))
    links = find_links(named.select("paper_id", texts=pl.concat_list("title", "abstract", *_stated_addresses(named))))
    sightings = named.select(
        "paper_id",
        "source_id",
        "position",
        "stated_on",
        "stated_precision",
        "listed_on",
        "merged_by",
        "upvotes",
        record_url="url",
    ).sort("source_id", "position")
    return Normalized(
        conform(papers.select(table("papers").column_names), table("papers")),
        conform(sightings, table("sightings")),
        conform(links, table("paper_links")),
        conform(list_authors(named), table("paper_authors")),
        conform(new_aliases, table("paper_aliases")),
        conform(keys, table("record_keys")),
    )
