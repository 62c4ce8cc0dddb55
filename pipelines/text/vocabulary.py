"""Words that were described before: the lexicon is asked once for each distinct word of a run, not once a batch."""

from threading import Lock

import polars as pl

from pipelines.text.lexicon import describe_units

MOST_WORDS = 1_000_000
"""Words up to which descriptions are kept (about 100 MB); then they are gathered anew."""


class Vocabulary:
    """Descriptions of words by `lexicon.describe_units`; threads may share one."""

    def __init__(self, most: int = MOST_WORDS) -> None:
        self._most = most
        self._lock = Lock()
        self._held: pl.DataFrame | None = None

    def describe(self, forms: pl.Series) -> pl.DataFrame:
        """`describe_units(forms)`, from what is kept where it can be."""
        with self._lock:
            if self._held is None:
                described = describe_units(forms)
                self._held = described.with_columns(forms.alias("unit")).unique("unit")
                return described
            found = forms.to_frame("unit").join(self._held, on="unit", how="left", maintain_order="left")
            new = found.filter(pl.col("classes").is_null())["unit"].unique()
            if new.is_empty():
                return found.drop("unit")
            added = describe_units(new).with_columns(new)
            self._held = pl.concat([self._held, added.select(self._held.columns)])
            found = found.join(added, on="unit", how="left", maintain_order="left", suffix="_new")
            if self._held.height > self._most:
                self._held = None
        return found.select(pl.coalesce(name, f"{name}_new") for name in ("classes", "piece", "head_piece"))


VOCABULARY = Vocabulary()
"""That of the process: a description depends on the word alone."""
