"""Words that were described before: the lexicon is asked once for each distinct word of a run, not once a batch."""

from threading import Lock

import numpy as np
import polars as pl

from pipelines.arrays.interning import Numbering
from pipelines.text.tokens.token_classes import describe_units

MOST_WORDS = 1_000_000
"""Words up to which descriptions are kept (about 100 MB); then they are gathered anew."""


class Vocabulary:
    """Descriptions of words by `unit_classes.describe_units`; threads may share one."""

    def __init__(self, most: int = MOST_WORDS) -> None:
        self._most = most
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        self._words = Numbering()
        self._held = describe_units(pl.Series("unit", [], dtype=pl.String))

    def describe(self, forms: pl.Series) -> pl.DataFrame:
        """`describe_units(forms)`, from what is kept where it can be; `forms` are distinct."""
        hashes = forms.hash().to_numpy()
        with self._lock:
            if len(self._words) > self._most:
                self._forget()
            numbers = self._words.find(hashes)
            new = np.flatnonzero(numbers < 0)
            if len(new):
                numbers[new] = np.arange(len(self._words), len(self._words) + len(new))
                self._held = pl.concat([self._held, describe_units(forms.gather(new))], rechunk=True)
                self._words.add(hashes[new])
            held = self._held
        return held[numbers]


VOCABULARY = Vocabulary()
"""That of the process: a description depends on the word alone."""
