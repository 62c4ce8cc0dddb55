"""Where known forms occur in texts: a search for all of them at once, on word boundaries.

A form occurs where a case-insensitive search of title or abstract for it, on word boundaries, finds it; a blank in the
form stands for any white space. A form of one word with a capital in it (`CLIP`, `RAG`) occurs with these capitals
only, and where it does the lower-case form of the same letters does not. Which term a form stands for is not this
module's business.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.arrays.grouping import repeat_ranges, sort_rows
from pipelines.arrays.hashing import find_slots
from pipelines.text.tokens.tokens import SPACE, Tokens

_JOINS = " -‐‑–'’&@./"
_BLANK = 1 + _JOINS.index(" ")
TOKEN_BITS = 28
"""Bits of a token's id in a step."""
STEP_BITS = 32
"""Bits of a step in the key of an edge."""
_SLOT_BITS = 20


@dataclass(frozen=True, slots=True)
class Trie:
    """Forms by their words.

    Attributes:
        tokens: token (lower case) and its id.
        roots: node of the first token of a form by token id, -1 where no form begins with it.
        edges: sorted keys of (node, join, token), as `_edge` makes them, int64; one array a level.
        slots: by slot of a key, whether an edge may have it (most have none); one array a level.
        targets: node that each edge leads to; one array a level.
        form: form that ends at a node, -1 where none does.
        cased: token (as it stands) and form, of the forms whose capitals count.
    """

    tokens: pl.DataFrame
    roots: np.ndarray
    edges: tuple[np.ndarray, ...]
    slots: tuple[np.ndarray, ...]
    targets: tuple[np.ndarray, ...]
    form: np.ndarray
    cased: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Matches:
    """Occurrences of forms, sorted by text, start, end; one entry an occurrence.

    Attributes:
        text: index of the text.
        form: index of the form.
        start, end: subtokens of the batch, end exclusive.
        in_title: whether it stands in the title.
    """

    text: np.ndarray
    form: np.ndarray
    start: np.ndarray
    end: np.ndarray
    in_title: np.ndarray


