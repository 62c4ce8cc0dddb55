"""Names in the query of Terms that mean nothing: how they are counted, and what was perhaps meant."""

from collections.abc import Sequence

from dashboard.markup import Markup, html
from dashboard.queries import terms
from dashboard.query_language import resolve
from dashboard.query_language.resolve import Asked, Understood
from dashboard.query_language.tree import Expression, Leaf, Name, Papers, Theme, replace_leaves
from dashboard.query_language.write import write_query
from dashboard.rows import Row
from dashboard.ui.blocks import show_empty, show_html
from dashboard.ui.elements import did_you_mean, link, note
from dashboard.ui.links import terms_query_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt


def show_unknown(
    found: Understood, lines: Sequence[Expression], themes: Sequence[Row], nowhere: Sequence[Asked] = ()
) -> None:
    """Names that mean nothing: phrases that are counted by a search, which is said, themes and shapes that are not
    there; with what was perhaps meant, as a link that puts it into the query. `nowhere` are the lines that were found
    in no paper."""
    absent = {(one.line.name, one.line.in_title) for one in nowhere if isinstance(one.line, Leaf)}
    notes = [_say_unknown(name, lines, (name.words, name.in_title) in absent) for name in found.unknown]
    for theme in found.no_theme:
        near = [(label, Theme(label)) for label in resolve.near_themes(theme.label, themes)]
        notes.append(html("There is no theme <b>{}</b>.{}", theme.label, _offer(theme, near, lines)))
    notes += [html("No term has the shape <b>{}</b>.", shape.words) for shape in found.no_completion]
    if notes:
        show_html(*map(note, notes))


def _say_unknown(name: Name, lines: Sequence[Expression], is_absent: bool) -> Markup:
    # Hardly a term is far from two letters.
    near = fetch(terms.near_terms(name.words))["term"].to_list() if len(name.words) > 2 else []
    offers = [(term, Name(term, name.in_title)) for term in near]
    where = "title" if name.in_title else "title or abstract"
    counted = (
        f"is no indexed term, and no {where} holds these very words."
        if is_absent
        else "is no indexed term. It is counted by a search of titles and abstracts for these very words."
    )
    return html("<b>“{}”</b> {}{}", name.words, counted, _offer(name, offers, lines))


def show_nowhere(nowhere: Sequence[Asked]) -> None:
    """In place of a chart: no paper is in any of the lines."""
    listed = fmt.listing([one.name for one in nowhere], "or")
    show_empty(
        "Nothing to draw",
        f"No paper is found for {listed}, so every line would lie at nought.",
        "Choose one of the names offered above, or begin to type: the bar completes what papers mention.",
    )


def _offer(leaf: Papers, offers: Sequence[tuple[str, Papers]], lines: Sequence[Expression]) -> Markup:
    """` Did you mean a or b?`, each a link to the query with `leaf` replaced."""
    links = []
    for label, instead in offers:
        changed = [replace_leaves(line, lambda one, instead=instead: instead if one == leaf else one) for line in lines]
        links.append(link(terms_query_link(write_query(changed)), label))
    return did_you_mean(links)
