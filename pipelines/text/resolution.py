"""Which term each candidate counts for: acronyms as their text or the corpus resolves them, merges of the thesaurus.

Candidates are millions; here they are integers. What becomes a term is decided in `termhood`.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.text.acronyms import make_keys, vote
from pipelines.text.analysis import Analysis
from pipelines.text.candidates import list_candidates, place_numbers
from pipelines.text.order import encode, mark_changes, sort_rows
from pipelines.text.thesaurus import Thesaurus

MIN_DEFINING_SHARE = 0.02
"""Share of the texts that use an acronym which must define it before it stands for that in the others."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Candidates of the corpus's texts, one entry a row, and the keys that they and the acronyms' meanings have.

    Attributes:
        rows: the candidates, without those of other texts: phrase (row of `phrases`), mentions, free_mentions, in_title.
        text: index into the distinct texts, ascending.
        key: index into `keys` of the candidate's own key.
        term: index into `keys` of the term that it counts for; -1 where an acronym stands for nothing clear.
        phrases: surface, words.
        keys: canonical keys.
        is_acronym: whether a key is an acronym that some text defines; by key.
        general: meaning of a key where the text does not define it (index into `keys`, -1 for none, itself where the
            key is no acronym or hardly ever defined); by key.
        own: key, text, meaning: what texts say themselves.
        texts: text_hash by text.
    """

    rows: pl.DataFrame
    text: np.ndarray
    key: np.ndarray
    term: np.ndarray
    phrases: pl.DataFrame
    keys: pl.Series
    is_acronym: np.ndarray
    general: np.ndarray
    own: pl.DataFrame
    texts: pl.Series


def _define(abbreviations: pl.DataFrame, thesaurus: Thesaurus) -> pl.DataFrame:
    """acronym_key, text_hash, expansion_key, expansion: definitions that the thesaurus lets stand, merged as it says."""
    keys = make_keys(abbreviations["acronym"].unique().sort()).rename({"phrase": "acronym", "key": "acronym_key"})
    known = abbreviations.join(keys, on="acronym", how="left").filter(pl.col("acronym_key") != pl.col("expansion_key"))
    apart = [(a, b) for group in thesaurus.keep_apart for a in sorted(group) for b in sorted(group) if a != b]
    if apart:
        pairs = pl.DataFrame(apart, schema={"acronym_key": pl.String, "expansion_key": pl.String}, orient="row")
        known = known.join(pairs, on=["acronym_key", "expansion_key"], how="anti")
    if thesaurus.merge:
        known = known.with_columns(pl.col("expansion_key").replace(thesaurus.merge))
    return known.select("acronym_key", "text_hash", "expansion_key", "expansion")


def resolve(papers: pl.DataFrame, analysis: Analysis, thesaurus: Thesaurus) -> tuple[Resolved, pl.DataFrame]:
    """The candidates with their terms, and the definitions that count.

    Args:
        papers: text_hash; others' candidates and abbreviations are left out.
        analysis: what was found in the texts.
        thesaurus: what the user decided.
    """
    texts = papers["text_hash"].unique().sort()
    of_text = texts.to_frame("text_hash").with_row_index("text")
    candidates = analysis.candidates.join(of_text, on="text_hash").sort("text")
    rows = list_candidates(candidates.drop("text_hash"))
    text = rows["text"].to_numpy().astype(np.int64)
    phrase = place_numbers(analysis.phrases["phrase"])[rows["phrase"].to_numpy()]
    rows = rows.select(pl.Series("phrase", phrase), "mentions", "free_mentions", "in_title")
    definitions = _define(analysis.abbreviations.join(of_text, on="text_hash", how="semi"), thesaurus)

    named = (
        pl.concat(
            [
                definitions["acronym_key"],
                definitions["expansion_key"],
                pl.Series([*thesaurus.merge.keys(), *thesaurus.merge.values()], dtype=pl.String),
            ]
        )
        .unique()
        .sort()
    )
    code, keys = encode(pl.concat([analysis.phrases["key"].rename("key"), named.rename("key")]))
    code = code.astype(np.int64)
    key = code[: analysis.phrases.height][phrase]
    index = pl.DataFrame({"key": named, "code": code[analysis.phrases.height :]})

    is_acronym = np.zeros(len(keys), bool)
    general = np.arange(len(keys))
    uses = np.bincount(key, minlength=len(keys))
    voted = (
        vote(definitions)
        .join(index.rename({"key": "acronym_key", "code": "acronym"}), on="acronym_key")
        .join(index.rename({"key": "meaning", "code": "target"}), on="meaning", how="left")
    )
    acronym = voted["acronym"].to_numpy()
    is_acronym[acronym] = True
    # Where hardly any text defines it (RGB, 3D), it is a word of its own.
    enough = voted["defining"].to_numpy() >= MIN_DEFINING_SHARE * uses[acronym]
    general[acronym] = np.where(enough, voted["target"].fill_null(-1).to_numpy(), acronym)
    own = (
        definitions.select("acronym_key", "text_hash", "expansion_key")
        .unique()
        .sort("acronym_key", "text_hash", "expansion_key")
        .unique(["acronym_key", "text_hash"], keep="first", maintain_order=True)
        .join(index.rename({"key": "acronym_key", "code": "key"}), on="acronym_key")
        .join(index.rename({"key": "expansion_key", "code": "meaning"}), on="expansion_key")
        .join(of_text, on="text_hash")
        .select("key", pl.col("text").cast(pl.Int64), "meaning")
        .sort("key", "text")
    )
    if thesaurus.merge:
        places = dict(index.iter_rows())
        for source, target in thesaurus.merge.items():
            if not is_acronym[places[source]]:
                general[places[source]] = places[target]
    term = settle(key, text, is_acronym, general, own)
    return Resolved(
        rows, text, key, term, analysis.phrases.select("surface", "words"), keys, is_acronym, general, own, texts
    ), definitions


def settle(
    key: np.ndarray, text: np.ndarray, is_acronym: np.ndarray, general: np.ndarray, own: pl.DataFrame
) -> np.ndarray:
    """Term of each (key, text): its text's own meaning for an acronym, else the general one; -1 for none."""
    term = general[key]
    open_to_text = np.flatnonzero(is_acronym[key])
    if len(open_to_text) and own.height:
        pairs = own["key"].to_numpy().astype(np.int64) << 32 | own["text"].to_numpy()
        wanted = key[open_to_text].astype(np.int64) << 32 | text[open_to_text]
        at = np.minimum(np.searchsorted(pairs, wanted), len(pairs) - 1)
        said = pairs[at] == wanted
        term[open_to_text[said]] = own["meaning"].to_numpy()[at[said]]
    return term


