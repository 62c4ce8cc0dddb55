"""What was planted, as the object that `truth.json` holds."""

from collections import Counter
from datetime import date

from pipelines.sample.corpus import LAST_MONTH, Paper, months_before, topic_share
from pipelines.sample.planted_terms import BURST, NEW, PLANTED_TERMS, PlantedTerm
from pipelines.sample.templates import TEMPLATES
from pipelines.sample.topics import TOPICS, Topic
from pipelines.sources.made_up import MAKER

VERSION = 1


def describe_truth(corpus: list[Paper], seed: int, months: int, files: list[str]) -> dict:
    """The planted truth; papers are named by their titles, which are unlike each other, months as ``YYYY-MM``.

    A paper counts in the month of the first digest that holds it; one that only the undated digest holds, in none.
    """
    names = [month.strftime("%Y-%m") for month in months_before(LAST_MONTH, months)]
    sizes = Counter(paper.month for paper in corpus)
    return {
        # These two come first: by them the files beside are recognised as made up.
        "made_up": True,
        "by": MAKER,
        "version": VERSION,
        "seed": seed,
        "months": names,
        "papers": len(corpus),
        "dated_papers": len(corpus) - sizes[None],
        "records": sum(len(paper.listed_on) + paper.is_undated for paper in corpus),
        "papers_by_month": {name: sizes[at] for at, name in enumerate(names)},
        "terms": [_describe_term(planted, corpus, names) for planted in PLANTED_TERMS],
        "themes": [_describe_topic(topic, corpus, names) for topic in TOPICS],
        "repeated": {paper.title: _days(paper.listed_on) for paper in corpus if len(paper.listed_on) > 1},
        "undated": {paper.title: min(_days(paper.listed_on), default=None) for paper in corpus if paper.is_undated},
        "residue": {left: [paper.title for paper in corpus if paper.residue == left] for left, _ in TEMPLATES.residue},
        "files": files,
    }


def _days(days: list[date]) -> list[str]:
    return [day.isoformat() for day in days]


def _describe_term(planted: PlantedTerm, corpus: list[Paper], names: list[str]) -> dict:
    holding = [paper for paper in corpus if any(one.planted is planted for one in paper.usages)]
    by_month = Counter(paper.month for paper in holding)
    first, last = planted.month_range(len(names))
    return {
        "term": planted.term,
        "kind": planted.kind,
        "acronym": planted.acronym or None,
        "variants": [form for form in planted.forms if form != planted.term],
        "pattern": planted.pattern,
        "first_month": names[first] if planted.kind == NEW else None,
        "burst_start": names[first] if planted.kind == BURST else None,
        "burst_end": names[last] if planted.kind == BURST else None,
        "expected_share": {name: round(planted.expected_share(at, len(names)), 4) for at, name in enumerate(names)},
        "papers_by_month": {name: by_month[at] for at, name in enumerate(names)},
        "papers": [paper.title for paper in holding],
    }


def _describe_topic(topic: Topic, corpus: list[Paper], names: list[str]) -> dict:
    of_topic = [paper for paper in corpus if paper.topic is topic]
    by_month = Counter(paper.month for paper in of_topic)
    span = max(1, len(names) - 1)
    return {
        "theme": topic.name,
        "kind": topic.kind,
        "vocabulary": [*topic.tasks, *topic.methods, *topic.parts, *topic.things, *topic.problems, *topic.signals],
        "expected_share": {name: round(topic_share(topic, at / span), 4) for at, name in enumerate(names)},
        "papers_by_month": {name: by_month[at] for at, name in enumerate(names)},
        "papers": [paper.title for paper in of_topic],
    }
