"""Renders LaTeX as a reader would see it: accents, symbols, fonts, fractions, links, citations.

Mathematics becomes plain characters (`$\\mathcal{O}(n^{2})$` to `O(n^2)`, `$3\\times$` to `3×`), so that no command is
taken for a term. Of an unknown command with an argument only the argument is kept. An unknown command without one keeps
its name, because authors write `\\method` for the name of their method. No letter of the text itself is ever dropped.
"""

import re

import polars as pl

from pipelines.text.cleaning.regex_rules import Rule, Where, apply_rules, change_where, repeat_until_stable
from pipelines.text.cleaning.symbols import ACCENTS, COMMAND_END, COMMAND_START, INVISIBLE, LETTERS, OPERATORS, SYMBOLS

_S, _E = COMMAND_START, COMMAND_END
_ARG = r"\s*\{([^{}]*)\}"
_DEEPEST = 8
_DOLLAR, _OPEN, _CLOSE = "\ue002", "\ue003", "\ue004"


def _names(*names: str) -> str:
    return f"{_S}(?:{'|'.join(names)}){_E}"


def _accent_rules() -> list[Where]:
    rules = [
        # Some tool took the start of `\beta`, `\kappa`, `\rho` for an accent and wrote its argument in braces.
        Rule(
            r"\\([a-zA-Z])\{(eta|heta|au|appa|ho|ambda|igma|elta|amma|lpha|mega|hi|si|psilon)\}", r"\${1}${2}{}", "\\"
        ),
        # `model\'s` and `don\'t` are escaped apostrophes; no word has this accent on s or t.
        Rule(r"(\w)\\'(s|t|d|m|re|ve|ll)\b", "${1}'${2}", "\\'"),
    ]
    for sign, mark in ACCENTS.items():
        if sign.isalpha():
            rules.append(Rule(rf"\\{sign}\s*\{{\\?([A-Za-z])\}}", f"${{1}}{mark}", f"\\{sign}"))
        else:
            quoted = "\\" + sign
            rules.append(Rule(rf"\\{quoted}\s*\{{\\?([A-Za-z])\s*\}}", f"${{1}}{mark}", f"\\{sign}"))
            rules.append(Rule(rf"\\{quoted}\\?([A-Za-z])", f"${{1}}{mark}", f"\\{sign}"))
    rules.append(Rule(r"\\(c) ([cCsSt])([a-z])", "${2}\u0327${3}", "\\c "))
    rules.append(Rule(r"\\(v) ([cCsSzZrRe])([a-z])", "${2}\u030c${3}", "\\v "))
    signs = "".join(re.escape(sign) for sign in ACCENTS)
    return [Where(rf"\\[{signs}]\s*[{{\\A-Za-z]|\\[a-zA-Z]\{{", tuple(rules))]


_ESCAPES = [
    Rule(r"\\\$", _DOLLAR, "\\$"),
    Rule(r"\\(\d)", _DOLLAR + "${1}", "\\"),
    Rule(r"\\([%&_#])", "${1}", "\\"),
    Rule(r"\\([{}])", "${1}", "\\"),
    Rule(r"\\~(?:\{\})?", "∼", "\\~"),
    Rule(r"\\[!/@\-]", "", "\\"),
    # An escaped line break follows a sentence directly; elsewhere `\n` is a macro of the author.
    Rule(r"([^\s\\])(?:\\r)?\\n([A-Z\s])", "${1} ${2}", "\\n"),
    Rule(r"\\n\\n", " ", "\\n"),
    Rule(r"\\\\(?:\[[^\]]{0,8}\])?", " ", "\\\\"),
    Rule(r"\\[,;:> ]", " ", "\\"),
    Rule(r"\\[()]", "", "\\"),
    Rule(r"\\[\[\]]", " ", "\\"),
    Rule(r"\\\|", "‖", "\\|"),
]

