"""What files would give, as HTML: a sentence, a table of the files, their first records, what is refused. No
streamlit."""

from collections.abc import Sequence

from dashboard.markup import Markup, html
from dashboard.ui.elements import note
from dashboard.ui.html_table import Column, table_html
from dashboard.warehouse_access.file_preview import FilePreview, Shown
from dashboard.wording import format as fmt

_MOST_FILES = 200
_MOST_RECORDS = 8
_MOST_REASONS = 12
_MOST_AUTHORS = 3


def answer_html(previews: Sequence[FilePreview]) -> Markup:
    """The whole preview in one sentence."""
    parsed, new = sum(one.parsed for one in previews), sum(one.new for one in previews)
    refused = sum(one.rejected for one in previews)
    unread = sum(not one.parsed for one in previews)
    if not parsed:
        said = "No papers could be read from this"
    elif not new:
        said = f"Nothing new: {'the one record is' if parsed == 1 else f'all {fmt.count(parsed)} records are'} known"
    elif new == parsed:
        said = "One record, and it is new" if parsed == 1 else f"{fmt.count(parsed)} records, all new"
    else:
        said = f"{fmt.count(parsed)} records, {fmt.count(new)} of them new"
    parts = [said]
    parts += [f"{fmt.counted(refused, 'piece')} refused"] if refused else []
    parts += [f"{fmt.counted(unread, 'file')} not taken in"] if unread and parsed else []
    return html('<h2 class="pt-title">{}.</h2>', "; ".join(parts))


def files_table(previews: Sequence[FilePreview], states: dict[str, str]) -> Markup:
    """The files and members of archives.

    Args:
        previews: a row each.
        states: name of a file to what is to be said of its name, such as that it takes the place of another.
    """

    def name(one: FilePreview) -> Markup:
        state = states.get(one.name, "")
        return html("{}{}", one.name, html('<br><small class="pt-faint">{}</small>', state) if state else None)

    def label(one: FilePreview) -> Markup:
        beginning = html('<br><small class="pt-faint">only its beginning was read</small>') if one.is_partial else None
        return html("{}{}", one.label or html('<span class="pt-faint">not recognised</span>'), beginning)

    columns = [
        Column("file", name),
        Column("recognised as", label),
        Column("records", lambda one: fmt.count(one.parsed), number=True),
        Column("new", lambda one: fmt.count(one.new), number=True, hint="by identifiers and title"),
        Column(
            "known",
            lambda one: fmt.count(one.known + one.repeated) if one.known + one.repeated else fmt.NONE,
            number=True,
            hint="served already, or named twice in what you add",
        ),
        Column("refused", lambda one: fmt.count(one.rejected) if one.rejected else fmt.NONE, number=True),
    ]
    more = len(previews) - _MOST_FILES
    return html(
        "{}{}",
        table_html(previews[:_MOST_FILES], columns, caption="What was recognised"),
        note(f"and {fmt.counted(more, 'file')} more") if more > 0 else None,
    )


def records_table(previews: Sequence[FilePreview]) -> Markup:
    """The first records: in turn of each file, so that none hides the others."""
    shown: list[Shown] = []
    for place in range(_MOST_RECORDS):
        shown += [one.first[place] for one in previews if place < len(one.first)]
    columns = [
        Column("title", lambda one: one.title),
        Column("date", lambda one: one.date or _nothing()),
        Column("venue", lambda one: one.venue or _nothing()),
        Column("authors", lambda one: _people(one.authors) or _nothing()),
    ]
    return table_html(shown[:_MOST_RECORDS], columns, caption="The first records")


def reasons_html(previews: Sequence[FilePreview]) -> Markup:
    """Why pieces or files are refused."""
    rows = [(one.name, refused) for one in previews for refused in one.refused]
    rows.sort(key=lambda row: (row[1].pieces > 0, -row[1].pieces))
    items = [
        html(
            "<li><b>{}</b>{}: {}{}</li>",
            name,
            f", {fmt.counted(refused.pieces, 'piece')}" if refused.pieces else "",
            refused.reason,
            html(' <small class="pt-faint">“{}”</small>', refused.excerpt[:90]) if refused.excerpt else None,
        )
        for name, refused in rows[:_MOST_REASONS]
    ]
    more = len(rows) - _MOST_REASONS
    return html(
        '<ul class="pt-plain">{}</ul>{}', items, note(f"and {fmt.count(more)} more reasons") if more > 0 else None
    )


def _nothing() -> Markup:
    return html('<span class="pt-faint">{}</span>', fmt.NONE)


def _people(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_AUTHORS])
    return f"{shown} …" if len(names) > _MOST_AUTHORS else shown