def count_terms(resolved: Resolved) -> pl.DataFrame:
    """term (index into keys), papers, free_papers, titles (texts), mentions, free_mentions; terms that occur only."""
    size = len(resolved.keys)
    # What stands for nothing clear is counted as one more, which is left out.
    term = np.where(resolved.term >= 0, resolved.term, size)
    mentions, free, in_title = (resolved.rows[name].to_numpy() for name in ("mentions", "free_mentions", "in_title"))

    # A text may hold a term under several keys, which are one text; all other rows are one text each.
    receives = np.zeros(size + 1, bool)
    receives[term[term != resolved.key]] = True
    receives[size] = False
    several = receives[term]
    shared = np.flatnonzero(several)
    shared = shared[sort_rows(term[shared], resolved.text[shared])]
    heads = np.flatnonzero(mark_changes(term[shared]) | mark_changes(resolved.text[shared]))
    alone = ~several

    def count_texts(which: np.ndarray) -> np.ndarray:
        counts = add(which & alone)
        if len(heads):
            held = np.logical_or.reduceat(which[shared], heads)
            counts += np.bincount(term[shared[heads[held]]], minlength=size)
        return counts

    def add(numbers: np.ndarray) -> np.ndarray:
        return np.bincount(term, weights=numbers, minlength=size + 1)[:size].astype(np.int64)

    frame = pl.DataFrame(
        {
            "term": np.arange(size),
            "papers": count_texts(np.ones(len(term), bool)),
            "free_papers": count_texts(free > 0),
            "titles": count_texts(in_title),
            "mentions": add(mentions),
            "free_mentions": add(free),
        }
    )
    return frame.filter(pl.col("papers") > 0)
