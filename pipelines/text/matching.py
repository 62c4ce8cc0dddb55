"""Where known forms occur in texts: a search for all of them at once, on word boundaries.

A form occurs where a case-insensitive search of title or abstract for it, on word boundaries, finds it; a blank in the
form stands for any white space. A form of one word with a capital in it (`CLIP`, `RAG`) occurs with these capitals only,
and where it does the lower-case form of the same letters does not. Which term a form stands for is not this module's business.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.text.order import sort_rows
from pipelines.text.tokens import SPACE, Units

_JOINS = " -‐‑–'’&@./"
_TOKEN_BITS = np.uint64(28)
_JOIN_BITS = np.uint64(4)


@dataclass(frozen=True, slots=True)
class Trie:
    """Forms by their words.

    Attributes:
        tokens: token (lower case) and its id.
        roots: node of the first token of a form by token id, -1 where no form begins with it.
        edges: sorted keys of (node, join, token), as `_edge` makes them; one array a level.
        targets: node that each edge leads to; one array a level.
        form: form that ends at a node, -1 where none does.
        cased: token (as it stands) and form, of the forms whose capitals count.
    """

    tokens: pl.DataFrame
    roots: np.ndarray
    edges: tuple[np.ndarray, ...]
    targets: tuple[np.ndarray, ...]
    form: np.ndarray
    cased: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Matches:
    """Occurrences of forms, sorted by text, start, end; one entry an occurrence.

    Attributes:
        text: index of the text.
        form: index of the form.
        start, end: tokens of the batch, end exclusive.
        in_title: whether it stands in the title.
    """

    text: np.ndarray
    form: np.ndarray
    start: np.ndarray
    end: np.ndarray
    in_title: np.ndarray


def _edge(node: np.ndarray, join: np.ndarray, token: np.ndarray) -> np.ndarray:
    return (
        (node.astype(np.uint64) << (_TOKEN_BITS + _JOIN_BITS))
        | (join.astype(np.uint64) << _TOKEN_BITS)
        | token.astype(np.uint64)
    )


def _split_words(strings: pl.Series) -> tuple[np.ndarray, pl.Series, np.ndarray]:
    """Words of each string: (number of words, the words one after the other, the join before each; 0 for the first)."""
    words = strings.str.extract_all(r"\w+")
    counts = words.list.len().to_numpy().astype(np.int64)
    flat = words.filter(words.list.len() > 0).explode()
    # The first word of a string has no join; its entry is put before the others'.
    joins = (
        strings.str.extract_all(r"\W+\w")
        .to_frame("joins")
        .filter(pl.Series(counts > 0))
        .select(pl.concat_list(pl.lit(pl.Series([[""]])), "joins"))
        .to_series()
        .explode()
        .str.head(-1)
    )
    return counts, flat, _join_codes(joins)


def _join_codes(joins: pl.Series) -> np.ndarray:
    codes = {char: code for code, char in enumerate(_JOINS, start=1)}
    return joins.replace_strict(codes, default=0, return_dtype=pl.UInt8).to_numpy()


def build_trie(forms: pl.Series) -> Trie:
    """The trie of distinct forms, lower case but for those whose capitals count; a match names a form by its index."""
    capital = forms.str.to_lowercase() != forms
    cased = pl.DataFrame({"token": forms, "form": np.arange(len(forms))}).filter(capital)
    counts, flat, joins = _split_words(pl.select(pl.when(capital).then(pl.lit("")).otherwise(forms)).to_series())
    tokens = flat.unique().sort().to_frame("token").with_row_index("id")
    ids = flat.to_frame("token").join(tokens, on="token", how="left", maintain_order="left")["id"].to_numpy()
    starts = np.cumsum(counts) - counts
    node = np.zeros(len(counts), np.int64)
    roots = np.full(len(tokens), -1, np.int64)
    live = np.flatnonzero(counts > 0)
    first = ids[starts[live]]
    distinct, inverse = np.unique(first, return_inverse=True)
    roots[distinct] = np.arange(len(distinct))
    node[live] = inverse
    nodes = len(distinct)
    ends = {0: live[counts[live] == 1]}
    form = np.full(nodes, -1, np.int64)
    form[node[ends[0]]] = ends[0]
    edges, targets = [], []
    depth = 1
    while len(live := np.flatnonzero(counts > depth)):
        at = starts[live] + depth
        keys, inverse = np.unique(_edge(node[live], joins[at], ids[at]), return_inverse=True)
        edges.append(keys)
        targets.append(nodes + np.arange(len(keys)))
        node[live] = nodes + inverse
        form = np.concatenate([form, np.full(len(keys), -1, np.int64)])
        nodes += len(keys)
        done = live[counts[live] == depth + 1]
        form[node[done]] = done
        depth += 1
    return Trie(tokens, roots, tuple(edges), tuple(targets), form, cased)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Units as the tokens that they are made of; tokens of all units stand one after the other.

    Attributes:
        counts: tokens of each unit.
        starts: the first token of each unit.
        token: id in the trie, -1 where no form holds it.
        join: what stands before it within its unit; 0 for the first.
        cased: form that it is with these capitals, -1 for none.
    """

    counts: np.ndarray
    starts: np.ndarray
    token: np.ndarray
    join: np.ndarray
    cased: np.ndarray


