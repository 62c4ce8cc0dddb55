"""LaTeX as a reader sees it; `test_pipeline` has whole texts."""

import polars as pl
import pytest

from pipelines.text.cleaning.latex import render_latex


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$\alpha \leq \beta$", "α ≤ β"),
        (r"$\mathcal{O}(n^{2})$", "O(n^2)"),
        (r"$3\times$ faster", "3× faster"),
        (r"\frac{1}{2} and \frac{a+b}{c d}", "1/2 and (a+b)/(c d)"),
        (r"\sqrt{n} and \sqrt{n+1}", "√n and √(n+1)"),
        (r"$\infty$ is no $\in$ of fty", "∞ is no ∈ of fty"),
        (r"M\"uller and Erd\H{o}s", "Mu\u0308ller and Erdo\u030bs"),
        (r"costs \$5 and $n$ units", "costs $5 and n units"),
        (r"\unicode{x2013} is a dash", "– is a dash"),
        (r"our \method{} and \emph{this}", "our method and this"),
        (r"the set $\{0,1\}$", "the set {0,1}"),
    ],
)
def test_commands_become_what_they_print(text: str, expected: str):
    assert render_latex(pl.Series([text])).to_list() == [expected]


def test_texts_without_latex_stay():
    texts = pl.Series("text", ["Plain.", "", "50 % of a, b"])
    assert render_latex(texts).to_list() == texts.to_list()
