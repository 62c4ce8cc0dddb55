"""Every example of `docs/terms-queries.md` counts what the page says it counts, on the full warehouse."""

import re
from pathlib import Path

import pytest

from dashboard.queries import papers, terms
from dashboard.queries.expressions import line_series
from dashboard.queries.terms import completions
from dashboard.query_language.describe import read_line
from dashboard.query_language.parse import parse_query
from dashboard.query_language.resolve import names_in, patterns_in, understand
from dashboard.query_language.tree import Name

PAGE = (Path(__file__).parents[2] / "docs" / "terms-queries.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| `(.+)` \| (.+) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("typed", "counts"), EXAMPLES)
def test_an_example_counts_what_it_is_said_to(ask_full, typed, counts):
    lines = parse_query(typed)
    found = understand(
        lines,
        ask_full(terms.known_forms(names_in(lines))),
        ask_full(papers.theme_names()).to_dicts(),
        {pattern: ask_full(completions(pattern)).to_dicts() for pattern in patterns_in(lines)},
    )
    assert "; ".join(read_line(one.line) for one in found.asked) == counts
    for one in found.asked:
        assert ask_full(line_series(one.line, one.name, "month")).height == 4


def test_there_is_an_example_of_every_sign():
    typed = " ".join(query for query, _ in EXAMPLES)
    assert all(sign in typed for sign in (",", " + ", " - ", " / ", "*", ":title", '"', "@", "(", "["))


def test_names_that_are_said_to_be_names_are():
    [listed] = re.findall(r"alone between spaces: (.+?)\nare names", PAGE, re.DOTALL)
    names = re.findall(r"`([^`]+)`", listed)
    assert len(names) == 8
    assert [parse_query(name) for name in names] == [[Name(name)] for name in names]
