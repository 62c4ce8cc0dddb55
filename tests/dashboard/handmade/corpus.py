"""Hand-made warehouses, small enough that what a page must say can be worked out on paper, one for each state.

The full one, month by month (January to April 2025; March is a gap, April is incomplete):

    papers                            10   20    4   10   = 44, and 2 undated
    reasoning (1)                      1    4    2    5   = 12, and 1 undated
    generative adversarial network (2) 5    2    0    0   =  7
    flow matching (3)                  0    0    1    3   =  4
    benchmark (4)                      2    2    1    1   =  6
    theme 1, of terms 1 and 3          1    4    3    8   = 16, and 1 undated
    theme 2, all others                9   16    1    2   = 28, and 1 undated
"""

from datetime import date, datetime
from hashlib import sha256

MONTHS = [date(2025, month, 1) for month in (1, 2, 3, 4)]
PAPERS = [10, 20, 4, 10]
TERMS = {1: "reasoning", 2: "generative adversarial network", 3: "flow matching", 4: "benchmark"}
COUNTS = {1: [1, 4, 2, 5], 2: [5, 2, 0, 0], 3: [0, 0, 1, 3], 4: [2, 2, 1, 1]}
WILD_TITLE = "<script>alert(1)</script> costs $$5 | *per* token $x^2$"
FIRST, SECOND = datetime(2025, 4, 9, 6), datetime(2025, 4, 10, 6)


def _paper(paper_id: str, title: str, day: date | None, abstract: str) -> dict:
    return {
        "paper_id": paper_id,
        "title": title,
        "abstract": abstract,
        "published_on": day,
        "date_precision": "day" if day else "none",
        "date_source": "listing" if day else "none",
        "first_listed_on": day,
        "month": day and day.replace(day=1),
        "language": "en",
        "categories": [],
        "authors": [],
        "sightings": 1,
        "is_snippet": False,
        "text_hash": sha256(paper_id.encode()).hexdigest()[:16],
    }


def hand_corpus() -> tuple[list[dict], list[dict]]:
    """The rows of `papers` and of `paper_terms`."""
    papers, paper_terms = [], []

    def hold(paper_id: str, term_id: int) -> None:
        paper_terms.append({"paper_id": paper_id, "term_id": term_id, "mentions": 2, "in_title": term_id == 1})

    for month, many in enumerate(PAPERS):
        for place in range(many):
            paper_id = f"arxiv:250{month + 1}.{place:05}"
            # The first papers of a month are on reasoning, the last on flow matching.
            held = [term for term in (1, 2, 4) if place < COUNTS[term][month]]
            held += [3] if place >= many - COUNTS[3][month] else []
            for term in held:
                hold(paper_id, term)
            words = ", ".join(TERMS[term] for term in held) or "something else"
            day = MONTHS[month].replace(day=place + 1)
            papers.append(
                _paper(paper_id, f"Paper {month + 1}-{place} on {words}", day, f"We look at {words}. A toy example.")
            )
    papers.append(_paper("title:0000000000000001", WILD_TITLE, None, "On reasoning."))
    hold("title:0000000000000001", 1)
    papers.append(_paper("title:0000000000000002", "Undated", None, "On something else."))
    return [paper | {"paper_number": number} for number, paper in enumerate(papers)], paper_terms
