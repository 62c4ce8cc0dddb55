"""The made-up corpus: which papers appear when, what they hold, and in which digests they stand. Writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipelines.sample import sentences
from pipelines.sample.compose import Phrases, Wording, choose_wording, compose_abstract, compose_title
from pipelines.sample.dice import Dice
from pipelines.sample.plants import PLANTS, Plant, ease
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
        wordings: the planted terms that it holds, as it words them.
        listed_on: days whose digests hold it, the first one first.
        is_undated: whether the undated digest holds it.
        residue: what of LaTeX is left in it, or "".
    """

    topic: Topic
    month: int | None
    wordings: list[Wording] = field(default_factory=list)
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
    dice = Dice(seed)
    undated_only = round(papers * PART_UNDATED_ONLY)
    sizes = dice.spread([0.85 + 0.3 * dice.number(0, 100) / 100 for _ in range(months)], papers - undated_only)
    corpus = []
    for month, size in enumerate(sizes):
        of_month = [
            Paper(topic, month) for topic in dice.shuffle(list(_choose_topics(month / max(1, months - 1), size, dice)))
        ]
        for plant in dice.shuffle(PLANTS):
            _plant(plant, of_month, min(size, dice.round(plant.expected_share(month, months) * size)), dice)
        corpus += of_month
    for topic in _choose_topics(0.5, undated_only, dice):
        paper = Paper(topic, None, is_undated=True)
        fitting = [plant for plant in PLANTS if topic.name in plant.topics and plant.kind != "new"]
        paper.wordings = [choose_wording(plant, dice) for plant in dice.shuffle(fitting)[: dice.number(0, 2)]]
        corpus.append(paper)
    _write_texts(corpus, dice)
    _list_papers(corpus, months_before(LAST_MONTH, months), dice)
    return corpus


def topic_share(topic: Topic, part: float) -> float:
    """The part of the papers that `topic` has, `part` (0 to 1) of the span after its start."""
    weights = {one.name: one.start * (one.end / one.start) ** ease(part) for one in TOPICS}
    return weights[topic.name] / sum(weights.values())


def _choose_topics(part: float, count: int, dice: Dice) -> Iterator[Topic]:
    for topic, papers in zip(TOPICS, dice.spread([topic_share(topic, part) for topic in TOPICS], count), strict=True):
        yield from [topic] * papers


def _plant(plant: Plant, papers: list[Paper], count: int, dice: Dice) -> None:
    """Give `plant` to `count` of `papers`: those of its topics first, and those with fewer planted terms."""
    mixed = dice.shuffle(papers)
    mixed.sort(
        key=lambda paper: (len(paper.wordings) >= MAX_TERMS, paper.topic.name not in plant.topics, len(paper.wordings))
    )
    for paper in mixed[:count]:
        paper.wordings.append(choose_wording(plant, dice))


def _write_texts(corpus: list[Paper], dice: Dice) -> None:
    names = dice.shuffle([start + end for start in sentences.NAME_STARTS for end in sentences.NAME_ENDS])
    seen: set[str] = set()
    for at, paper in enumerate(corpus):
        round_, place = divmod(at, len(names))
        name = names[place] + (f"-{round_ + 1}" if round_ else "")
        paper.wordings = dice.shuffle(paper.wordings)
        phrases = Phrases(paper.topic, name, dice)
        paper.title = compose_title(phrases, paper.wordings, dice)
        while paper.title in seen:
            paper.title = f"{name}: {compose_title(phrases, paper.wordings, dice).split(': ', 1)[-1]}"
        seen.add(paper.title)
        sentence = None
        if dice.chance(PART_RESIDUE):
            paper.residue, sentence = dice.pick(sentences.RESIDUE)
        paper.abstract = compose_abstract(phrases, paper.topic, paper.wordings, sentence, dice)


def _list_papers(corpus: list[Paper], months: list[date], dice: Dice) -> None:
    days = {month: digest_days(first) for month, first in enumerate(months)}
    every_day = [day for month in sorted(days) for day in days[month]]
    place = {day: at for at, day in enumerate(every_day)}
    for month, of_month in days.items():
        papers = dice.shuffle([paper for paper in corpus if paper.month == month])
        for at, paper in enumerate(papers):
            # The first and the last day of a month have a digest, so that no month looks cut off.
            day = of_month[0] if at == 0 else of_month[-1] if at == 1 else dice.pick(of_month)
            paper.listed_on.append(day)
            if dice.chance(PART_REPEATED):
                later = every_day[place[day] + 1 : place[day] + 7]
                paper.listed_on += sorted(dice.shuffle(later)[: dice.number(1, 2)])
            paper.is_undated = dice.chance(PART_ALSO_UNDATED)
