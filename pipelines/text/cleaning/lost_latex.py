"""Repairs and finds mathematics that has lost its `$` and backslashes (`256times256`, `1.2xsim3.3x`).

`latex` reads LaTeX that is complete.
"""

import polars as pl

from pipelines.text.cleaning.regex_rules import Rule, Where, apply_rules, change_where
from pipelines.text.cleaning.symbols import GREEK

_WRAPPERS = (
    "text|textbf|textit|texttt|textsc|textsf|textrm|textup|textnormal|emph|mathcal|mathbb|mathbf|mathrm|mathsf|"
    "mathfrak|mathit|mathtt|mathscr|boldsymbol|bm|operatorname|underline|overline|widetilde|widehat|tilde|hat|bar|vec|"
    "sqrt|frac|dfrac|tfrac|textsuperscript|textsubscript|textcolor|href|url|footnote|cite|citep|citet|uline|mbox"
)
_GREEK_NAMES = "|".join(sorted(GREEK, key=lambda name: (-len(name), name)))
# Names that are no English words, so that they are recognised without any mark.
_UNAMBIGUOUS = {
    "leftrightarrow": "↔", "longrightarrow": "→", "rightarrow": "→", "leftarrow": "←", "Rightarrow": "⇒", "leq": "≤",
    "geq": "≥", "neq": "≠", "infty": "∞", "varepsilon": "ε", "varphi": "φ", "propto": "∝", "cdot": "·", "mathcal": "",
    "mathbb": "", "mathbf": "", "mathrm": "", "ldots": "...", "cdots": "...", "circlearrowright": "↻", "boldsymbol": "",
}  # fmt: skip
_COLOURS = "magenta|blue|red|cyan|purple|orange|teal|green"
_NUMBER = r"\d[\d.,]*"

_REPAIRS = [
    Rule(rf"(^|[^\\A-Za-z])({_WRAPPERS})\{{", r"${1}\${2}{", "{"),
    Where(
        rf"(?:{_COLOURS})\{{",
        (Rule(rf"(^|[^\\A-Za-z])(?:{_COLOURS})\{{([^{{}}]*)\}}", "${1}${2}"),),
    ),
    Where(
        "text(?:bf|it|tt|sc|sf|rm)",
        (Rule(r"(^|[^A-Za-z\\])text(?:bf|it|tt|sc|sf|rm|rmbf)([\p{Lu}\d(]|$|[\s),.])", "${1}${2}"),),
    ),
    # `\href{address}{text}` without its first part. A text that is the address again is shown once.
    Rule(r"(https?://[^\s{}]+)\{\s*(?:https?://[^{}]*)?\}?", "${1}", "{"),
    Rule(r"(https?://[^\s{}]+)\{([^{}]+)\}?", "${1} (${2})", "{"),
    Rule(r"!(?:in)!", " ∈ ", "!in!"),
    Rule(r"(\d|°|\})(\s?)timessim(\s?)(\d)", "${1}${2}×${3}∼${4}", "timessim"),
    Rule(r"\^\{?circ\}?", "°", "circ"),
    Rule(r"(\d[a-zA-Z]{0,2}|[\d°)\]}])times(\d|[A-Z]{1,4}|\{)", "${1}×${2}", "times"),
    Rule(r"(\d[a-zA-Z]{0,2}|[\d°)\]}])times(\d|[A-Z]{1,4}|\{)", "${1}×${2}", "times"),
    Rule(r"(\d[KMBkm]?|[\d°])\s?times\s?(\d)", "${1} × ${2}", "times"),
    Rule(r"(\d)times\b", "${1}×", "times"),
    Rule(r"(^|[\s(\[~∼≈+-])times\s?(\d)", "${1}×${2}", "times"),
    Rule(r"\{times\}", "×", "{times}"),
    Rule(r"\{sim\}", "∼", "{sim}"),
    Rule(r"\{approx\}", "≈", "{approx}"),
    Rule(r"\{pm\}", "±", "{pm}"),
    # `sim14B` is about 14B; `sim2real` is a word.
    Rule(
        rf"(^|[^A-Za-z])sim\s?({_NUMBER}(?:[KMBGTkmsx×°%]|[kmM]?[smgB]|ms|[KMGT]B)?)([^\p{{L}}]|$)",
        "${1}∼${2}${3}",
        "sim",
    ),
    Rule(rf"(\d[KMBGTkmsx×°%]?)sim({_NUMBER})", "${1}∼${2}", "sim"),
    Rule(r"(^|[^A-Za-z])r?approx\s?(\d|\\)", "${1}≈${2}", "approx"),
    Rule(r"(\d)pm(\d)", "${1}±${2}", "pm"),
    Rule(r"(^|[\s({\[])pm\s?(\d)", "${1}±${2}", "pm"),
    Rule(r"(^|[^A-Za-z])ell([_^])", "${1}ℓ${2}", "ell"),
    *(
        Rule(rf"(^|[^A-Za-z\\]|\d){name}($|[^A-Za-z])", f"${{1}}{sign}${{2}}", name)
        for name, sign in _UNAMBIGUOUS.items()
    ),
    *(Rule(rf"([^A-Za-z\\]){name}(\d)", f"${{1}}{sign}${{2}}", name) for name, sign in _UNAMBIGUOUS.items() if sign),
    Rule(r"(\d)propto", "${1} ∝ ", "propto"),
    Rule(r"(\d[a-zA-Z]?)leftrightarrow(\d)", "${1}↔${2}", "leftrightarrow"),
    Rule(r"(\d[a-zA-Z]?)rightarrow", "${1}→", "rightarrow"),
]

