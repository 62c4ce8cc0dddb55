"""Mathematics without its dollars and backslashes."""

import polars as pl
import pytest

from pipelines.text.cleaning.lost_latex import find_residue, repair_residue


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("256times256 pixels", "256×256 pixels"),
        ("a 2.5times speedup", "a 2.5× speedup"),
        ("sim14B parameters", "∼14B parameters"),
        ("1.2xsim3.3x", "1.2x∼3.3x"),
        ("80pm5", "80±5"),
        ("a rightarrow b", "a → b"),
        ("tau_1 and alpha^2", "τ_1 and α^2"),
        ("textbf{M}odel", r"\textbf{M}odel"),
        # Words stay.
        ("sim2real many times", "sim2real many times"),
        ("the alphabet", "the alphabet"),
    ],
)
def test_what_was_lost_is_put_back(text: str, expected: str):
    assert repair_residue(pl.Series([text])).to_list() == [expected]


def test_residue_is_found_where_there_is_some():
    texts = pl.Series(["clean", r"a \command", "5times5", "costs $5", "the set {a, b}", "left {open"])
    assert find_residue(texts).list.len().to_list() == [0, 1, 1, 0, 0, 1]
