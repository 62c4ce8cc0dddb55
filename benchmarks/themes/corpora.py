"""The corpora that themes are measured on, with the terms in their texts. No method lives here."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.text import analyse, find_terms, load_thesaurus

PROJECT = Path(__file__).parents[2]
DATA = PROJECT.parent / "shared" / "data"


class Literature(NamedTuple):
    """Papers with their text, and the terms in them."""

    papers: pl.DataFrame
    paper_terms: pl.DataFrame
    terms: pl.DataFrame


def read_aaai() -> pl.DataFrame:
    """paper_id, title, abstract, published_on, area: 2,972 papers in 32 areas."""
    rows = pl.read_ndjson(DATA / "themes" / "aaai_primary_area.jsonl.gz")
    return rows.select(
        pl.col("id").alias("paper_id"),
        "title",
        "abstract",
        pl.lit(None, dtype=pl.Date).alias("published_on"),
        pl.col("primary_area").alias("area"),
    ).sort("paper_id")


def read_ijcai() -> pl.DataFrame:
    """The same of 1,525 papers in 25 areas: those of which IJCAI's own taxonomy, in place of keywords, names the area.

    The area is the part before the colon of the first keyword; areas of fewer than 8 papers are left out.
    """
    rows = pl.read_ndjson(DATA / "keyphrases" / "conference_author_keywords_dev.jsonl.gz")
    area = pl.col("keywords").list.first().str.split(":").list.first().str.strip_chars()
    return (
        rows.filter(pl.col("venue").str.starts_with("ijcai"), pl.col("keywords").list.len() > 0)
        .select(
            pl.col("id").alias("paper_id"),
            "title",
            "abstract",
            pl.lit(None, dtype=pl.Date).alias("published_on"),
            area.str.replace(r"\s*\([A-Z]+\)$", "").str.to_lowercase().alias("area"),
        )
        .unique("paper_id", keep="first", maintain_order=True)
        .filter(pl.len().over("area") >= 8)
        .sort("paper_id")
    )


def _select_papers(rows: pl.DataFrame, *more: pl.Expr) -> pl.DataFrame:
    """paper_id, title, abstract, published_on and `more` of rows with an arXiv id and a date as text; one row a
    paper."""
    return (
        rows.select(
            ("arxiv:" + pl.col("id")).alias("paper_id"),
            "title",
            "abstract",
            pl.col("date").str.slice(0, 10).str.to_date(strict=False).alias("published_on"),
            *more,
        )
        .unique("paper_id", keep="first", maintain_order=True)
        .sort("paper_id")
    )


def read_arxiv() -> pl.DataFrame:
    """paper_id, title, abstract, published_on, area (the first category)."""
    rows = pl.read_parquet(DATA / "arxiv" / "arxiv_cs_2025-03_2026-07.parquet")
    return _select_papers(rows, pl.col("categories").list.first().alias("area"))


def read_digests() -> pl.DataFrame:
    """paper_id, title, abstract, published_on (the day listed): 7,030 papers of eleven months of daily digests."""
    return _select_papers(pl.read_ndjson(DATA / "hf_daily" / "hf_daily_2025-04_2026-03.jsonl.gz"))


def read_literature(name: str, read: Callable[[], pl.DataFrame], keep: Path | None) -> Literature:
    """The corpus `name` with its terms, from `keep` where they were kept."""
    papers = read()
    files = [keep / f"{name}.{part}.parquet" for part in ("paper_terms", "terms")] if keep else []
    if files and all(file.exists() for file in files):
        return Literature(papers, *map(pl.read_parquet, files))
    texts = papers.with_columns(
        text_hash=pl.concat_str("title", pl.lit("\n"), "abstract").map_elements(
            lambda text: sha256(text.encode()).hexdigest()[:32], return_dtype=pl.String
        )
    )
    analysis = analyse(texts.select("text_hash", "title", "abstract").unique("text_hash"))
    thesaurus = load_thesaurus(PROJECT / "pipelines" / "curation" / "thesaurus.yaml")
    index = find_terms(texts.drop("area", strict=False), analysis, thesaurus, 0)
    for file, frame in zip(files, (index.paper_terms, index.terms), strict=False):
        file.parent.mkdir(parents=True, exist_ok=True)
        frame.write_parquet(file)
    return Literature(papers, index.paper_terms, index.terms)


def recombine(literature: Literature, papers: int, seed: int = 0) -> Literature:
    """As many papers as wanted, each with the beginning of one real paper and the terms of it and some of another's."""
    rng = np.random.default_rng(seed)
    real = literature.papers.height
    row = literature.papers.select("paper_id").with_row_index("row")
    cells = literature.paper_terms.join(row, on="paper_id").drop("paper_id")
    made, held = [], []
    for copy in range(-(-papers // real)):
        other = rng.permutation(real)
        ids = pl.Series("paper_id", [f"title:{copy:04x}{number:012x}" for number in range(real)])
        text = literature.papers.with_columns(
            ids,
            abstract=pl.concat_str(
                pl.col("abstract").str.slice(0, 700), pl.lit(" "), pl.col("abstract").gather(other).str.slice(700)
            ),
        )
        made.append(text)
        mine = cells.filter(pl.Series(rng.random(cells.height) < 0.7)).with_columns(owner=pl.col("row"))
        place = pl.DataFrame({"row": other.astype(np.uint32), "owner": np.arange(real, dtype=np.uint32)})
        theirs = cells.filter(pl.Series(rng.random(cells.height) < 0.3)).join(place, on="row").select(mine.columns)
        both = pl.concat([mine, theirs]).unique(["owner", "term_id"], keep="first", maintain_order=True)
        held.append(both.with_columns(paper_id=ids.gather(both["owner"])).drop("row", "owner"))
    kept = pl.concat(made).head(papers)
    return Literature(kept, pl.concat(held), literature.terms)
