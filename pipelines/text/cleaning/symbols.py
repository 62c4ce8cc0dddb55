"""Tables of characters: what each LaTeX symbol, unusual space, quote, dash and ligature becomes.

The LaTeX names come from pylatexenc's table of Unicode characters; what it lacks, or spells otherwise, is added.
"""

import re
import unicodedata

from pylatexenc.latexencode import get_builtin_uni2latex_dict

COMMAND_START, COMMAND_END = "\ue000", "\ue001"
"""Private characters around the name of a command while LaTeX is read, so that `\\in` is not found in `\\infty`."""

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "varpi": "π", "rho": "ρ", "varrho": "ρ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "φ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ",
    "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip

OPERATORS = (
    "arccos", "arcsin", "arctan", "arg", "argmax", "argmin", "cos", "cosh", "cot", "coth", "csc", "deg", "det",
    "dim", "exp", "gcd", "hom", "inf", "ker", "lg", "lim", "liminf", "limsup", "ln", "log", "max", "min", "Pr",
    "sec", "sin", "sinh", "sup", "tan", "tanh", "softmax",
)  # fmt: skip
"""Functions whose names LaTeX prints as they are."""

_MORE = {
    "times": "×", "pm": "±", "mp": "∓", "cdot": "·", "to": "→", "rightarrow": "→", "longrightarrow": "→",
    "leftarrow": "←", "leftrightarrow": "↔", "Rightarrow": "⇒", "implies": "⇒", "Leftrightarrow": "⇔", "iff": "⇔",
    "uparrow": "↑", "downarrow": "↓", "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥", "geqslant": "≥",
    "ne": "≠", "neq": "≠", "ll": "≪", "gg": "≫", "approx": "≈", "sim": "∼", "simeq": "≃", "cong": "≅", "equiv": "≡",
    "propto": "∝", "in": "∈", "notin": "∉", "infty": "∞", "ell": "ℓ", "circ": "∘", "degree": "°", "textdegree": "°",
    "deg": "°", "ast": "*", "star": "*", "dagger": "†", "ddagger": "‡", "top": "⊤", "bot": "⊥", "prime": "′",
    "langle": "⟨", "rangle": "⟩", "mid": "|", "vert": "|", "lvert": "|", "rvert": "|", "Vert": "‖", "lVert": "‖",
    "rVert": "‖", "backslash": " ", "textbackslash": " ", "lbrace": "{", "rbrace": "}", "ldots": "...", "dots": "...",
    "cdots": "...", "dotsc": "...", "dotsb": "...", "textellipsis": "...", "textasciitilde": "∼",
    "textasciicircum": "^",
    "textunderscore": "_", "textless": "<", "textgreater": ">", "lt": "<", "gt": ">", "textbar": "|", "textemdash": "—",
    "textendash": "–", "textquoteleft": "'", "textquoteright": "'", "textquotedblleft": '"', "textquotedblright": '"',
    "textquotesingle": "'", "textregistered": "®", "circledR": "®", "texttrademark": "™", "textcopyright": "©",
    "copyright": "©", "texttimes": "×", "textpm": "±", "textmu": "μ", "micro": "μ", "textrightarrow": "→",
    "textbullet": "•", "checkmark": "✓", "cmark": "✓", "xmark": "✗", "euro": "€", "pounds": "£",
    "LaTeX": "LaTeX", "TeX": "TeX", "eg": "e.g.", "Eg": "E.g.", "ie": "i.e.", "Ie": "I.e.", "etal": "et al.",
    "etc": "etc.", "wrt": "w.r.t.", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ",
    "OE": "Œ", "aa": "å", "AA": "Å", "i": "i", "j": "j", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ",
    "DJ": "Đ", "quad": " ", "qquad": " ", "space": " ", "enspace": " ", "thinspace": " ", "newline": " ", "par": " ",
    "linebreak": " ", "item": " ", "lbrack": "[", "rbrack": "]", "colon": ":", "bmod": "mod", "pmod": "mod",
    "slash": "/",
    "models": "⊨", "vDash": "⊨", "bigstar": "★", "emptyset": "∅", "land": "∧", "lor": "∨",
    "neg": "¬", "lnot": "¬", "setminus": "∖", "Re": "Re", "Im": "Im", "triangle": "△", "gets": "←", "xrightarrow": "→",
}  # fmt: skip

