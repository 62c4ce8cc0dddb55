"""From occurrences in texts to papers: the counts by term, and the rows of `paper_terms`."""

import numpy as np
import polars as pl

from pipelines.arrays.grouping import mark_changes, repeat_ranges, sort_rows
from pipelines.arrays.parallel import map_ahead
from pipelines.text.matching.occurrences import Meanings, Occurrences


def count_listed(
    found: Occurrences, papers: pl.DataFrame, meanings: Meanings
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The counts of a corpus; a text counts as often as it has papers.

    Args:
        found: in the texts.
        papers: text (a number; those from 0 on all occur), published_on.
        meanings: of the forms.

    Returns:
        Three frames, in no order: totals (term, papers, mentions, first_seen, last_seen); forms (form, term, papers);
        nested (term, container, occurrences: papers of the text; one row an occurrence inside the container).
    """
    papers_of = np.bincount(papers["text"].to_numpy())
    parts = (
        lambda: _count_totals(found.terms, papers, papers_of),
        lambda: _count_forms(found.forms, papers_of, meanings),
    )
    totals, by_form = map_ahead(lambda count: count(), parts)
    # There are millions of pairs, of which few are looked at: summing these later is faster than grouping all now.
    nested = found.nested.select(
        "term", "container", pl.Series("occurrences", papers_of[found.nested["text"].to_numpy()])
    )
    return totals, by_form, nested


def _count_totals(terms: pl.DataFrame, papers: pl.DataFrame, papers_of: np.ndarray) -> pl.DataFrame:
    text, term, mentions = (terms[name].to_numpy() for name in ("text", "term", "mentions"))
    again = _repeat(papers_of, text)
    counts = np.bincount(np.append(term, term[again]))
    # Most terms are mentioned once in a text that holds them.
    more = np.append(np.flatnonzero(mentions > 1), again[mentions[again] > 1])
    every = counts + np.bincount(term[more], weights=mentions[more] - 1, minlength=len(counts)).astype(np.int64)
    some = np.flatnonzero(counts)
    return pl.DataFrame({"term": some, "papers": counts[some], "mentions": every[some]}).with_columns(
        *_find_range(text, term, papers, some)
    )


def _count_forms(forms: pl.DataFrame, papers_of: np.ndarray, meanings: Meanings) -> pl.DataFrame:
    text, form = forms["text"].to_numpy(), forms["form"].to_numpy()
    again = _repeat(papers_of, text)
    counts = np.bincount(np.append(form, form[again]))
    every = np.flatnonzero(counts)
    ambiguous = meanings.is_ambiguous(every)
    plain = every[~ambiguous]
    # Most forms stand for the same term in all texts: only pairs of ambiguous forms are counted.
    wanted = np.zeros(len(counts), bool)
    wanted[every[ambiguous]] = True
    rows = np.append(np.flatnonzero(wanted[form]), again[wanted[form[again]]])
    by_text = _count_pairs(form[rows], meanings.find(form[rows], text[rows]))
    of_plain = [plain, meanings.find(plain, np.zeros(len(plain), np.int64)), counts[plain]]
    return pl.DataFrame(
        [np.append(*columns) for columns in zip(of_plain, by_text, strict=True)], schema=["form", "term", "papers"]
    )


def _repeat(papers_of: np.ndarray, text: np.ndarray) -> np.ndarray:
    """Rows whose text has several papers, once for each paper beside the first; there are few."""
    several = np.flatnonzero((papers_of > 1)[text])
    return np.repeat(several, papers_of[text[several]] - 1)


def _count_pairs(one: np.ndarray, other: np.ndarray) -> list[np.ndarray]:
    """Distinct pairs, as two columns, and how often each occurs."""
    pairs = one.astype(np.int64) << 32
    pairs |= other
    pairs.sort()
    first = np.flatnonzero(mark_changes(pairs))
    return [pairs[first] >> 32, pairs[first] & (1 << 32) - 1, np.diff(np.append(first, len(pairs)))]


def _find_range(text: np.ndarray, term: np.ndarray, papers: pl.DataFrame, terms: np.ndarray) -> list[pl.Series]:
    """first_seen and last_seen of `terms`; null where no paper with the term is dated."""
    dated = papers.drop_nulls("published_on")
    texts, size = int(papers["text"].to_numpy().max()) + 1, int(terms.max(initial=-1)) + 1
    found = []
    for name, better, sign in (("first_seen", np.minimum, 1), ("last_seen", np.maximum, -1)):
        nothing = sign * np.iinfo(np.int32).max
        day = np.full(texts, nothing, np.int32)
        better.at(day, dated["text"].to_numpy(), dated["published_on"].to_physical().to_numpy())
        best = np.full(size, nothing, np.int32)
        better.at(best, term, day[text])
        best = pl.Series(name, best[terms])
        found.append(best.set(best == nothing, None).cast(pl.Date))
    return found


def change_listing(
    papers: pl.DataFrame, kept: np.ndarray, found: Occurrences, flipped: np.ndarray, listed: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of `papers` whose terms are to be written again, and the paper_id of the rows to delete before.

    Args:
        papers: paper_id, text_hash, text (a number).
        kept: by text, whether it was not searched.
        found: in the texts.
        flipped: by term, whether it became a term or ceased to be one.
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
    wanted = np.zeros(int(max(text.max(initial=-1), papers["text"].to_numpy().max(initial=0))) + 1, bool)
    wanted[papers["text"].to_numpy()] = True
    rows = np.flatnonzero(wanted[text] & (term_ids[term] >= 0))
    # Mostly they are sorted already, or consist of sorted parts: then this is fast.
    rows = rows[np.argsort(text[rows], kind="stable")]
    sizes = np.bincount(text[rows], minlength=len(wanted))
    starts = np.cumsum(sizes) - sizes
    sizes_of_papers = sizes[papers["text"].to_numpy()]
    rows = rows[repeat_ranges(starts[papers["text"].to_numpy()], sizes_of_papers)]
    paper = np.repeat(np.arange(papers.height), sizes_of_papers)
    rank = np.empty(len(term_ids), np.int64)
    rank[np.argsort(term_ids)] = np.arange(len(term_ids))
    order = sort_rows(paper, rank[term[rows]])
    rows = rows[order]
    listed = occurrences.select("mentions", "in_title")[rows].with_columns(
        papers["paper_id"].gather(paper[order]), pl.Series("term_id", term_ids[term[rows]])
    )
    return listed, papers.select("paper_id", "text_hash", pl.Series("terms", sizes_of_papers, pl.Int32))
