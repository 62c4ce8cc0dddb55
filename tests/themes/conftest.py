"""A small made-up literature: a few subjects with their own words, the same in every run."""

import random
from datetime import date, timedelta

import polars as pl
import pytest

SUBJECTS = {
    "speech": ["speech recognition", "acoustic model", "speaker", "phoneme", "audio"],
    "vision": ["object detection", "bounding box", "image segmentation", "camera", "pixel"],
    "planning": ["heuristic search", "classical planning", "planner", "plan cost", "search node"],
    "games": ["nash equilibrium", "game theory", "auction", "mechanism design", "bidder"],
    "graphs": ["graph neural network", "node classification", "message passing", "graph", "edge"],
}
SHARED = ["benchmark", "dataset", "accuracy", "baseline"]
TERM_ID = {term: number for number, term in enumerate(sorted({*SHARED}.union(*SUBJECTS.values())), start=100)}


class Literature:
    """Papers, paper_terms and terms of `papers` papers of the first `subjects` subjects, in turn."""

    def __init__(self, papers: int, subjects: int = 5, seed: int = 0) -> None:
        chance = random.Random(seed)
        names = list(SUBJECTS)[:subjects]
        rows, cells = [], []
        for number in range(papers):
            subject = names[number % len(names)]
            held = chance.sample(SUBJECTS[subject], 4) + chance.sample(SHARED, 2)
            if chance.random() < 0.2:
                held.append(chance.choice(SUBJECTS[chance.choice(names)]))
            day = date(2025, 1, 1) + timedelta(days=number % 300)
            rows.append((f"title:{number:016x}", held[0].capitalize(), ". ".join(held), day, subject))
            cells += [
                (rows[-1][0], TERM_ID[term], 1 + place % 2, place == 0)
                for place, term in enumerate(dict.fromkeys(held))
            ]
        self.papers = pl.DataFrame(
            rows,
            schema={
                "paper_id": pl.String,
                "title": pl.String,
                "abstract": pl.String,
                "published_on": pl.Date,
                "subject": pl.String,
            },
            orient="row",
        )
        self.paper_terms = pl.DataFrame(
            cells,
            schema={"paper_id": pl.String, "term_id": pl.Int64, "mentions": pl.Int64, "in_title": pl.Boolean},
            orient="row",
        )
        self.terms = pl.DataFrame(
            {"term_id": list(TERM_ID.values()), "term": list(TERM_ID), "words": [t.count(" ") + 1 for t in TERM_ID]}
        )

    def part(self, papers: pl.Expr) -> "Literature":
        """The papers for which an expression over them holds, with their terms."""
        chosen = object.__new__(Literature)
        chosen.papers = self.papers.filter(papers)
        chosen.paper_terms = self.paper_terms.join(chosen.papers, on="paper_id", how="semi")
        chosen.terms = self.terms
        return chosen

    @property
    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        return self.papers, self.paper_terms, self.terms


@pytest.fixture(scope="session")
def literature():
    """Makes a `Literature`."""
    return Literature
