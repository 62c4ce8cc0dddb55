"""The made-up corpus: which papers appear when, what they hold, and in which digests they stand. Writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipelines.sample.compose import SlotFiller, TermUsage, choose_usage, compose_abstract, compose_title
from pipelines.sample.planted_terms import PLANTED_TERMS, PlantedTerm, smoothstep
from pipelines.sample.rng import Rng
from pipelines.sample.templates import TEMPLATES
from pipelines.sample.topics import TOPICS, Topic

LAST_MONTH = date(2025, 12, 1)
DIGEST_WEEKDAYS = (0, 2, 4)
MAX_TERMS = 3
PART_UNDATED_ONLY, PART_ALSO_UNDATED = 0.02, 0.04
PART_REPEATED, PART_RESIDUE = 0.08, 0.06


@dataclass(slots=True)
class Paper:
    """A made-up paper.

    Args:
        topic: its topic.
        month: month in which it is first listed, from 0; None for a paper that only the undated digest holds.
        usages: the planted terms that it holds, as it words them.
        listed_on: days whose digests hold it, the first one first.
        is_undated: whether the undated digest holds it.
        residue: what of LaTeX is left in it, or "".
    """

    topic: Topic
    month: int | None
    usages: list[TermUsage] = field(default_factory=list)
    title: str = ""
    abstract: str = ""
    listed_on: list[date] = field(default_factory=list)
    is_undated: bool = False
    residue: str = ""


def months_before(last: date, count: int) -> list[date]:
    """First days of the `count` months that end with the one of `last`."""
    index = last.year * 12 + last.month - 1
    return [date(at // 12, at % 12 + 1, 1) for at in range(index - count + 1, index + 1)]


def digest_days(month: date) -> list[date]:
    """The days of `month` on which a digest can appear."""
    days = (month + timedelta(days=at) for at in range(31))
    return [day for day in days if day.month == month.month and day.weekday() in DIGEST_WEEKDAYS]


def make_corpus(seed: int, months: int, papers: int) -> list[Paper]:
    """`papers` papers over `months` months, in order of their month; those that no dated digest holds come last."""
    rng = Rng(seed)
    undated_only = round(papers * PART_UNDATED_ONLY)
    sizes = rng.spread([0.85 + 0.3 * rng.number(0, 100) / 100 for _ in range(months)], papers - undated_only)
    corpus = []
    for month, size in enumerate(sizes):
        of_month = [
            Paper(topic, month) for topic in rng.shuffle(list(_choose_topics(month / max(1, months - 1), size, rng)))
        ]
        for planted in rng.shuffle(PLANTED_TERMS):
            _plant_term(planted, of_month, min(size, rng.round(planted.expected_share(month, months) * size)), rng)
        corpus += of_month
    for topic in _choose_topics(0.5, undated_only, rng):
        paper = Paper(topic, None, is_undated=True)
        fitting = [planted for planted in PLANTED_TERMS if topic.name in planted.topics and planted.kind != "new"]
        paper.usages = [choose_usage(planted, rng) for planted in rng.shuffle(fitting)[: rng.number(0, 2)]]
        corpus.append(paper)
    _write_texts(corpus, rng)
    _list_papers(corpus, months_before(LAST_MONTH, months), rng)
    return corpus


def topic_share(topic: Topic, part: float) -> float:
    """The part of the papers that `topic` has, `part` (0 to 1) of the span after its start."""
    weights = {one.name: one.start * (one.end / one.start) ** smoothstep(part) for one in TOPICS}
    return weights[topic.name] / sum(weights.values())


def _choose_topics(part: float, count: int, rng: Rng) -> Iterator[Topic]:
    for topic, papers in zip(TOPICS, rng.spread([topic_share(topic, part) for topic in TOPICS], count), strict=True):
        yield from [topic] * papers


def _plant_term(planted: PlantedTerm, papers: list[Paper], count: int, rng: Rng) -> None:
    """Give `planted` to `count` of `papers`: those of its topics first, and those with fewer planted terms."""
    mixed = rng.shuffle(papers)
    mixed.sort(
        key=lambda paper: (len(paper.usages) >= MAX_TERMS, paper.topic.name not in planted.topics, len(paper.usages))
    )
    for paper in mixed[:count]:
        paper.usages.append(choose_usage(planted, rng))


def _write_texts(corpus: list[Paper], rng: Rng) -> None:
    names = rng.shuffle([start + end for start in TEMPLATES.name_starts for end in TEMPLATES.name_ends])
    seen: set[str] = set()
    for at, paper in enumerate(corpus):
        round_, place = divmod(at, len(names))
        name = names[place] + (f"-{round_ + 1}" if round_ else "")
        paper.usages = rng.shuffle(paper.usages)
        filler = SlotFiller(paper.topic, name, rng)
        paper.title = compose_title(filler, paper.usages, rng)
        while paper.title in seen:
            paper.title = f"{name}: {compose_title(filler, paper.usages, rng).split(': ', 1)[-1]}"
        seen.add(paper.title)
        sentence = None
        if rng.chance(PART_RESIDUE):
            paper.residue, sentence = rng.pick(TEMPLATES.residue)
        paper.abstract = compose_abstract(filler, paper.topic, paper.usages, sentence, rng)


def _list_papers(corpus: list[Paper], months: list[date], rng: Rng) -> None:
    days = {month: digest_days(first) for month, first in enumerate(months)}
    every_day = [day for month in sorted(days) for day in days[month]]
    place = {day: at for at, day in enumerate(every_day)}
    for month, of_month in days.items():
        papers = rng.shuffle([paper for paper in corpus if paper.month == month])
        for at, paper in enumerate(papers):
            # The first and the last day of a month have a digest, so that no month looks cut off.
            day = of_month[0] if at == 0 else of_month[-1] if at == 1 else rng.pick(of_month)
            paper.listed_on.append(day)
            if rng.chance(PART_REPEATED):
                later = every_day[place[day] + 1 : place[day] + 7]
                paper.listed_on += sorted(rng.shuffle(later)[: rng.number(1, 2)])
            paper.is_undated = rng.chance(PART_ALSO_UNDATED)