INVISIBLE = (
    "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "displaystyle",
    "textstyle", "scriptstyle", "limits", "nolimits", "xspace", "noindent", "centering", "small", "large", "Large",
    "tiny", "footnotesize", "scriptsize", "normalsize", "bf", "it", "em", "tt", "sc", "rm", "sf", "sl", "bfseries",
    "itshape", "scshape", "ttfamily", "upshape", "mdseries", "boldmath", "unboldmath", "protect", "allowbreak",
    "nobreak", "hfill", "vfill", "smallskip", "medskip", "bigskip", "mathstrut", "strut", "ensuremath", "maketitle",
    "middle", "null", "relax", "ignorespaces", "sloppy", "indent", "cal", "mkern", "romannumeral", "smash",
    "mathbin",
)  # fmt: skip
"""Commands that change how text looks and print nothing themselves."""

LETTERS = ("o", "O", "l", "L", "ss", "ae", "AE", "oe", "OE", "aa", "AA", "i", "j")
"""Commands that print a letter of a word. A space after them ends the command, not the word."""


def _builtin_symbols() -> dict[str, str]:
    names: dict[str, str] = {}
    for codepoint, latex in sorted(get_builtin_uni2latex_dict().items()):
        match = re.fullmatch(r"\\ensuremath\{\\([A-Za-z]+)\}|\\([A-Za-z]+)", latex)
        if match and codepoint < 0xE000:
            names.setdefault(match[1] or match[2], chr(codepoint))
    return names


SYMBOLS: dict[str, str] = {**_builtin_symbols(), **GREEK, **_MORE}
"""Name of a command, without its backslash, to what a reader sees."""

ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331",
}  # fmt: skip
"""Accent command to its combining character, which follows the letter."""


def _unicode_folds() -> dict[str, str]:
    folds = {chr(code): "'" for code in (0x2018, 0x2019, 0x201A, 0x201B, 0x00B4, 0x02BC, 0x2039, 0x203A)}
    folds |= {chr(code): '"' for code in (0x201C, 0x201D, 0x201E, 0x201F, 0x00AB, 0x00BB)}
    folds |= {chr(code): "-" for code in (0x2010, 0x2011, 0x2212, 0xFE63, 0xFF0D)}
    folds |= {"\u2012": "–", "\u2015": "—", "\u2026": "...", "\u2044": "/", "\u223c": "∼"}
    folds |= {chr(code): " " for code in (0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)}
    # Zero-width joiners stay: they are spelling in Persian and the Indic scripts.
    folds |= {chr(code): "" for code in (0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, 0xFEFF, 0xFFFD)}
    # Ligatures, and the long s: a pattern that ignores case takes it for an s, but an index of words cannot.
    folds |= {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in (0x017F, *range(0xFB00, 0xFB07))}
    # C1 controls are Windows-1252 read as Latin-1.
    for code in range(0x80, 0xA0):
        sign = bytes([code]).decode("cp1252", errors="replace")
        folds[chr(code)] = folds.get(sign, sign)
    for code in (*range(0x1D400, 0x1D800), 0x210E):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            folds[chr(code)] = plain
    folds |= {chr(code): " " for code in (*range(0xE000, 0xE010), 0x7F, *range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20))}
    return folds


UNICODE_FOLDS: dict[str, str] = _unicode_folds()
"""Character to what replaces it: quotes, hyphens, spaces, ligatures, mathematical letters, control characters."""

_CODES = set(map(ord, UNICODE_FOLDS))
_STARTS = sorted(code for code in _CODES if code - 1 not in _CODES)
_ENDS = sorted(code for code in _CODES if code + 1 not in _CODES)
FOLDABLE = "[" + "".join(f"\\x{{{a:x}}}-\\x{{{b:x}}}" for a, b in zip(_STARTS, _ENDS, strict=True)) + "]"
"""Regular expression of one character that `UNICODE_FOLDS` changes."""

COMPOSABLE = (
    r"[\p{M}\x{374}\x{37e}\x{387}\x{958}-\x{95f}\x{9dc}-\x{9df}\x{a33}-\x{a5e}\x{b5c}\x{b5d}\x{f43}-\x{fb9}\x{1100}-\x{11ff}"
    r"\x{1f71}-\x{1fff}\x{2000}\x{2001}\x{2126}\x{212a}\x{212b}\x{2329}\x{232a}\x{2adc}\x{f900}-\x{faff}\x{fb1d}-\x{fb4e}"
    r"\x{1d15e}-\x{1d1c0}\x{2f800}-\x{2fa1d}]"
)
"""Regular expression of a character that NFC may change or join to its neighbour; a text without one is in NFC."""
