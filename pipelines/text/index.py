"""`find_terms`: the corpus's terms, their variants, and the papers that hold them.

Candidates and definitions come from `analysis`; what becomes a term is decided in `termhood`, what an acronym stands
for in `acronyms`; where the forms occur is found by `matching`. Here they are put together.
"""

from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.text.acronyms import make_keys, vote
from pipelines.text.labels import choose_labels, name_rules
from pipelines.text.matching import build_trie, find_forms
from pipelines.text.termhood import derive_min_papers, select_terms
from pipelines.text.thesaurus import Thesaurus
from pipelines.text.variants import make_term_id
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame

BATCH = 20_000

MIN_READ_SHARE = 0.5
"""Share of the papers found to hold a term's forms in which one was read as a noun phrase (`show`, `high` seldom are)."""


class TermIndex(NamedTuple):
    """Frames of the tables `terms`, `term_variants` and `paper_terms`."""

    terms: pl.DataFrame
    term_variants: pl.DataFrame
    paper_terms: pl.DataFrame


def resolve_meanings(papers: pl.DataFrame, abbreviations: pl.DataFrame, thesaurus: Thesaurus) -> pl.DataFrame:
    """What every acronym stands for: acronym_key, text_hash (null: in texts that do not define it), meaning.

    A null meaning says that the acronym counts as nothing there.
    """
    known = abbreviations.join(papers.select("text_hash").unique(), on="text_hash", how="semi")
    keys = make_keys(known["acronym"].unique().sort()).rename({"phrase": "acronym", "key": "acronym_key"})
    known = known.join(keys, on="acronym", how="left")
    apart = [(a, b) for group in thesaurus.keep_apart for a in sorted(group) for b in sorted(group) if a != b]
    if apart:
        pairs = pl.DataFrame(apart, schema={"acronym_key": pl.String, "expansion_key": pl.String}, orient="row")
        known = known.join(pairs, on=["acronym_key", "expansion_key"], how="anti")
    if thesaurus.merge:
        known = known.with_columns(pl.col("expansion_key").replace(thesaurus.merge))
    general = vote(known)
    own = (
        known.select("acronym_key", "text_hash", "expansion_key")
        .unique()
        .sort("acronym_key", "text_hash", "expansion_key")
        .group_by("acronym_key", "text_hash", maintain_order=True)
        .agg(pl.col("expansion_key").first().alias("meaning"))
    )
    everywhere = general.select("acronym_key", pl.lit(None, dtype=pl.String).alias("text_hash"), "meaning")
    return pl.concat([everywhere, own])


def _resolve_keys(candidates: pl.DataFrame, meanings: pl.DataFrame, thesaurus: Thesaurus) -> pl.DataFrame:
    """`candidates` with `term_key` (null where an acronym stands for nothing clear) and `as_acronym`."""
    everywhere = meanings.filter(pl.col("text_hash").is_null()).select(
        pl.col("acronym_key").alias("key"), pl.col("meaning").alias("general"), pl.lit(True).alias("is_acronym")
    )
    own = meanings.filter(pl.col("text_hash").is_not_null()).select(
        pl.col("acronym_key").alias("key"), "text_hash", pl.col("meaning").alias("own")
    )
    resolved = candidates.join(everywhere, on="key", how="left").join(own, on=["key", "text_hash"], how="left")
    is_acronym = pl.col("is_acronym").fill_null(False)
    resolved = resolved.with_columns(
        pl.when(is_acronym).then(pl.coalesce("own", "general")).otherwise(pl.col("key")).alias("term_key"),
        is_acronym.alias("as_acronym"),
    ).drop("own", "general", "is_acronym")
    if thesaurus.merge:
        resolved = resolved.with_columns(pl.col("term_key").replace(thesaurus.merge))
    return resolved


