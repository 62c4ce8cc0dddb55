from datetime import date, datetime

from dashboard.app_pages.watchlist.followed import items_table
from dashboard.charts.theme import LIGHT
from dashboard.exports.watchlist_report import Digest, Item
from dashboard.warehouse_access.watchlist import Followed


def digest(*items: Item) -> Digest:
    return Digest(
        items=items,
        missing=(),
        first_day=date(2025, 4, 4),
        last_day=date(2025, 4, 10),
        is_month=False,
        new_papers=7,
        firm=(True, True),
        movers={},
        built=datetime(2025, 4, 10),
        is_sample=False,
    )


def item(followed: Followed, **row) -> Item:
    known = {"name": "<b>", "ident": 3, "papers": 12, "color": None, "recent_share": 0.25, "direction": "falling"}
    grown = {"growth": -1.0, "growth_low": -2.0, "growth_high": -0.5, "new_papers": 2, "newest": []}
    return Item(followed, {**known, **grown, **row}, [0.5, 0.25])


def test_a_term_leads_to_its_line_and_its_papers():
    table = items_table(digest(item(Followed(term="<b>"))), LIGHT)
    assert '<a href="./terms?terms=%3Cb%3E">&lt;b&gt;</a><br>' in table
    assert '<small><a href="./papers?term=%3Cb%3E">12 papers</a></small>' in table
    assert 'class="pt-mark">▼</span>−50\u2009%</span><br><small class="pt-faint">−75 to −29\u2009%</small>' in table
    assert '<td class="pt-number"><a href="./papers?term=%3Cb%3E">2</a></td>' in table


def test_a_theme_has_its_dot_and_number():
    table = items_table(digest(item(Followed(theme=3), name="Agents", color=1)), LIGHT)
    assert '<span class="pt-dot" style="background:#D55E00"></span><a href="./themes?theme=3">Agents</a>' in table
    assert '<a href="./papers?theme=3">12 papers</a>' in table


def test_nothing_followed_is_no_table():
    assert items_table(digest(), LIGHT) == ""
