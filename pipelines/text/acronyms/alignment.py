"""Aligns an acronym in brackets with the words before them, one pair at a time; `definitions` finds the pairs.

It follows Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003).
Their algorithm takes the shortest match, and so finds "policy optimization" for PPO and "supervised learning" for SSL.
Here letters are aligned with the beginnings of words first, and the cheapest alignment wins.
"""

# ruff: noqa: SIM905
import re
from functools import cache

_PART = re.compile(r"[^\W_]+(?:['’]s)?")
_LINKS = frozenset("a an and as at by for from in into of on or over per the to under via with within without".split())
_DIGIT_WORDS = {"2": ("to", "two"), "4": ("for", "four"), "3": ("three", "triple"), "1": ("one",)}
_SUFFIXES = ("-like", "-based", "-style", "-free", "-only", "-driven", "-aware")
_ROMAN = re.compile(r"[IVXivx]+")
MAX_PARTS = 12
"""Words before the bracket that are considered."""

# Costs of an alignment: a letter inside a word, a word without a letter, the same for the end of a hyphenated word, an
# alignment that begins within a hyphenated word, and an x for `ex`.
_INNER, _SKIPPED, _SKIPPED_TAIL, _MID_WORD, _EX = 1.0, 2.0, 0.6, 1.0, 0.3
_IMPOSSIBLE = 1e9


_PLAIN_LETTERS = frozenset("abcdefghijklmnopqrstuvwyz056789")
"""Characters that stand for themselves only; a digit may be a word (2: to, two), and x may be `ex`."""


@cache
def clean_short_form(short: str) -> str | None:
    """The letters and digits of an acronym without the s of its plural; None where `short` is no acronym."""
    if short.lower().endswith(_SUFFIXES):
        return None
    if len(short) > 2 and short[-1] == "s" and (short[-2].isupper() or short[-2].isdigit()):
        short = short[:-1]
    letters = "".join(char for char in short if char.isalnum())
    capitals = sum(char.isupper() for char in letters)
    if not 2 <= len(letters) <= 10 or not capitals or _ROMAN.fullmatch(letters) or letters[0] == "0":
        return None
    # A capitalised word ("Ours", "Code") is no acronym; "ViT" and "Attn-GAN" are.
    if capitals == 1 and letters[0].isupper() and len(letters) > 3 and letters[1:].isalpha():
        return None
    return letters


def match_long_form(short: str, preceding: str, whole: bool = False) -> str | None:
    """The words at the end of `preceding` that `short` abbreviates, as they stand; None where there are none.

    Args:
        short: the acronym as it stands, e.g. `LLMs`.
        preceding: words of one sentence, those before the bracket.
        whole: whether all of `preceding` must be the long form, because it stands in the bracket itself.
    """
    letters = clean_short_form(short)
    if letters is None:
        return None
    parts = list(_PART.finditer(preceding))[-MAX_PARTS:]
    if not parts:
        return None
    lowered = [part.group().lower() for part in parts]
    small = letters.lower()
    if small in lowered or small + "s" in lowered:
        return None
    glued = [part.start() > 0 and preceding[part.start() - 1] in "-‐‑–/" for part in parts]
    exact = _match_initials(small, lowered, glued)
    if exact is None:
        exact = _match_best(letters, [part.group() for part in parts], lowered, glued)
    if exact is None or (whole and exact != 0):
        return None
    # A phrase does not begin with a word like `of`.
    if lowered[exact] in _LINKS and not glued[exact + 1 if exact + 1 < len(glued) else exact]:
        return None
    return " ".join(preceding[parts[exact].start() :].split())


def _match_initials(small: str, lowered: list[str], glued: list[bool]) -> int | None:
    """First part of the match if the initials of the last parts spell the acronym, with or without words like `of`."""
    count = len(small)
    if count <= len(lowered) and all(word[0] == letter for word, letter in zip(lowered[-count:], small, strict=True)):
        first = len(lowered) - count
        return None if glued[first] else first
    at = len(lowered)
    for letter in reversed(small):
        at -= 1
        while at >= 0 and lowered[at] in _LINKS:
            at -= 1
        if at < 0 or lowered[at][0] != letter:
            return None
    return None if glued[at] else at


