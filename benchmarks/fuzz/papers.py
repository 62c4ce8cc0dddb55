"""Made-up papers as objects, of which every kind of file is made."""

import random

TITLES = [
    "Sorting pebbles by weight: a study",
    "On owls {and} their \\emph{habits}",
    "Kelp drying, part II",
    "É ñ ü 中文 题",
]
SENTENCES = [
    "We sort pebbles by weight and by colour, and compare the result with two others.",
    'It is said that "slow wind" dries kelp best, $10^{-4}$ of the time.',
    "Code: https://example.org/a_(b). The gain is 3.5 %, or 256times256.",
    "© 2020 Pond Press. All rights reserved.",
]


def make_rows(rng: random.Random) -> list[dict[str, object]]:
    """Some papers as objects, with some of the fields that a source may state."""
    rows: list[dict[str, object]] = []
    for at in range(rng.randint(1, 6)):
        text = " ".join(rng.choice(SENTENCES) for _ in range(rng.randint(3, 6)))
        row: dict[str, object] = {"title": f"{rng.choice(TITLES)} {at}", "abstract": text}
        extra: dict[str, object] = {
            "id": f"2503.{at:05}",
            "date": rng.choice(["2025-03-04", "March 2025", "2025", 2025, None, "04/05/2025"]),
            "authors": rng.choice([["Ann Marsh", "B. Quill"], "Marsh, A.; Quill, B.", [], [{"name": "Ann"}], None]),
            "categories": rng.choice([["cs.CL"], "cs.CL cs.LG", None]),
            "url": rng.choice(["https://example.org", "javascript:x", None]),
            "note": rng.choice(["x", 1.5, {"deep": [1, {"a": None}]}, None]),
        }
        row |= {key: value for key, value in extra.items() if rng.random() < 0.6}
        rows.append(row)
    return rows