_GREEK_TABLE = {f"\ue005{name}\ue006": sign for name, sign in GREEK.items()}
_GREEK_MARKS = [
    Where(rf"(?:{_GREEK_NAMES})[_^]", (Rule(rf"(^|[^A-Za-z\\])({_GREEK_NAMES})([_^])", "${1}\ue005${2}\ue006${3}"),)),
    # Not in `textbf{mu}ltiscale`, where these are letters of a word.
    Rule(rf"(^|[^A-Za-z\\}}])([A-Za-z]?)\{{({_GREEK_NAMES})\}}([^A-Za-z]|$)", "${1}${2}\ue005${3}\ue006${4}", "{"),
]

TRIGGER = (
    r"[{}]|[\d°)\]]\s*times|times\s*\d|[^A-Za-z]sim\s*\d|\d[KMBGTkmsx×°%]sim\d|[^A-Za-z]r?approx\s*[\d\\]|[^A-Za-z]pm\s*\d|\^circ|"
    rf"!in!|[^A-Za-z]ell[_^]|text(?:bf|it|tt|sc|sf|rm)|(?:{_GREEK_NAMES})[_^]|{'|'.join(_UNAMBIGUOUS)}"
)
"""Matches every text that `repair_residue` may change."""


def repair_residue(texts: pl.Series) -> pl.Series:
    """Each text with its lost mathematics made readable, or turned into LaTeX again for `render_latex`.

    Args:
        texts: String, no nulls.
    """
    texts = apply_rules(texts, _REPAIRS)
    marked = apply_rules(texts, _GREEK_MARKS)
    return change_where(
        marked, marked.str.contains("\ue005", literal=True), lambda some: some.str.replace_many(_GREEK_TABLE)
    )


RESIDUE = (
    r"[\\{}$]|\d(?:times|sim|approx|pm|leq|geq|cdot)(?:\d|\b)|\b(?:sim|approx|leq|geq|times)\d+(?:\b|[KMB])|"
    r"\b(?:rightarrow|leftarrow|leftrightarrow|leq|geq|neq|infty|varepsilon|mathcal|mathbb|mathbf|text(?:bf|it|tt|sc|sf|rm))"
)
"""What a cleaned text should not contain; `find_residue` makes exceptions for prices in dollars and sets in braces."""


def find_residue(texts: pl.Series) -> pl.Series:
    """For each text the strings that still look like markup or lost mathematics (List[String], mostly empty)."""
    innocent = texts.str.replace_all(r"\{[^{}]*[,|][^{}]*\}", "").str.replace_all(r"\$\s?[\d\p{L}.]", "")
    entity, tag = r"&(?:amp|lt|gt|nbsp|quot|#\d+);", r"</?(?:p|b|i|sub|sup|br|jats:\w+)>"
    wide = rf"\S{{0,12}}(?:{RESIDUE}|[A-Za-z][.,)]?~[A-Za-z(]|{entity}|{tag}|``|''|---)\S{{0,12}}"
    return innocent.str.extract_all(wide)
