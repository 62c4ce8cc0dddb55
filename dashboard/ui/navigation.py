"""The pages of the dashboard, listed here and nowhere else: `app` makes the navigation of them, `links` their
addresses."""

from typing import NamedTuple

from dashboard.wording.verdicts import WORDINGS


class Section(NamedTuple):
    """One page: `slug` names its address and its file `app_pages/<slug>/page.py`; the first of SECTIONS is the home
    page."""

    slug: str
    title: str
    question: str


_VERDICTS = "{}, {} and {}".format(*(WORDINGS[direction].adjective for direction in ("rising", "falling", "new")))

SECTIONS: tuple[Section, ...] = (
    Section("pulse", "Pulse", f"What is {_VERDICTS}, and can I trust it?"),
    Section("terms", "Terms", "How often do papers mention it, month by month?"),
    Section("themes", "Themes", "What does the field consist of?"),
    Section("compare", "Compare", "What tells this part of the field from that one?"),
    Section("network", "Network", "Which concepts come together?"),
    Section("papers", "Papers", "Which papers are behind it?"),
    Section("watchlist", "Watchlist", "What became of the things that I follow?"),
    Section("add", "Add", "How do I bring in my own papers?"),
    Section("data", "Data", "What came in, and how sure is it?"),
    Section("sql", "SQL", "What else can the warehouse answer?"),
)