_REFERENCES = ("cite[a-zA-Z]*", "ref", "eqref", "label", "autoref", "cref", "Cref", "vspace", "hspace")
_FONTS = ("bf", "it", "em", "tt", "sc", "rm", "sf", "sl", "small", "bfseries", "itshape")
_STRUCTURES = ("begin", "end", *_REFERENCES, "color", "ding", "not", *_FONTS)
_COMMANDS = [
    Rule(r"\\([A-Za-z]+)\*?", f"{_S}${{1}}{_E}", "\\"),
    Rule(rf"{_E}\s*\[[^\[\]]{{0,60}}\]\s*\{{", _E + "{", _E),
    Rule(rf"([\p{{L}}\p{{N}})\]])({_names(*OPERATORS)})", "${1} ${2}", _S),
    Rule(rf"{_names('deg')}\s*\{{\}}", "°", _S),
    Rule(rf"{_S}({'|'.join(LETTERS)}){_E}(?:\{{\}}|\s+([a-z]))", f"{_S}${{1}}{_E}${{2}}", _S),
    Where(
        _names(*_STRUCTURES),
        (
            Rule(rf"{_names('begin', 'end')}{_ARG}", " ", _S),
            Rule(rf"\s*{_names(*_REFERENCES)}{_ARG}", "", _S),
            # The argument of \color is a colour; some tool put the coloured capital into it.
            Rule(rf"{_names('color')}\s*\{{[a-z]*([A-Z])\}}", "${1}", _S),
            Rule(rf"{_names('color')}{_ARG}", "", _S),
            Rule(rf"{_names('ding')}\s*\{{5[12]\}}", "✓", _S),
            Rule(rf"{_names('ding')}\s*\{{5[56]\}}", "✗", _S),
            Rule(rf"{_names('not')}\s*=", "≠", _S),
            Rule(rf"\{{\s*{_names(*_FONTS)}\s*([^{{}}]*)\}}", "${1}", _S),
        ),
    ),
]

_SYMBOL_TABLE = {
    **{f"{_S}{name}{_E}": symbol for name, symbol in SYMBOLS.items()},
    **{f"{_S}{name}{_E}": name for name in OPERATORS if name != "deg"},
    **{f"{_S}{name}{_E}": "" for name in INVISIBLE},
}

_SECOND_SHOWN = ("textcolor", "colorbox", "hyperlink", "texorpdfstring", "hyperref", "resizebox")
"""Commands that print only the second of their arguments."""
_FRACTIONS = ("[dt]?frac", "nicefrac", "sfrac")
_SIMPLE = r"\s*([\p{L}\p{N}.^_]+)\s*"
"""Argument that needs no brackets in a fraction."""
_WRAPPERS = (
    *_SECOND_SHOWN,
    *("replaced", "href", "footnote", "footnotetext", "thanks", "footnotemark"),
    *_FRACTIONS,
    *("[dt]?binom", "sqrt", "textsuperscript"),
)
_GROUPS = [
    Where(
        _names(*_WRAPPERS),
        (
            Rule(rf"{_names(*_SECOND_SHOWN)}\s*\{{[^{{}}]*\}}{_ARG}", "${1}", _S),
            Rule(rf"{_names('replaced')}{_ARG}\s*\{{[^{{}}]*\}}", "${1}", _S),
            # A link whose text is empty or is the address again is shown once.
            Rule(rf"{_names('href')}{_ARG}\s*\{{\s*(?:https?://[^{{}}]*)?\}}", " ${1} ", _S),
            Rule(rf"{_names('href')}{_ARG}{_ARG}", "${2} (${1})", _S),
            Rule(rf"\s*{_names('footnote', 'footnotetext', 'thanks')}{_ARG}", " (${1})", _S),
            Rule(rf"{_names('footnotemark')}", "", _S),
            Rule(rf"{_names(*_FRACTIONS)}\s*\{{{_SIMPLE}\}}\s*\{{{_SIMPLE}\}}", "${1}/${2}", _S),
            Rule(rf"{_names(*_FRACTIONS)}{_ARG}{_ARG}", "(${1})/(${2})", _S),
            Rule(rf"{_names('[dt]?binom')}{_ARG}{_ARG}", "C(${1}, ${2})", _S),
            Rule(rf"{_names('sqrt')}\s*\{{\s*(\p{{L}}|\p{{N}}+)\s*\}}", "√${1}", _S),
            Rule(rf"{_names('sqrt')}{_ARG}", "√(${1})", _S),
            Rule(rf"{_names('textsuperscript')}\s*\{{(\d+)\}}", "^${1}", _S),
        ),
    ),
    Rule(rf"{_S}[A-Za-z]+{_E}\s*\{{([^{{}}]+)\}}", "${1}", _S),
    Rule(rf"{_S}([A-Za-z]+){_E}\{{\s*\}}", "${1}", _S),
]

