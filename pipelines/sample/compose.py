"""One made-up paper: its title and abstract from templates, with the planted terms in it. Knows no months and no files."""

import re
from dataclasses import dataclass

from pipelines.sample import sentences
from pipelines.sample.dice import Dice
from pipelines.sample.plants import Plant
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
class Wording:
    """How one paper words a planted term: the spelled form, the same before a noun, and its acronym where it uses one.

    `style` is spelled, defined (spelled with the acronym in brackets, then the acronym), or acronym (never spelled).
    """

    plant: Plant
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


def choose_wording(plant: Plant, dice: Dice) -> Wording:
    """A spelling, a number and a use of the acronym at random; the main spelling in six of ten papers."""
    stem = plant.term if dice.chance(0.6) else dice.pick(plant.spellings)
    plural = "s" if plant.is_countable else ""
    style = dice.pick(("defined", "defined", "spelled", "acronym")) if plant.acronym else "spelled"
    return Wording(plant, stem + plural, stem, plant.acronym + plural, style)


class Phrases:
    """Fills slots with the topic's phrases; none comes twice before all others of its kind came once."""

    def __init__(self, topic: Topic, name: str, dice: Dice) -> None:
        self._topic, self._name, self._dice = topic, name, dice
        self._decks: dict[str, list[str]] = {}

    def fill(self, template: str, extra: dict[str, str] | None = None, capitals: bool = False) -> str:
        """`template` with one of its alternatives chosen and its slots filled; `extra` gives further ones. With `capitals`, phrases are set as in titles."""

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
        dice = self._dice
        match slot:
            case "name":
                return self._name
            case "slug":
                return self._name.lower()
            case "gain":
                whole, tenth = dice.number(1, 14), dice.number(1, 9)
                return f"{whole}.{tenth} points" if dice.chance(0.6) else f"{whole}.{tenth}%"
            case "count":
                return str(dice.number(6, 48))
            case "percent":
                return f"{dice.number(12, 78)}%"
            case "thousands":
                return f"{dice.number(3, 95)},{dice.number(1, 9)}00"
        if slot in extra:
            return extra[slot]
        if not self._decks.get(slot):
            self._decks[slot] = list(getattr(self._topic, _FIELDS[slot]))
        deck = self._decks[slot]
        # The lower of two draws: the first phrases of a topic are its common ones, the last its rare ones.
        phrase = deck.pop(min(dice.number(0, len(deck) - 1), dice.number(0, len(deck) - 1)))
        if slot in ("method", "part") and dice.chance(MODIFIED):
            return f"{dice.pick(sentences.MODIFIERS)} {phrase}"
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


def compose_title(phrases: Phrases, wordings: list[Wording], dice: Dice) -> str:
    """A title; of two papers with a spelled planted term one has it in the title."""
    spelled = [one for one in wordings if one.style != "acronym"]
    if spelled and dice.chance(0.5):
        template = dice.pick(sentences.TITLES_WITH_TERM)
        return phrases.fill(template, {"term": dice.pick(spelled).noun}, capitals=True)
    return phrases.fill(dice.pick(sentences.TITLES), capitals=True)


def compose_abstract(phrases: Phrases, topic: Topic, wordings: list[Wording], residue: str | None, dice: Dice) -> str:
    """An abstract of `MIN_WORDS` to `MAX_WORDS` words that holds each of `wordings`, and the sentence `residue` if given."""
    mechanisms, findings = dice.shuffle(sentences.MECHANISMS), dice.shuffle(sentences.FINDINGS)
    again = [one for one in wordings if len(wordings) < 3 and dice.chance(0.6)]
    parts = [phrases.fill(dice.pick(topic.openings)), phrases.fill(dice.pick(sentences.GAPS))]
    for wording, template in zip(wordings, dice.shuffle(sentences.TERM_FIRST), strict=False):
        # Before a noun stands the singular, and nothing in brackets.
        stem = wording.acronym.removesuffix("s") if wording.style == "acronym" else wording.stem
        parts.append(phrases.fill(template, {"term": wording.first, "stem": stem}))
    parts += [phrases.fill(dice.pick(sentences.PROPOSALS)), phrases.fill(mechanisms.pop())]
    if residue:
        parts.append(phrases.fill(residue))
    parts.append(phrases.fill(dice.pick(sentences.EVIDENCE)))
    for wording, template in zip(again, dice.shuffle(sentences.TERM_AGAIN), strict=False):
        stem = wording.stem if wording.style == "spelled" else wording.acronym.removesuffix("s")
        parts.append(phrases.fill(template, {"term": wording.later, "stem": stem}))
    parts.append(phrases.fill(findings.pop()))
    closing = phrases.fill(dice.pick(sentences.CLOSINGS)) if dice.chance(0.6) else ""
    wanted = dice.number(MIN_WORDS, MAX_WORDS - 45)
    at = 4 + len(wordings)
    while len(" ".join([*parts, closing]).split()) < wanted:
        from_mechanisms = mechanisms and (dice.chance(0.6) or not findings)
        parts.insert(at, phrases.fill(mechanisms.pop())) if from_mechanisms else parts.append(
            phrases.fill(findings.pop())
        )
    return " ".join([*parts, closing]).strip()
