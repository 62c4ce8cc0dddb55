"""The made-up corpus's topics with their vocabulary, read from `data/topics.toml`."""

from dataclasses import dataclass

from pipelines.sample.data import read_data


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic.

    Args:
        name: what it is called in the truth file.
        start, end: its weight in the first and in the last month, relative to the other topics.
        tasks: noun phrases after "for".
        things: plural noun phrases, what is studied.
        problems: plural or mass noun phrases after "suffers from".
        methods: singular noun phrases, what is proposed.
        parts: singular noun phrases, what a method consists of.
        signals: plural or mass noun phrases, what is measured or given.
        datasets: names.
        metrics: singular noun phrases that can be improved.
        openings: first sentences.
    """

    name: str
    start: float
    end: float
    tasks: tuple[str, ...]
    things: tuple[str, ...]
    problems: tuple[str, ...]
    methods: tuple[str, ...]
    parts: tuple[str, ...]
    signals: tuple[str, ...]
    datasets: tuple[str, ...]
    metrics: tuple[str, ...]
    openings: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Whether the topic's share rises, falls or stays."""
        return "rising" if self.end > self.start else "falling" if self.end < self.start else "steady"


TOPICS = tuple(Topic(**one) for one in read_data("topics")["topic"])
