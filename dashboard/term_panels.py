"""What stands below the chart of the page Terms: what each form means, what was merged into it, and the papers of a point."""

from datetime import date

from dashboard import format as fmt
from dashboard import look, panels, tables
from dashboard.facts import Facts
from dashboard.links import paper_link, papers_link, terms_link
from dashboard.lookup import Asked
from dashboard.queries import terms
from dashboard.served import fetch
from dashboard.tables import Column, Row

_RULES = {
    "case": "",
    "plural": "plural",
    "hyphen": "hyphen or space",
    "spelling": "spelling",
    "acronym": "acronym",
    "curated": "your thesaurus",
}


def show_unknown(asked: list[Asked]) -> None:
    """Phrases that are no terms: counted by a search, and said so; with what was perhaps meant."""
    for one in asked:
        if not one.is_phrase:
            continue
        found = fetch(terms.phrase_papers(one.form)).row(0, named=True)
        near = fetch(terms.near_terms(one.form))["term"].to_list()
        others = [other.name if not other.is_phrase else other.form for other in asked if other is not one]
        meant = fmt.listing([tables.link(terms_link([*others, term]), term) for term in near], "or")
        offer = f" Did you mean {meant}?" if near else ""
        where = (
            tables.link(papers_link(q=f'"{one.form}"'), fmt.papers(found["papers"])) if found["papers"] else "no paper"
        )
        panels.show_html(
            f'<p class="pt-note"><b>{fmt.escape(one.name)}</b> is no indexed term. It was counted by a search of titles and abstracts '
            f"for these very words: {where}.{offer}</p>"
        )


def show_meanings(facts: Facts, asked: list[Asked]) -> None:
    """What is known of each term: verdict, papers, and the forms that count as it."""
    ids = [one.term_id for one in asked if one.term_id is not None]
    if not ids:
        return
    known = {row["term_id"]: row for row in fetch(terms.term_verdicts(ids)).to_dicts()}
    palette = look.palette()
    slots = {one.term_id: slot for slot, one in enumerate(asked)}
    color = {term_id: palette.line(slot) for term_id, slot in slots.items()}

    def name(row: Row) -> str:
        return f'<span class="pt-dot" style="background:{color[row["term_id"]]}"></span>{fmt.escape(row["term"])}'

    def forms(row: Row) -> str:
        others = [form for form in row["variants"] or [] if form["form"] != row["term"].lower()]
        shown = [
            f'<span title="{_RULES[form["rule"]]}">{fmt.escape(_written(form["form"], row["acronym"]))} <small class="pt-faint">{fmt.count(form["papers"])}</small></span>'
            for form in others[:6]
        ]
        more = f' <small class="pt-faint">and {len(others) - 6} more</small>' if len(others) > 6 else ""
        return ", ".join(shown) + more if shown else '<span class="pt-faint">no other form</span>'

    columns = [
        Column("term", name),
        *([Column("verdict", _verdict)] if facts.dated_papers else []),
        Column("papers", lambda row: tables.link(papers_link(term=row["term"]), fmt.count(row["papers"])), number=True),
        *([Column("first seen", lambda row: fmt.month(row["first_seen"]), number=True)] if facts.dated_papers else []),
        Column("also counted as", forms, hint="forms that were merged into the term, with the papers that hold each"),
    ]
    panels.show_html(
        tables.table_html(
            [known[term_id] for term_id in ids if term_id in known], columns, caption="The terms asked for"
        )
    )


def _written(form: str, acronym: str | None) -> str:
    """A form as papers write it: variants are stored in lower case, acronyms are not written so."""
    return acronym if acronym and form == acronym.lower() else form


def _verdict(row: Row) -> str:
    words = {
        "rising": "rising",
        "falling": "fading",
        "steady": "steady",
        "new": "new",
        "unclear": "unclear",
        None: "no trend",
    }
    sign = f'<span class="pt-mark">{tables.SIGNS[row["direction"]]}</span>' if row["direction"] in tables.SIGNS else ""
    reason = fmt.escape(row["reason"] or "")
    return f'{sign}{words[row["direction"]]}<br><small class="pt-faint">{reason}</small>'


def show_picked(chosen: object, asked: list[Asked], grain: str) -> None:
    """The papers of the point that was clicked."""
    picked = ((chosen or {}).get("selection") or {}).get("picked") or []
    panels.show_html('<span id="picked"></span>')
    if not picked:
        panels.show_html('<p class="pt-note">Click a point of a line to see its papers here.</p>')
        return
    by_name = {one.name: one for one in asked}
    one = by_name.get(picked[0].get("name"))
    if one is None:
        return
    start = date.fromisoformat(str(picked[0]["period"])[:10])
    query = (
        terms.phrase_papers_of(one.form, grain, start)
        if one.is_phrase
        else terms.term_papers(one.term_id, grain, start)
    )
    rows = fetch(query).to_dicts()
    found = rows[0]["found"] if rows else 0
    month = start if grain == "month" else None
    everything = papers_link(
        term=None if one.is_phrase else one.name, q=f'"{one.form}"' if one.is_phrase else None, month=month
    )
    label = "all on the Papers page" if month else "all its papers"
    panels.show_heading(
        f"{fmt.papers(found)} with {one.name}, {fmt.period(start, grain)}",
        f"Those with it in the title first. {tables.link(everything, label)}",
    )
    items = "".join(
        f"<li><span>{tables.link(paper_link(row['paper_id']), row['title'])}</span>"
        f"<small>{'in the title · ' if row['in_title'] else ''}{row['mentions']}× · {fmt.day(row['published_on'])}</small></li>"
        for row in rows[:20]
    )
    panels.show_html(f'<ul class="pt-papers">{items}</ul>')