_BRACES = [
    Rule(r"\^\s*(?:\{\s*∘\s*\}|∘)", "°", "∘"),
    Rule(r"\^\{(st|nd|rd|th)\}", "${1}", "^{"),
    Rule(r"_\{(\p{L}+)\}(\p{L})", "_${1} ${2}", "_{"),
    Rule(r"([_^])\s*\{\s*([\p{L}\p{N}*+\-.,∞⊤′_^<>=†]*)\s*\}", "${1}${2}", "{"),
    Rule(r"([_^])\s*\{\s*([^{}]*?)\s*\}", "${1}(${2})", "{"),
    # A set or an interval keeps its braces: {1, ..., n}, {0,1}.
    Rule(r"\{([^{},|]{1,40}(?:[,|][^{},|]{1,40})+)\}", f"{_OPEN}${{1}}{_CLOSE}", "{"),
    Rule(rf"(^|[^}}{_E}])\{{([^{{}}]*)\}}", "${1}${2}", "{"),
]

# The rule of Pandoc: text follows the opening dollar; text precedes the closing dollar, and no digit follows it.
_BETWEEN_DOLLARS = Rule(r"\$([^\s$](?:[^$]{0,400}?[^\s$])?)\$([^\d]|$)", "${1}${2}", "$")
_MATH = [
    Rule(r"\$\$+", "$", "$$"),
    # Twice, because a match includes the character after its closing dollar, which may be the next opening one.
    _BETWEEN_DOLLARS,
    _BETWEEN_DOLLARS,
    Rule(r"\$(\s*)\$", "${1}", "$"),
    Rule(r"\^\s*∘", "°", "∘"),
    # A dollar without a number or a name after it is a delimiter without its partner.
    Rule(r"\$([^\s\d\p{L}.]|\s+[^\d\s]|\.\D|\.?$|\s*$)", "${1}", "$"),
]

_LEFTOVERS = [
    Where(f"[{_S}{_E}]", (Rule(rf"(\w){_S}([A-Za-z]+){_E}", "${1} ${2}"), Rule(f"[{_S}{_E}]", ""))),
    Rule(r"\\+", " ", "\\"),
    Where(r"[{}]", (Rule(r"[{}]", ""),)),
    Rule(_OPEN, "{", _OPEN),
    Rule(_CLOSE, "}", _CLOSE),
    Rule(_DOLLAR, "$$", _DOLLAR),
]

_ACCENTS = _accent_rules()


def _decode_code_points(texts: pl.Series) -> pl.Series:
    """`\\unicode{x2013}` and `\\char"09AC` as the characters they number."""
    pattern = r"\\unicode\{x[0-9A-Fa-f]{2,5}\}"
    texts = texts.str.replace_all(r"\\char\"([0-9A-Fa-f]{2,5}) ?", r"\unicode{x${1}}")
    codes = texts.str.extract_all(pattern).explode(empty_as_null=False).drop_nulls().unique().sort()
    if codes.is_empty():
        return texts
    numbers = codes.str.extract(r"x([0-9A-Fa-f]+)").str.to_integer(base=16).to_list()
    known = {
        code: chr(number) for code, number in zip(codes, numbers, strict=True) if number not in range(0xD800, 0xF900)
    }
    return texts.str.replace_many(known)


def _read_commands(texts: pl.Series) -> pl.Series:
    texts = apply_rules(texts, [*_ACCENTS, *_ESCAPES, *_COMMANDS])
    return change_where(texts, texts.str.contains(_S, literal=True), lambda some: some.str.replace_many(_SYMBOL_TABLE))


def render_latex(texts: pl.Series) -> pl.Series:
    """Each text with its LaTeX rendered; texts without LaTeX stay as they are.

    Args:
        texts: String, no nulls, white space already single spaces.
    """
    texts = change_where(texts, texts.str.contains(r"\\(?:unicode|char)"), _decode_code_points)
    texts = change_where(texts, texts.str.contains("\\", literal=True), _read_commands)
    texts = repeat_until_stable(texts, lambda some: apply_rules(some, [*_GROUPS, *_BRACES]), r"\{", _DEEPEST)
    return apply_rules(texts, [*_MATH, *_LEFTOVERS])
