"""What acronyms and other phrases mean: in the texts that define them, and by a vote of these in all others."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.text.acronyms.definitions import make_keys, vote
from pipelines.text.terms.acronym_expansion import expand_acronyms
from pipelines.text.terms.thesaurus import Thesaurus

MIN_DEFINING_SHARE = 0.02
"""Least share of the texts with an acronym that must define it. Below it the acronym has no meaning in the other
texts."""


@dataclass(frozen=True, slots=True)
class Senses:
    """Which term each key counts for. Keys, terms and texts are integers; a term is the key that it has itself.

    Attributes:
        is_acronym: by key, whether it is an acronym that some text defines.
        corpus_sense: by key, its term in texts that do not define it; -1 where that is unclear. A key that is no
            acronym, or an acronym that is hardly ever defined, means itself unless it is merged.
        document_senses: key, text, meaning: what texts define acronyms to be; by key and text.
    """

    is_acronym: np.ndarray
    corpus_sense: np.ndarray
    document_senses: pl.DataFrame

    def find_ambiguous(self) -> np.ndarray:
        """By key, whether it may count for another term, or another key for its term."""
        ambiguous = self.is_acronym | (self.corpus_sense != np.arange(len(self.corpus_sense)))
        ambiguous[self.corpus_sense[ambiguous & (self.corpus_sense >= 0)]] = True
        ambiguous[self.document_senses["meaning"].to_numpy()] = True
        return ambiguous

    def look_up(self, key: np.ndarray, text: np.ndarray) -> np.ndarray:
        """Term of each (key, text): what its text defines, else the corpus sense; -1 for none."""
        term = self.corpus_sense[key]
        acronyms = np.flatnonzero(self.is_acronym[key])
        if len(acronyms) and self.document_senses.height:
            senses = {name: column.to_numpy() for name, column in self.document_senses.to_dict().items()}
            pairs = senses["key"].astype(np.int64) << 32 | senses["text"]
            wanted = key[acronyms].astype(np.int64) << 32 | text[acronyms]
            at = np.minimum(np.searchsorted(pairs, wanted), len(pairs) - 1)
            defined = pairs[at] == wanted
            term[acronyms[defined]] = senses["meaning"][at[defined]]
        return term


def apply_thesaurus(abbreviations: pl.DataFrame, thesaurus: Thesaurus) -> pl.DataFrame:
    """acronym_key, text_hash, expansion_key, expansion: the definitions of the texts, after the thesaurus."""
    keys = make_keys(abbreviations["acronym"].unique().sort()).rename({"phrase": "acronym", "key": "acronym_key"})
    kept = abbreviations.join(keys, on="acronym", how="left").filter(pl.col("acronym_key") != pl.col("expansion_key"))
    apart = [(a, b) for group in thesaurus.keep_apart for a in sorted(group) for b in sorted(group) if a != b]
    if apart:
        pairs = pl.DataFrame(apart, schema={"acronym_key": pl.String, "expansion_key": pl.String}, orient="row")
        kept = kept.join(pairs, on=["acronym_key", "expansion_key"], how="anti")
    if thesaurus.merge:
        kept = kept.with_columns(pl.col("expansion_key").replace(thesaurus.merge))
    return kept.select("acronym_key", "text_hash", "expansion_key", "expansion")


def _vote(definitions: pl.DataFrame, index: pl.DataFrame, uses: np.ndarray) -> pl.DataFrame:
    """`vote(definitions)` with acronym and target (the codes of key and meaning) and enough (whether it holds in other
    texts).

    Args:
        definitions: as of `apply_thesaurus`.
        index: key, code.
        uses: texts by code.
    """
    voted = (
        vote(definitions)
        .join(index.rename({"key": "acronym_key", "code": "acronym"}), on="acronym_key")
        .join(index.rename({"key": "meaning", "code": "target"}), on="meaning", how="left")
    )
    enough = voted["defining"].to_numpy() >= MIN_DEFINING_SHARE * uses[voted["acronym"].to_numpy()]
    return voted.with_columns(pl.Series("enough", enough))


def _find_expanded(
    written: pl.DataFrame,
    voted: pl.DataFrame,
    keys: pl.Series,
    thesaurus: Thesaurus,
    beginnings: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Phrases that hold acronyms, with the phrase that says the same without them, where its key is among `keys`.

    What the thesaurus merges or keeps apart is left as it says.

    Args:
        written: surface, key, texts.
        voted: as of `_vote`.
        beginnings: as of `expand_acronyms`.

    Returns:
        key, expanded (the key without acronyms), source and target (their places in `keys`); by key.
    """
    clear = voted.filter("enough").drop_nulls("meaning").select("acronym_key", "meaning")
    pairs = expand_acronyms(written, clear, beginnings).filter(~pl.col("key").is_in(sorted(thesaurus.merge)))
    for group in thesaurus.keep_apart:
        pairs = pairs.filter(~(pl.col("key").is_in(sorted(group)) & pl.col("expanded").is_in(sorted(group))))
    places = keys.to_frame("key").with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("place"))
    pairs = pairs.join(places.rename({"place": "source"}), on="key").join(
        places.rename({"key": "expanded", "place": "target"}), on="expanded"
    )
    return pairs.filter(~pl.col("expanded").is_in(pairs["key"].implode())).sort("key")


