"""Caches the descriptions of token types, so that a run looks up each distinct token once and not once a batch."""

from threading import Lock

import numpy as np
import polars as pl

from pipelines.arrays.interning import Interner
from pipelines.text.tokens.token_classes import describe_types

MAX_TYPES = 1_000_000
"""Types up to which descriptions are kept (about 100 MB); beyond, the cache starts empty again."""


class Vocabulary:
    """Cached descriptions of token types by `token_classes.describe_types`; threads may share one."""

    def __init__(self, max_types: int = MAX_TYPES) -> None:
        self._max_types = max_types
        self._lock = Lock()
        self._clear()

    def _clear(self) -> None:
        self._hashes = Interner()
        self._described = describe_types(pl.Series("token", [], dtype=pl.String))

    def describe(self, types: pl.Series) -> pl.DataFrame:
        """`describe_types(types)`, from the cache where possible; `types` must be distinct."""
        hashes = types.hash().to_numpy()
        with self._lock:
            if len(self._hashes) > self._max_types:
                self._clear()
            rows = self._hashes.find(hashes)
            new = np.flatnonzero(rows < 0)
            if len(new):
                rows[new] = np.arange(len(self._hashes), len(self._hashes) + len(new))
                self._described = pl.concat([self._described, describe_types(types.gather(new))], rechunk=True)
                self._hashes.add(hashes[new])
            described = self._described
        return described[rows]


VOCABULARY = Vocabulary()
"""The cache of this process. All may share it, because a description depends on the token alone."""
