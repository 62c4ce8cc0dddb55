"""One made-up paper: its title and abstract from templates, with the planted terms in it. Knows no months and no
files."""

import re
from dataclasses import dataclass

from pipelines.sample.planted_terms import PlantedTerm
from pipelines.sample.rng import Rng
from pipelines.sample.templates import TEMPLATES
from pipelines.sample.topics import Topic

MIN_WORDS, MAX_WORDS = 105, 195

MODIFIED = 0.4
"""Part of the methods and components that have a modifier."""

_ALTERNATIVES = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(a |A )?(\w+)\}")
_SMALL_WORDS = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with", "without"]
)
_FIELDS = {
    "task": "tasks",
    "things": "things",
    "problem": "problems",
    "method": "methods",
    "part": "parts",
    "signal": "signals",
    "dataset": "datasets",
    "metric": "metrics",
}


@dataclass(frozen=True, slots=True)
class TermUsage:
    """How one paper words a planted term: the spelled form, the same before a noun, and its acronym where it uses one.

    `style` is spelled, defined (spelled with the acronym in brackets, then the acronym), or acronym (never spelled).
    """

    planted: PlantedTerm
    noun: str
    stem: str
    acronym: str
    style: str

    @property
    def first(self) -> str:
        if self.style == "defined":
            return f"{self.noun} ({self.acronym})"
        return self.acronym if self.style == "acronym" else self.noun

    @property
    def later(self) -> str:
        return self.noun if self.style == "spelled" else self.acronym


def choose_usage(planted: PlantedTerm, rng: Rng) -> TermUsage:
    """A spelling, a number and a use of the acronym at random; the main spelling in six of ten papers."""
    stem = planted.term if rng.chance(0.6) else rng.pick(planted.spellings)
    plural = "s" if planted.is_countable else ""
    style = rng.pick(("defined", "defined", "spelled", "acronym")) if planted.acronym else "spelled"
    return TermUsage(planted, stem + plural, stem, planted.acronym + plural, style)


class SlotFiller:
    """Fills slots with the topic's phrases; none comes twice before all others of its kind came once."""

    def __init__(self, topic: Topic, name: str, rng: Rng) -> None:
        self._topic, self._name, self._dice = topic, name, rng
        self._decks: dict[str, list[str]] = {}

    def fill(self, template: str, extra: dict[str, str] | None = None, capitals: bool = False) -> str:
        """`template` with one of its alternatives chosen and its slots filled; `extra` gives further ones. With
        `capitals`, phrases are set as in titles."""

        def replace(found: re.Match) -> str:
            article, slot = found.groups()
            phrase = self._phrase(slot.lower(), extra or {})
            if capitals and slot != "name":
                phrase = capitalize_title(phrase)
            if article:
                one = choose_article(phrase)
                phrase = f"{one.capitalize() if article == 'A ' else one} {phrase}"
            return phrase[0].upper() + phrase[1:] if slot[0].isupper() or article == "A " else phrase

        chosen = _ALTERNATIVES.sub(lambda found: self._dice.pick(found[1].split("|")), template)
        filled = _SLOT.sub(replace, chosen)
        # A sentence may begin with a slot.
        return filled if capitals or filled.startswith(self._name) else filled[0].upper() + filled[1:]

    def _phrase(self, slot: str, extra: dict[str, str]) -> str:
        rng = self._dice
        match slot:
            case "name":
                return self._name
            case "slug":
                return self._name.lower()
            case "gain":
                whole, tenth = rng.number(1, 14), rng.number(1, 9)
                return f"{whole}.{tenth} points" if rng.chance(0.6) else f"{whole}.{tenth}%"
            case "count":
                return str(rng.number(6, 48))
            case "percent":
                return f"{rng.number(12, 78)}%"
            case "thousands":
                return f"{rng.number(3, 95)},{rng.number(1, 9)}00"
        if slot in extra:
            return extra[slot]
        if not self._decks.get(slot):
            self._decks[slot] = list(getattr(self._topic, _FIELDS[slot]))
        deck = self._decks[slot]
        # The lower of two draws: the first phrases of a topic are its common ones, the last its rare ones.
        phrase = deck.pop(min(rng.number(0, len(deck) - 1), rng.number(0, len(deck) - 1)))
        if slot in ("method", "part") and rng.chance(MODIFIED):
            return f"{rng.pick(TEMPLATES.modifiers)} {phrase}"
        return phrase


def choose_article(phrase: str) -> str:
    """``a`` or ``an`` before `phrase`: by the sound of the letter for acronyms (``an LLM``), else by the spelling."""
    first = phrase.split(" ")[0]
    vowels = "AEFHILMNORSX" if first.isupper() else "AEIOUaeiou"
    return "an" if first[0] in vowels and not first.lower().startswith("uni") else "a"


def capitalize_title(text: str) -> str:
    """`text` with the capitals of a title: ``multi-hop question answering`` is ``Multi-Hop Question Answering``."""
    words = text.split(" ")
    return " ".join(
        word if at and word in _SMALL_WORDS else "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
        for at, word in enumerate(words)
    )


def compose_title(filler: SlotFiller, usages: list[TermUsage], rng: Rng) -> str:
    """A title; of two papers with a spelled planted term one has it in the title."""
    spelled = [one for one in usages if one.style != "acronym"]
    if spelled and rng.chance(0.5):
        template = rng.pick(TEMPLATES.titles_with_term)
        return filler.fill(template, {"term": rng.pick(spelled).noun}, capitals=True)
    return filler.fill(rng.pick(TEMPLATES.titles), capitals=True)


def compose_abstract(filler: SlotFiller, topic: Topic, usages: list[TermUsage], residue: str | None, rng: Rng) -> str:
    """An abstract of `MIN_WORDS` to `MAX_WORDS` words that holds each of `usages`, and the sentence `residue` if
    given."""
    mechanisms, findings = rng.shuffle(TEMPLATES.mechanisms), rng.shuffle(TEMPLATES.findings)
    again = [one for one in usages if len(usages) < 3 and rng.chance(0.6)]
    parts = [filler.fill(rng.pick(topic.openings)), filler.fill(rng.pick(TEMPLATES.gaps))]
    for usage, template in zip(usages, rng.shuffle(TEMPLATES.term_first), strict=False):
        # Before a noun stands the singular, and nothing in brackets.
        stem = usage.acronym.removesuffix("s") if usage.style == "acronym" else usage.stem
        parts.append(filler.fill(template, {"term": usage.first, "stem": stem}))
    parts += [filler.fill(rng.pick(TEMPLATES.proposals)), filler.fill(mechanisms.pop())]
    if residue:
        parts.append(filler.fill(residue))
    parts.append(filler.fill(rng.pick(TEMPLATES.evidence)))
    for usage, template in zip(again, rng.shuffle(TEMPLATES.term_again), strict=False):
        stem = usage.stem if usage.style == "spelled" else usage.acronym.removesuffix("s")
        parts.append(filler.fill(template, {"term": usage.later, "stem": stem}))
    parts.append(filler.fill(findings.pop()))
    closing = filler.fill(rng.pick(TEMPLATES.closings)) if rng.chance(0.6) else ""
    wanted = rng.number(MIN_WORDS, MAX_WORDS - 45)
    at = 4 + len(usages)
    while len(" ".join([*parts, closing]).split()) < wanted:
        from_mechanisms = mechanisms and (rng.chance(0.6) or not findings)
        parts.insert(at, filler.fill(mechanisms.pop())) if from_mechanisms else parts.append(
            filler.fill(findings.pop())
        )
    return " ".join([*parts, closing]).strip()