def expand_definitions(
    definitions: pl.DataFrame, index: pl.DataFrame, uses: np.ndarray, keys: pl.Series, thesaurus: Thesaurus
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`definitions` with the acronyms inside long forms spelt out (`explainable AI`), and `index` with the new keys.

    Args:
        definitions: as of `apply_thesaurus`.
        index: key, code.
        uses: texts by code.
        keys: all keys, by code.
        thesaurus: what the user decided.
    """
    long_forms = definitions.group_by(surface="expansion", key="expansion_key").agg(texts=pl.len().cast(pl.Int64))
    expanded = _find_expanded(long_forms, _vote(definitions, index, uses), keys, thesaurus)
    replaced = dict(expanded.select("key", "expanded").iter_rows())
    index = pl.concat([index, expanded.select(key="expanded", code="target")]).unique().sort("key")
    return definitions.with_columns(pl.col("expansion_key").replace(replaced)), index


def find_senses(
    definitions: pl.DataFrame,
    index: pl.DataFrame,
    written: pl.DataFrame,
    uses: np.ndarray,
    keys: pl.Series,
    of_text: pl.DataFrame,
    thesaurus: Thesaurus,
    beginnings: pl.DataFrame,
) -> Senses:
    """The senses of all keys.

    Args:
        definitions, index: as of `expand_definitions`.
        written: surface, key, texts; of all phrases.
        uses: texts by code.
        keys: all keys, by code.
        of_text: text_hash, text.
        thesaurus: what the user decided.
        beginnings: as of `find_beginnings`, of the phrases.
    """
    voted = _vote(definitions, index, uses)
    is_acronym = np.zeros(len(keys), bool)
    corpus_sense = np.arange(len(keys))
    acronym = voted["acronym"].to_numpy()
    is_acronym[acronym] = True
    # Where hardly any text defines it (RGB, 3D), it means itself.
    corpus_sense[acronym] = np.where(voted["enough"], voted["target"].fill_null(-1).to_numpy(), acronym)
    expanded = _find_expanded(written, voted, keys, thesaurus, beginnings)
    source, target = expanded["source"].to_numpy(), expanded["target"].to_numpy()
    plain = ~is_acronym[source] & ~is_acronym[target]
    corpus_sense[source[plain]] = target[plain]
    if thesaurus.merge:
        codes = dict(index.iter_rows())
        for form, term in thesaurus.merge.items():
            if not is_acronym[codes[form]]:
                corpus_sense[corpus_sense == codes[form]] = codes[term]
    document_senses = (
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
    return Senses(is_acronym, corpus_sense, document_senses)