def _find_occurrences(
    papers: pl.DataFrame, forms: pl.DataFrame, meanings: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(paper, term, mentions, in_title) and (form, papers), from the texts.

    Args:
        papers: paper (row number), text_hash, title, abstract.
        forms: form, variant, term (index), acronym_key (null where the form is no acronym); one row a form and term.
        meanings: acronym_key, text_hash, term; null hash: texts that do not define it.
    """
    distinct = forms["variant"].unique().sort()
    trie = build_trie(distinct)
    plain = np.full(len(distinct), -1, np.int64)
    code = forms.join(distinct.to_frame("variant").with_row_index("code"), on="variant", maintain_order="left")
    fixed = code.filter(pl.col("acronym_key").is_null())
    plain[fixed["code"].to_numpy()] = fixed["term"].to_numpy()
    # A form of two acronyms (the plural of one, the singular of the other) is the one that more texts mean.
    acronyms = (
        code.filter(pl.col("acronym_key").is_not_null())
        .group_by("code", "acronym_key")
        .agg(pl.col("texts").sum())
        .sort("code", "texts", "acronym_key", descending=[False, True, False])
        .unique("code", keep="first", maintain_order=True)
    )
    is_acronym = np.zeros(len(distinct), bool)
    is_acronym[acronyms["code"].to_numpy()] = True
    general = meanings.filter(pl.col("text_hash").is_null()).select("acronym_key", pl.col("term").alias("general"))
    own = meanings.filter(pl.col("text_hash").is_not_null()).select(
        "acronym_key", "text_hash", pl.col("term").alias("own"), pl.lit(True).alias("defined")
    )
    counted, by_form = [], []
    for batch in papers.iter_slices(BATCH):
        found = find_forms(trie, batch["title"], batch["abstract"])
        term = plain[found.form]
        loose = np.flatnonzero(is_acronym[found.form])
        if len(loose):
            resolved = (
                pl.DataFrame(
                    {
                        "code": found.form[loose].astype(np.uint32),
                        "text_hash": batch["text_hash"].gather(found.text[loose]),
                    }
                )
                .join(acronyms.select("code", "acronym_key"), on="code", how="left", maintain_order="left")
                .join(own, on=["acronym_key", "text_hash"], how="left", maintain_order="left")
                .join(general, on="acronym_key", how="left", maintain_order="left")
                .select(pl.when("defined").then("own").otherwise("general").fill_null(-1).alias("term"))
            )["term"].to_numpy()
            term[loose] = resolved
        kept = np.flatnonzero(term >= 0)
        paper = batch["paper"].to_numpy()[found.text[kept]]
        term = term[kept]
        by_form.append(
            pl.DataFrame({"paper": paper, "code": found.form[kept].astype(np.uint32), "term": term})
            .unique()
            .group_by("code", "term")
            .agg(pl.len().alias("papers"))
        )
        order = np.lexsort((found.start[kept], term, paper))
        frame = pl.DataFrame({"paper": paper, "term": term, "in_title": found.in_title[kept]})[order]
        frame = frame.with_columns(
            pl.Series("start", found.start[kept][order]), pl.Series("end", found.end[kept][order])
        )
        # Overlapping forms of one term are one mention.
        group = np.cumsum(
            np.diff(frame["paper"].to_numpy(), prepend=-1).astype(bool) | np.diff(term[order], prepend=-1).astype(bool)
        )
        end = frame["end"].to_numpy()
        shift = group * (int(end.max(initial=0)) + 1)
        reach = np.maximum.accumulate(end + shift) if len(end) else end
        fresh = np.ones(len(end), bool)
        fresh[1:] = (frame["start"].to_numpy() + shift)[1:] >= reach[:-1]
        counted.append(
            frame.with_columns(pl.Series("fresh", fresh))
            .group_by("paper", "term")
            .agg(pl.col("fresh").sum().cast(pl.Int64).alias("mentions"), pl.col("in_title").any())
        )
    occurrences = pl.concat(counted)
    forms_found = (
        pl.concat(by_form)
        .group_by("code", "term")
        .agg(pl.col("papers").sum())
        .join(distinct.to_frame("variant").with_row_index("code"), on="code")
        .select("variant", "term", "papers")
    )
    return occurrences, forms_found


def find_terms(
    papers: pl.DataFrame,
    candidates: pl.DataFrame,
    abbreviations: pl.DataFrame,
    thesaurus: Thesaurus,
    min_papers: int,
) -> TermIndex:
    """The terms of a corpus.

    Args:
        papers: paper_id, text_hash, title, abstract, published_on; English papers only.
        candidates: rows of `internal.candidates`; those of other texts are ignored.
        abbreviations: rows of `internal.abbreviations`; likewise.
        thesaurus: what the user decided.
        min_papers: papers that must hold a term; 0 lets the size of the corpus decide.
    """
    empty = TermIndex(*(empty_frame(table(name)) for name in ("terms", "term_variants", "paper_terms")))
    if papers.is_empty():
        return empty
    papers = papers.sort("paper_id").with_row_index("paper").with_columns(pl.col("paper").cast(pl.Int64))
    min_papers = min_papers or derive_min_papers(papers.height)
    meanings = resolve_meanings(papers, abbreviations, thesaurus)
    candidates = candidates.join(papers.select("text_hash").unique(), on="text_hash", how="semi")
    resolved = _resolve_keys(candidates, meanings, thesaurus).filter(pl.col("term_key").is_not_null())
    free = pl.col("free_mentions") > 0
    stats = (
        resolved.group_by(pl.col("term_key").alias("key"))
        .agg(
            pl.col("words").filter(~pl.col("as_acronym")).min(),
            pl.col("surface").sort_by("as_acronym", "surface").first(),
            pl.col("text_hash").n_unique().alias("papers"),
            pl.col("text_hash").filter(free).n_unique().alias("free_papers"),
            pl.col("mentions").sum(),
            pl.col("free_mentions").sum(),
        )
        .with_columns(pl.col("words").fill_null(1))
        .sort("key")
    )
    wanted = frozenset(thesaurus.merge.values()) | frozenset(thesaurus.rename)
    chosen = select_terms(stats, min_papers, wanted, thesaurus.block)
    if chosen.is_empty():
        return empty
    chosen = chosen.with_row_index("term").with_columns(pl.col("term").cast(pl.Int64))
    surfaces = (
        resolved.join(chosen.select(pl.col("key").alias("term_key"), "term"), on="term_key", how="inner")
        .with_columns(
            pl.when((pl.col("words") == 1) & pl.col("key").str.contains(r"^[A-Z0-9]*[A-Z][A-Z0-9]*$"))
            .then("surface")
            .otherwise(pl.col("surface").str.to_lowercase())
            .alias("variant")
        )
        .with_columns(pl.when("as_acronym").then("key").alias("acronym_key"))
    )
    forms = (
        surfaces.group_by("variant", "term", "acronym_key", "key")
        .agg(pl.len().alias("texts"))
        .sort("variant", "texts", "key", descending=[False, True, False])
    )
    # A form stands for one term (that of most texts) unless it is an acronym, which every text may settle for itself.
    plain = forms.filter(pl.col("acronym_key").is_null()).unique("variant", keep="first", maintain_order=True)
    loose = forms.filter(pl.col("acronym_key").is_not_null())
    plain = plain.join(loose.select("variant").unique(), on="variant", how="anti")
    forms = pl.concat([plain, loose])
    named = meanings.join(chosen.select(pl.col("key").alias("meaning"), "term"), on="meaning", how="left").select(
        "acronym_key", "text_hash", pl.col("term").fill_null(-1)
    )
    occurrences, forms_found = _find_occurrences(papers, forms, named)
    totals = (
        occurrences.join(papers.select("paper", "published_on"), on="paper")
        .group_by("term")
        .agg(
            pl.len().cast(pl.Int64).alias("papers"),
            pl.col("mentions").sum(),
            pl.col("published_on").min().alias("first_seen"),
            pl.col("published_on").max().alias("last_seen"),
        )
        .join(chosen.select("term", "key", pl.col("papers").alias("read")), on="term")
        .filter(
            ((pl.col("papers") >= min_papers) & (pl.col("read") >= MIN_READ_SHARE * pl.col("papers")))
            | pl.col("key").is_in(sorted(wanted))
        )
        .sort("key")
    )
    totals = totals.with_columns(pl.Series("term_id", [make_term_id(key) for key in totals["key"]], dtype=pl.Int64))
    labels = choose_labels(surfaces, forms_found, totals.select("term", "key"), thesaurus)
    terms = totals.drop("mentions").join(totals.select("term", "mentions"), on="term").join(labels, on="term")
    rules = name_rules(
        forms_found.join(labels.join(totals.select("term", "key", "term_id"), on="term"), on="term"), forms, thesaurus
    )
    ids = totals.select("term", "term_id")
    return TermIndex(
        conform(
            terms.select(
                "term_id",
                pl.col("label").alias("term"),
                "words",
                "papers",
                "mentions",
                "first_seen",
                "last_seen",
                "acronym",
            ),
            table("terms"),
        ).sort("papers", "term_id", descending=[True, False]),
        conform(rules, table("term_variants")).sort("term_id", "papers", "variant", descending=[False, True, False]),
        conform(
            occurrences.join(ids, on="term")
            .join(papers.select("paper", "paper_id"), on="paper")
            .select("paper_id", "term_id", "mentions", "in_title"),
            table("paper_terms"),
        ).sort("paper_id", "term_id"),
    )