def _edge(node: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Key of the edge from a node by a step, as `_step` makes it."""
    return node.astype(np.int64) << STEP_BITS | step


def _step(join: np.ndarray, token: np.ndarray) -> np.ndarray:
    return join.astype(np.int64) << TOKEN_BITS | token


def _slot(keys: np.ndarray) -> np.ndarray:
    return find_slots(keys.view(np.uint64), _SLOT_BITS)


def _split_words(strings: pl.Series) -> tuple[np.ndarray, pl.Series, np.ndarray]:
    """Words of each string: (number of words, the words one after the other, the join before each; 0 for the first)."""
    words = strings.str.extract_all(r"\w+")
    counts = words.list.len().to_numpy().astype(np.int32)
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
    edges, slots, targets = [], [], []
    depth = 1
    while len(live := np.flatnonzero(counts > depth)):
        at = starts[live] + depth
        keys, inverse = np.unique(_edge(node[live], _step(joins[at], ids[at])), return_inverse=True)
        edges.append(keys)
        slots.append(np.zeros(1 << _SLOT_BITS, bool))
        slots[-1][_slot(keys)] = True
        targets.append(nodes + np.arange(len(keys)))
        node[live] = nodes + inverse
        form = np.concatenate([form, np.full(len(keys), -1, np.int64)])
        nodes += len(keys)
        done = live[counts[live] == depth + 1]
        form[node[done]] = done
        depth += 1
    return Trie(tokens, roots, tuple(edges), tuple(slots), tuple(targets), form, cased)


@dataclass(frozen=True, slots=True)
class Subtokens:
    """Token types as the subtokens (runs of letters and digits) that they are made of, type after type.

    Attributes:
        counts: subtokens of each type.
        starts: the first subtoken of each type.
        alone: form that it is by itself, -1 for none.
        branch: node to go on from where longer forms begin with it, else -1.
        step: how an edge leads over it (`_step`); of the first of a type, its id in the trie alone; -1 where none does.
    """

    counts: np.ndarray
    starts: np.ndarray
    alone: np.ndarray
    branch: np.ndarray
    step: np.ndarray


def split_forms(trie: Trie, forms: pl.Series) -> Subtokens:
    """The subtokens of distinct token types."""
    counts, flat, joins = _split_words(forms)
    flat = flat.to_frame("token")
    cased = flat.join(trie.cased, on="token", how="left", maintain_order="left")["form"].fill_null(-1).to_numpy()
    ids = flat.with_columns(pl.col("token").str.to_lowercase()).join(
        trie.tokens, on="token", how="left", maintain_order="left"
    )["id"]
    token = ids.cast(pl.Int64).fill_null(-1).to_numpy()
    # The last entry is that of tokens which no form holds.
    root = np.append(trie.roots, -1)[token]
    # A form whose capitals count hides the same letters' lower-case form of one word.
    alone = np.where(cased >= 0, cased, np.append(trie.form, -1)[root])
    goes_on = np.zeros(len(trie.form) + 1, bool)
    goes_on[trie.edges[0] >> STEP_BITS if trie.edges else []] = True
    starts = np.cumsum(counts, dtype=np.int32) - counts
    inner = np.ones(len(token), bool)
    inner[starts[counts > 0]] = False
    step = np.where((token >= 0) & ((joins > 0) | ~inner), _step(joins, token), -1)
    return Subtokens(counts, starts, alone.astype(np.int32), np.where(goes_on[root], root, -1).astype(np.int32), step)


def find_forms(trie: Trie, subtokens: Subtokens, tokens: Tokens) -> Matches:
    """All occurrences of the trie's forms, overlapping ones too.

    Args:
        trie: the forms.
        subtokens: of the types of the tokens, from `split_forms`.
        tokens: of the texts.
    """
    counts = subtokens.counts[tokens.type]
    firsts = np.cumsum(counts, dtype=np.int32) - counts
    source = repeat_ranges(subtokens.starts[tokens.type], counts)
    # No form is longer than the steps that are added.
    step = np.append(subtokens.step[source], np.full(len(trie.edges), -1))
    # Only a blank joins tokens; a text ends with another sign.
    some = np.flatnonzero(counts)
    joined = np.append(False, tokens.separator[:-1] == SPACE)[some]
    first = step[firsts[some]]
    step[firsts[some]] = np.where(joined & (first >= 0), first | _BLANK << TOKEN_BITS, -1)

    alone = subtokens.alone[source]
    start = np.flatnonzero(alone >= 0)
    begins, finishes, forms = [start], [start + 1], [alone[start]]
    node = subtokens.branch[source]
    start = np.flatnonzero(node >= 0)
    node = node[start]
    for depth, (edges, slots, targets) in enumerate(zip(trie.edges, trie.slots, trie.targets, strict=True), start=1):
        steps = step[start + depth]
        possible = np.flatnonzero(steps >= 0)
        key = _edge(node[possible], steps[possible])
        likely = np.flatnonzero(slots[_slot(key)])
        key = key[likely]
        index = np.minimum(np.searchsorted(edges, key), len(edges) - 1)
        found = edges[index] == key
        start, node = start[possible[likely[found]]], targets[index[found]]
        hit = trie.form[node] >= 0
        begins.append(start[hit])
        finishes.append(start[hit] + depth + 1)
        forms.append(trie.form[node[hit]])
    start, end, form = np.concatenate(begins), np.concatenate(finishes), np.concatenate(forms)
    order = sort_rows(start, end)
    start, end, form = start[order], end[order], form[order]
    first_token = np.repeat(np.arange(len(tokens), dtype=np.int32), counts)[start]
    text = tokens.text[first_token]
    return Matches(text, form, start, end, tokens.positions(first_token) < tokens.title_tokens[text])