def split_forms(trie: Trie, forms: pl.Series) -> Tokens:
    """The tokens of distinct units."""
    counts, flat, joins = _split_words(forms)
    flat = flat.to_frame("token")
    cased = flat.join(trie.cased, on="token", how="left", maintain_order="left")["form"]
    ids = flat.with_columns(pl.col("token").str.to_lowercase()).join(
        trie.tokens, on="token", how="left", maintain_order="left"
    )["id"]
    return Tokens(
        counts,
        np.cumsum(counts) - counts,
        ids.cast(pl.Int64).fill_null(-1).to_numpy(),
        joins,
        cased.fill_null(-1).to_numpy(),
    )


def _lay_out(tokens: Tokens, units: Units) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The tokens of a batch: (id, join, unit, cased)."""
    counts = tokens.counts[units.form]
    unit = np.repeat(np.arange(len(units)), counts)
    begins = np.cumsum(counts) - counts
    source = np.arange(len(unit)) + (tokens.starts[units.form] - begins)[unit]
    join = tokens.join[source]
    # Only a blank joins units, and only units of one text.
    blank = np.zeros(len(units), np.uint8)
    blank[1:] = (units.separator[:-1] == SPACE) & (units.text[1:] == units.text[:-1])
    some = counts > 0
    join[begins[some]] = blank[some]
    return tokens.token[source], join, unit, tokens.cased[source]


def find_forms(trie: Trie, tokens: Tokens, units: Units) -> Matches:
    """All occurrences of the trie's forms, overlapping ones too.

    Args:
        trie: the forms.
        tokens: of the units' forms, from `split_forms`.
        units: the texts.
    """
    token, join, unit, cased = _lay_out(tokens, units)
    known = np.flatnonzero(token >= 0)
    node = trie.roots[token[known]]
    start = known[node >= 0]
    node = node[node >= 0]
    begins, finishes, forms = [], [], []

    def keep(start: np.ndarray, node: np.ndarray, length: int) -> None:
        hit = trie.form[node] >= 0
        begins.append(start[hit])
        finishes.append(start[hit] + length)
        forms.append(trie.form[node[hit]])

    # A form whose capitals count hides the same letters' lower-case form of one word.
    special = np.flatnonzero(cased >= 0)
    begins.append(special)
    finishes.append(special + 1)
    forms.append(cased[special])
    ordinary = cased[start] < 0
    keep(start[ordinary], node[ordinary], 1)
    for depth, (edges, targets) in enumerate(zip(trie.edges, trie.targets, strict=True), start=1):
        inside = start + depth < len(token)
        start, node = start[inside], node[inside]
        at = start + depth
        possible = (token[at] >= 0) & (join[at] > 0)
        start, node, at = start[possible], node[possible], at[possible]
        key = _edge(node, join[at], token[at])
        index = np.minimum(np.searchsorted(edges, key), len(edges) - 1)
        found = edges[index] == key
        start, node = start[found], targets[index[found]]
        keep(start, node, depth + 1)
    start, end, form = np.concatenate(begins), np.concatenate(finishes), np.concatenate(forms)
    order = sort_rows(start, end)
    start, end, form = start[order], end[order], form[order]
    first_unit = unit[start]
    text = units.text[first_unit]
    return Matches(text, form, start, end, units.place(first_unit) < units.title_units[text])
