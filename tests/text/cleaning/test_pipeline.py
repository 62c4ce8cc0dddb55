"""Cleaning: what a reader would see, nothing glued, nothing lost, and the same again when done twice."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.cleaning.lost_latex import find_residue
from pipelines.text.cleaning.pipeline import clean_text

SEEN = [
    # Unicode
    ("e\u0301tude", "étude"),
    ("e\ufb03cient \ufb02ow", "efficient flow"),
    ("a claſs of 300 \u212a", "a class of 300 K"),
    ("“smart” ‘quotes’", "\"smart\" 'quotes'"),
    ("non\u00a0breaking\u2009space", "non breaking space"),
    ("soft\u00adhyphen and \u200bzero", "softhyphen and zero"),
    ("state\u2010of\u2011the\u2010art", "state-of-the-art"),
    ("bell\x07 rings", "bell rings"),
    ("model\x92s", "model's"),
    ("𝐱 in 𝒳", "x in X"),
    # Spacing
    ("two\nlines  and\ttabs ", "two lines and tabs"),
    ("vision-\nlanguage", "vision-language"),
    ("is ap-\nplicable, pre-\r\n  vailing and In-\nstructions", "is applicable, prevailing and Instructions"),
    ("both high-\nand low-level", "both high- and low-level"),
    # HTML
    ("R&amp;D &lt; 5 &#177; 2", "R&D < 5 ± 2"),
    ("&amp;lt;p&amp;gt;twice", "twice"),
    ("<p>One.</p><p>Two.</p>", "One. Two."),
    ("H<sub>2</sub>O <i>in vivo</i>", "H2O in vivo"),
    ("the <think> token", "the <think> token"),
    ("<jats:title>Abstract</jats:title><jats:p>We show", "Abstract We show"),
    ("METHODSWe did. RESULTS:Good", "METHODS: We did. RESULTS: Good"),
    ("METHODS We did. RESULTS — A few. PURPOSE\nTo see", "METHODS: We did. RESULTS: A few. PURPOSE: To see"),
    ("AIM-Bench: a test. AIMC is one. RESULTS A few", "AIM-Bench: a test. AIMC is one. RESULTS: A few"),
    # LaTeX text
    (r"Schr\"odinger, na\"ive, Fr\'echet, \'Erudit", "Schrödinger, naïve, Fréchet, Érudit"),
    (
        r"Guaran\'i, d\'{e}cor, Fran\c{c}ois, Ho\v{r}ava, {\o}re, Erd\H{o}s",
        "Guaraní, décor, François, Hořava, øre, Erdős",
    ),
    (r"the model\'s", "the model's"),
    (r"\textbf{M}odel \textit{\emph{nested} text}", "Model nested text"),
    (r"{\it old style} and {\bf bold, too}", "old style and bold, too"),
    (r"50\% of R\&D, a\_b", "50% of R&D, a_b"),
    (r"code at \url{https://github.com/a/b}.", "code at https://github.com/a/b."),
    (r"\href{https://x.org/}{our page}", "our page (https://x.org/)"),
    (r"\href{https://x.org/}{https://x.org/}", "https://x.org/"),
    (r"as in \citep{liu2024} before", "as in before"),
    (r"here\footnote{A note.} and", "here (A note.) and"),
    (r"\method{} beats \name\ and \model", "method beats name and model"),
    (r"\eg, \ie, \textcolor{red}{red text}", "e.g., i.e., red text"),
    ("w.r.t.~the model~(VAD)", "w.r.t. the model (VAD)"),
    ("about ~20% or 60%~70%, at~5", "about ~20% or 60%~70%, at 5"),
    ("``quoted'' text", '"quoted" text'),
    # Dashes
    ("models -- such as", "models – such as"),
    ("models---such as", "models – such as"),
    ("models--such as", "models – such as"),
    ("vision--language, 2017--2024", "vision-language, 2017-2024"),
    # LaTeX mathematics
    (r"$256\times256$ and $3.5\times$ faster", "256×256 and 3.5× faster"),
    (r"$\mathcal{O}(n^{2})$", "O(n^2)"),
    (r"$O(n\log n)$", "O(n log n)"),
    (r"$x_{i} \in \mathbb{R}^{d \times n}$", "x_i ∈ R^(d × n)"),
    (r"$\frac{1}{2}$ and $\frac{a+b}{c}$", "1/2 and (a+b)/(c)"),
    (r"$\omega$ and \omega", "ω and ω"),
    (r"H$^{3}$DP", "H^3DP"),
    (r"360{\deg}, 45$^\circ$, $90^{\circ}$", "360°, 45°, 90°"),
    (r"$\{1, \dots, n\}$", "{1, ..., n}"),
    (r"$5^{th}$ place", "5th place"),
    (r"costs \$5 or $6 to $8 million", "costs $5 or $6 to $8 million"),
    (r"\b{eta}-VAE with \k{appa}=0.73", "β-VAE with κ=0.73"),
    # What is left when dollars and backslashes are lost
    ("256times256 images", "256×256 images"),
    ("64times64times4", "64×64×4"),
    ("8192 times 8192 pixels", "8192 × 8192 pixels"),
    ("achieves 1.2xsim3.3x acceleration", "achieves 1.2x~3.3x acceleration"),
    ("1.3B sim14B, sim2real", "1.3B ~14B, sim2real"),
    ("5.654pm0.625", "5.654±0.625"),
    ("score approx 0.84, (leq100 examples)", "score ≈0.84, (≤100 examples)"),
    ("year rightarrow month", "year → month"),
    ("pi_0, theta_{GRPO}, ell_2-norm", "π_0, θ_GRPO, ℓ_2-norm"),
    ("texttt{D}ual-texttt{H}ead textbf{mu}ltiscale", "Dual-Head multiscale"),
    ("at magenta{https://github.com/a/b}.", "at https://github.com/a/b."),
    ("three times faster, sometimes simple", "three times faster, sometimes simple"),
]


@pytest.fixture(scope="module")
def cleaned() -> dict[str, str]:
    """What each text of `SEEN` becomes, all in one call."""
    texts = [raw for raw, _ in SEEN]
    return dict(zip(texts, clean_text(pl.Series(texts)), strict=True))


@pytest.mark.parametrize(("raw", "seen"), SEEN)
def test_text_becomes_what_a_reader_sees(cleaned: dict[str, str], raw: str, seen: str) -> None:
    assert cleaned[raw] == seen


def test_null_becomes_empty_and_order_is_kept() -> None:
    texts = pl.Series("abstract", ["b\n", None, r"\textbf{a}"])
    cleaned = clean_text(texts)
    assert cleaned.to_list() == ["b", "", "a"]
    assert cleaned.name == "abstract"


PIECES = st.sampled_from(
    [
        "word", "α", "é", " ", "\n", "~", "--", "---", "$", "\\", "{", "}", "^", "_", "\\textbf{", "\\alpha",
        "\\cite{x}", "$x^2$",
        "\\frac{a}{b}", "&amp;", "&lt;", "<p>", "</p>", "``", "''", "'", '"', "times", "sim", "5", "2.5", "(", ")",
        ",", ".", "textbf{",
        "rightarrow", "{a,b}", "https://x.org/a", "\\'e", "\\n", "\\%", "–", "—", "∼", "{mu}", "METHODS", "We",
        "\\href{", "\\$",
        "∘", "© 2010 A", " (c) 2010", ". Copyright 2010", "All rights reserved.", "\x92", "\u200b", "𝐱", "!in!",
        "\\unicode{x2013}", "\\char\"09AC", "[", "]", "|", "\\circ", "°", ":",
    ]
)  # fmt: skip


# Many texts an example: cleaning costs the same for one text as for a hundred.
@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=30), min_size=40, max_size=80))
def test_cleaning_the_clean_changes_nothing(texts: list[str]) -> None:
    once = clean_text(pl.Series(texts, dtype=pl.String))
    assert clean_text(once).to_list() == once.to_list()


@pytest.mark.parametrize(
    "text", ["A. © 2020" + " All rights reserved." * 40, "3." + "∼" * 40 + " 5", "10^{" * 30 + "4" + "}" * 30]
)
def test_what_is_repeated_many_times_is_cleaned_at_once(text: str) -> None:
    once = clean_text(pl.Series([text]))
    assert clean_text(once).to_list() == once.to_list()


@settings(max_examples=5, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=14).map("".join), min_size=20, max_size=40), st.randoms())
def test_a_text_does_not_depend_on_its_neighbours(texts: list[str], random) -> None:
    together = clean_text(pl.Series(texts, dtype=pl.String)).to_list()
    chosen = sorted(random.sample(range(len(texts)), 12))
    assert clean_text(pl.Series([texts[place] for place in chosen])).to_list() == [together[place] for place in chosen]


@settings(max_examples=10, deadline=None)
@given(st.lists(st.from_regex(r"[A-Za-z]{1,12}", fullmatch=True), min_size=20, max_size=60))
def test_no_letter_is_lost_and_no_gap_closed_by_markup(words: list[str]) -> None:
    words = [word for word, clean in zip(words, clean_text(pl.Series(words)), strict=True) if word == clean]
    wrapped = [
        rf"before \textbf{{\textcolor{{red}}{{{word}}}}} {{\em {word}}} <i>{word}</i> ``{word}'' {word}~end"
        for word in words
    ]
    expected = [f'before {word} {word} {word} "{word}" {word} end' for word in words]
    assert clean_text(pl.Series(wrapped, dtype=pl.String)).to_list() == expected


def test_residue_is_found_where_it_is() -> None:
    texts = pl.Series([r"a \foo b", "256times256", "w.r.t.~the", "price of $5 in {a, b}", "plain text"])
    assert [bool(len(pieces)) for pieces in find_residue(texts)] == [True, True, True, False, False]


def test_real_texts_keep_less_than_one_residue_in_a_thousand(shared_data) -> None:
    lines = pl.Series(
        [
            line
            for path in sorted((shared_data / "digests" / "daily").glob("*.txt"))[:20]
            for line in path.read_text().splitlines()
        ]
    )
    cleaned = clean_text(lines)
    assert (find_residue(cleaned).list.len() > 0).sum() <= len(lines) / 1000
    assert clean_text(cleaned).equals(cleaned)