def _match_best(letters: str, parts: list[str], lowered: list[str], glued: list[bool]) -> int | None:
    """First part of the cheapest alignment; None where every alignment costs too much."""
    small = letters.lower()
    count = len(parts)
    # Quick test for most pairs: the letters do not occur in this order at all.
    following = iter("".join(lowered))
    if _PLAIN_LETTERS.issuperset(small) and not all(letter in following for letter in small):
        return None

    allowed = 1.0 if len(small) == 2 else 2.0
    chosen, cheapest = None, _IMPOSSIBLE
    # By letter: the lowest cost of aligning it and all later letters with the parts after the current one. After the
    # last part only no letter at all can be aligned.
    behind = [_IMPOSSIBLE] * len(small) + [0.0]
    for part in range(count - 1, -1, -1):
        lowest = min(behind)
        # No alignment that begins earlier can be cheaper, or cheap enough.
        if lowest >= cheapest or (lowest > allowed and (chosen is None or chosen < count - 1)):
            break
        word = lowered[part]
        last = part == count - 1
        skip = _IMPOSSIBLE if last else 0.0 if word in _LINKS else _SKIPPED_TAIL if glued[part] else _SKIPPED
        costs = [skip + cost for cost in behind]
        # At the end only the second half of a hyphenated word may be left over (Pre-training in CLIP).
        costs[-1] = _SKIPPED_TAIL if last and glued[part] else _IMPOSSIBLE
        for letter, char in enumerate(small):
            if char != word[0] and char in _PLAIN_LETTERS:
                continue
            for taken, cost in _prefix_costs(letters, small, letter, parts[part], word):
                total = cost + behind[letter + taken]
                costs[letter] = min(costs[letter], total)
                if letter == 0:
                    total += _MID_WORD if glued[part] else 0.0
                    if total < cheapest - 1e-9:
                        chosen, cheapest = part, total
        behind = costs
    words = count - chosen if chosen is not None else 0
    if chosen is None:
        return None
    if words == 1:
        # A single word (electroencephalography, EEG) must be long, and its inner letters must be its only cost.
        word = lowered[chosen]
        fits = letters.isupper() and len(small) >= 2 and len(word) >= 2.5 * len(small) and not glued[chosen]
        return chosen if fits and cheapest <= len(small) - 1 else None
    return chosen if cheapest <= allowed else None


def _prefix_costs(letters: str, small: str, letter: int, part: str, word: str) -> list[tuple[int, float]]:
    """The ways to align letters of the acronym, from `letter` on, with one part whose first letter is among them.

    Args:
        letters, small: the letters of the acronym as they stand and in lower case.
        letter: index of the first letter.
        part, word: the part as it stands and in lower case.

    Returns:
        (number of letters, cost) of each way.
    """
    char = small[letter]
    if char in _DIGIT_WORDS and word in _DIGIT_WORDS[char]:
        return [(1, 0.0)]
    if word[0] == char:
        at, cost = 0, 0.0
    elif char == "x" and word[:2] in ("ex", "cr", "tr"):
        at, cost = 1, _EX
    else:
        return []
    out = [(1, cost)]
    for place in range(letter + 1, len(small)):
        following = word.find(small[place], at + 1)
        if following < 0:
            break
        # Letters without a gap between them (LoRA, DiT) and letters that are capitals in the word (ResNet) are cheap.
        given_small = letters[place].islower()
        if following == at + 1:
            cost += 0.2 if given_small else 0.5
        else:
            cost += 0.3 if part[following].isupper() else _INNER
        if given_small and following != at + 1:
            cost -= 0.5
        if small[place].isdigit() and following == at + 1:
            cost -= 0.5
        at = following
        out.append((place - letter + 1, max(cost, 0.0)))
    return out
