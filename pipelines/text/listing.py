"""What papers hold, from what their texts hold: the counts by term, and the rows of `paper_terms`."""

import numpy as np
import polars as pl

from pipelines.text.occurrences import Meanings, Occurrences
from pipelines.text.order import repeat_ranges, sort_rows


def count_listed(
    found: Occurrences, papers: pl.DataFrame, meanings: Meanings
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The counts of a corpus; a text counts as often as it has papers.

    Args:
        found: in the texts.
        papers: text (a number; those from 0 on all occur), published_on.
        meanings: of the forms.

    Returns:
        (term, papers, mentions, first_seen, last_seen), (form, term, papers), (term, holder, held: how often the one occurs
        inside the other); in no order.
    """
    by_text = (
        papers.group_by("text")
        .agg(
            pl.len().cast(pl.Int64).alias("papers"),
            pl.col("published_on").min().alias("first_seen"),
            pl.col("published_on").max().alias("last_seen"),
        )
        .sort("text")
    )
    papers_of = by_text["papers"]

    totals = (
        found.terms.select(
            "term", "mentions", *(by_text[name].gather(found.terms["text"]) for name in by_text.columns[1:])
        )
        .group_by("term")
        .agg(
            pl.col("papers").sum(),
            (pl.col("mentions") * pl.col("papers")).sum().alias("mentions"),
            pl.col("first_seen").min(),
            pl.col("last_seen").max(),
        )
        .with_columns(pl.col("term").cast(pl.Int64))
    )
    text, form = found.forms["text"].to_numpy(), found.forms["form"].to_numpy()
    by_form = (
        pl.DataFrame({"form": form, "term": meanings.find(form, text), "papers": papers_of.gather(text)})
        .group_by("form", "term")
        .agg(pl.col("papers").sum())
    )
    held = (
        found.held.select(pl.col("term", "holder").cast(pl.Int64), papers_of.gather(found.held["text"]).alias("held"))
        .group_by("term", "holder")
        .agg(pl.col("held").sum())
    )
    return totals, by_form, held


def change_listing(
    papers: pl.DataFrame, kept: np.ndarray, found: Occurrences, flipped: np.ndarray, listed: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of `papers` that are to be listed anew, and the paper_id of what is to be taken out before.

    Args:
        papers: paper_id, text_hash, text (a number).
        kept: by text, whether it was not searched.
        found: in the texts.
        flipped: by term, whether it is listed and was not, or the other way round.
        listed: rows of `internal.listed_papers`.
    """
    same = kept.copy()
    same[found.terms["text"].to_numpy()[flipped[found.terms["term"].to_numpy()]]] = False
    names = ["paper_id", "text_hash"]
    stays = papers.filter(pl.Series(same[papers["text"].to_numpy()], dtype=pl.Boolean)).join(
        listed, on=names, how="semi"
    )
    changed = papers.join(stays, on="paper_id", how="anti", maintain_order="left")
    return changed, listed.join(stays, on="paper_id", how="anti").select("paper_id")


def list_terms(
    occurrences: pl.DataFrame, papers: pl.DataFrame, term_ids: np.ndarray
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of `paper_terms` and of `internal.listed_papers`, by paper and term_id.

    Args:
        occurrences: text, term, mentions, in_title; in any order.
        papers: paper_id, text_hash, text; by paper_id.
        term_ids: by term; -1 where it is none.
    """
    text, term = occurrences["text"].to_numpy(), occurrences["term"].to_numpy()
    wanted = np.zeros(int(max(text.max(initial=-1), papers["text"].max() or 0)) + 1, bool)
    wanted[papers["text"].to_numpy()] = True
    rows = np.flatnonzero(wanted[text] & (term_ids[term] >= 0))
    # As a rule they are sorted, or sorted parts, which takes no time.
    rows = rows[np.argsort(text[rows], kind="stable")]
    sizes = np.bincount(text[rows], minlength=len(wanted))
    starts = np.cumsum(sizes) - sizes
    held = sizes[papers["text"].to_numpy()]
    rows = rows[repeat_ranges(starts[papers["text"].to_numpy()], held)]
    paper = np.repeat(np.arange(papers.height), held)
    rank = np.empty(len(term_ids), np.int64)
    rank[np.argsort(term_ids)] = np.arange(len(term_ids))
    order = sort_rows(paper, rank[term[rows]])
    rows = rows[order]
    listed = occurrences.select("mentions", "in_title")[rows].with_columns(
        papers["paper_id"].gather(paper[order]), pl.Series("term_id", term_ids[term[rows]])
    )
    return listed, papers.select("paper_id", "text_hash", pl.Series("terms", held, pl.Int32))
