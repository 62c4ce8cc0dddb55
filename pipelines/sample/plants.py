"""The terms that are planted in the made-up corpus, and how the share of papers with each moves. Data, and its arithmetic."""

import re
from dataclasses import dataclass

TURN_START, TURN_END = 0.4, 0.8
"""Where, in a span of 0 to 1, a rise or a fall begins and is complete."""

RISING, FALLING, BURST, NEW, STEADY = "rising", "falling", "burst", "new", "steady"


@dataclass(frozen=True, slots=True)
class Plant:
    """One planted term.

    Args:
        spellings: its spellings in the singular, the main one first.
        kind: rising, falling, burst, new or steady.
        low, high: shares of a month's papers between which it moves; a steady term stays at `high`.
        topics: names of the topics whose papers come to hold it first.
        acronym: its acronym in the singular, or "".
        is_countable: whether its plural, with an s, is used too.
        start, end: as parts of the span, 0 to 1: where a burst starts and ends, and where a new term begins.
    """

    spellings: tuple[str, ...]
    kind: str
    low: float
    high: float
    topics: tuple[str, ...]
    acronym: str = ""
    is_countable: bool = True
    start: float = 0.0
    end: float = 1.0

    @property
    def term(self) -> str:
        """The main spelling."""
        return self.spellings[0]

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form in which it can stand in a text: spellings, plurals, acronym."""
        singular = (*self.spellings, *([self.acronym] if self.acronym else []))
        return (*singular, *(f"{form}s" for form in singular)) if self.is_countable else singular

    @property
    def pattern(self) -> str:
        """A regular expression that finds every form: spellings in any case, the acronym in capitals."""
        plural = "s?" if self.is_countable else ""
        spelled = rf"(?i:\b(?:{'|'.join(map(re.escape, self.spellings))}){plural}\b)"
        return spelled + (rf"|\b{self.acronym}{plural}\b" if self.acronym else "")

    def month_range(self, months: int) -> tuple[int, int]:
        """First and last month, from 0, of a burst or of a new term's life; all months for the other kinds."""
        if self.kind not in (BURST, NEW):
            return 0, months - 1
        first = min(months - 1, round(self.start * months))
        return first, months - 1 if self.kind == NEW else max(first, round(self.end * months) - 1)

    def expected_share(self, month: int, months: int) -> float:
        """Share of the papers of `month`, from 0, that hold it."""
        first, last = self.month_range(months)
        if self.kind == STEADY:
            return self.high
        if self.kind == BURST:
            return self.high if first <= month <= last else self.low
        if month < first:
            return 0.0
        part = (month - first) / max(1, last - first)
        if self.kind == NEW:
            return self.low * (self.high / self.low) ** part
        start, end = (self.high, self.low) if self.kind == FALLING else (self.low, self.high)
        return start * (end / start) ** ease(part)


def ease(part: float) -> float:
    """0 before `TURN_START` of the span, 1 after `TURN_END`, and a smooth step between: as adoption goes."""
    step = min(1.0, max(0.0, (part - TURN_START) / (TURN_END - TURN_START)))
    return step * step * (3 - 2 * step)


PLANTS = (
    Plant(
        spellings=("retrieval-augmented generation", "retrieval augmented generation"),
        kind=RISING,
        low=0.02,
        high=0.26,
        topics=("document question answering", "program synthesis", "medical imaging"),
        acronym="RAG",
        is_countable=False,
    ),
    Plant(
        spellings=("test-time scaling", "test time scaling"),
        kind=RISING,
        low=0.02,
        high=0.22,
        topics=("program synthesis", "document question answering", "robot manipulation"),
        is_countable=False,
    ),
    Plant(
        spellings=("vision-language model", "vision language model"),
        kind=RISING,
        low=0.02,
        high=0.24,
        topics=("robot manipulation", "medical imaging", "3D scene reconstruction"),
        acronym="VLM",
    ),
    Plant(
        spellings=("generative adversarial network",),
        kind=FALLING,
        low=0.02,
        high=0.26,
        topics=("image synthesis", "speech processing", "weather and time series"),
        acronym="GAN",
    ),
    Plant(
        spellings=("convolutional neural network",),
        kind=FALLING,
        low=0.03,
        high=0.26,
        topics=("medical imaging", "image synthesis", "speech processing"),
        acronym="CNN",
    ),
    Plant(
        spellings=("matrix factorization", "matrix factorisation"),
        kind=FALLING,
        low=0.02,
        high=0.20,
        topics=("recommendation", "molecular design"),
        is_countable=False,
    ),
    Plant(
        spellings=("speculative decoding",),
        kind=BURST,
        low=0.01,
        high=0.38,
        topics=("program synthesis", "document question answering", "recommendation"),
        is_countable=False,
        start=0.375,
        end=0.5,
    ),
    Plant(
        spellings=("model merging",),
        kind=BURST,
        low=0.01,
        high=0.36,
        topics=("speech processing", "image synthesis", "medical imaging"),
        is_countable=False,
        start=0.58,
        end=0.71,
    ),
    Plant(
        spellings=("state space model", "state-space model"),
        kind=NEW,
        low=0.08,
        high=0.24,
        topics=("weather and time series", "speech processing", "molecular design"),
        acronym="SSM",
        start=0.625,
    ),
    Plant(
        spellings=("diffusion language model",),
        kind=NEW,
        low=0.08,
        high=0.22,
        topics=("program synthesis", "document question answering", "molecular design"),
        acronym="DLM",
        start=0.75,
    ),
    Plant(
        spellings=("reinforcement learning",),
        kind=STEADY,
        low=0.14,
        high=0.14,
        topics=("robot manipulation", "program synthesis", "recommendation"),
        acronym="RL",
        is_countable=False,
    ),
    Plant(
        spellings=("graph neural network",),
        kind=STEADY,
        low=0.10,
        high=0.10,
        topics=("molecular design", "recommendation"),
        acronym="GNN",
    ),
    Plant(
        spellings=("diffusion model",),
        kind=STEADY,
        low=0.12,
        high=0.12,
        topics=("image synthesis", "robot manipulation", "molecular design"),
    ),
    Plant(
        spellings=("large language model",),
        kind=STEADY,
        low=0.16,
        high=0.16,
        topics=("document question answering", "program synthesis", "recommendation", "speech processing"),
        acronym="LLM",
    ),
    Plant(
        spellings=("multi-task learning", "multitask learning", "multi task learning"),
        kind=STEADY,
        low=0.10,
        high=0.10,
        topics=("recommendation", "medical imaging", "speech processing", "3D scene reconstruction"),
        acronym="MTL",
        is_countable=False,
    ),
    Plant(
        spellings=("Bayesian optimization", "Bayesian optimisation"),
        kind=STEADY,
        low=0.08,
        high=0.08,
        topics=("molecular design", "weather and time series"),
        is_countable=False,
    ),
)
