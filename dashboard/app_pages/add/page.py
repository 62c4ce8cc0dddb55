"""The page Add: files and pasted texts, shown as they would be read, then taken into the inbox and into a run."""

from io import BytesIO

import streamlit as st

from dashboard.app_pages.add.preview_html import answer_html, files_table, reasons_html, records_table
from dashboard.app_pages.add.service_panel import show_services
from dashboard.app_pages.add.taken_panel import note_taken, show_taken
from dashboard.markup import html
from dashboard.ui.blocks import show_heading, show_html, show_note
from dashboard.ui.build_strip import load_build_info, show_banner
from dashboard.ui.controls import select_segment
from dashboard.ui.elements import refusal
from dashboard.ui.run_panels import ask_for_run
from dashboard.warehouse_access import uploads
from dashboard.warehouse_access.fetch import shown_version
from dashboard.warehouse_access.file_preview import FilePreview, PreviewFailed, Previewing
from dashboard.warehouse_access.upload_names import paste_name
from dashboard.warehouse_access.uploads import Batch, Staged, UploadFailed, land, stands_there
from dashboard.wording import format as fmt
from warehouse.paths import data_paths

WAYS = ["Files", "Paste", "Service"]
MOST_CHARACTERS = 2_000_000
_BATCH, _ROUND, _PREVIEW, _PROBLEM = "add_batch", "add_round", "add_preview", "add_problem"


def _batch() -> Batch:
    """What this session has uploaded."""
    inbox = data_paths().inbox
    batch = st.session_state.get(_BATCH)
    if batch is None or batch.inbox != inbox:
        batch = st.session_state[_BATCH] = Batch(inbox)
    return batch


def _uploaded() -> list[Staged]:
    """The files that were dropped and wait in the inbox's hidden folder; says what is not taken."""
    turn = st.session_state.setdefault(_ROUND, 0)
    given = st.file_uploader(
        "Drop exports, digests, lists or archives of them",
        accept_multiple_files=True,
        max_upload_size=uploads.MOST_MEGABYTES,
        key=f"add_files_{turn}",
    )
    batch, staged, together = _batch(), [], 0
    batch.keep_only({one.file_id for one in given})
    for place, one in enumerate(given):
        together += one.size
        if problem := _say_too_much(place, one.size, together):
            show_html(refusal(f"{one.name[:150]}: {problem}"))
            together -= one.size
            continue
        staged.append(batch.stage(one.file_id, one.name, one))
    return staged


def _say_too_much(place: int, size: int, together: int) -> str:
    """Why a file is not taken; empty where it is."""
    by_hand = f"Put larger things into {data_paths().inbox} by hand."
    if place >= uploads.MOST_FILES:
        return f"more than {uploads.MOST_FILES} files at a time. Pack them into one zip archive."
    if size > uploads.MOST_MEGABYTES * uploads.MEGABYTE:
        return f"larger than {uploads.MOST_MEGABYTES} MB. {by_hand}"
    if together > uploads.MOST_MEGABYTES_TOGETHER * uploads.MEGABYTE:
        return f"with the others larger than {uploads.MOST_MEGABYTES_TOGETHER} MB. {by_hand}"
    return "" if size else "the file is empty."


def _pasted() -> list[Staged]:
    """The text that was pasted, as a file."""
    turn = st.session_state.setdefault(_ROUND, 0)
    with st.form("paste_form", border=False):
        text = st.text_area(
            "A digest, a list, references, JSON, CSV …",
            key=f"add_text_{turn}",
            height=220,
            max_chars=MOST_CHARACTERS,
            placeholder="Title of a paper\nIts abstract, in one line.\n\nTitle of the next paper\nIts abstract …",
        )
        name = st.text_input(
            "Call it (may stay empty)",
            key=f"add_name_{turn}",
            max_chars=120,
            help="A day in the name, such as 2026-11-30, says when the papers of a digest were listed.",
            placeholder="2026-11-30.txt",
        )
        st.form_submit_button("Look at it")
    batch = _batch()
    if not text.strip():
        batch.keep_only(set())
        return []
    own = paste_name(name, text)
    key = f"{own} {hash(text)}"
    batch.keep_only({key})
    return [batch.stage(key, own, BytesIO(text.encode("utf-8", "replace")))]


def _preview(staged: list[Staged]) -> list[FilePreview]:
    """What the files would give; kept for as long as they and the build are the same.

    Raises:
        PreviewFailed: there is none.
    """
    question = (tuple((one.name, one.sha256) for one in staged), shown_version())
    known = st.session_state.get(_PREVIEW)
    if known and known[0] == question:
        return known[1]
    batch = _batch()
    with (
        st.spinner("Looking at what it is …", show_time=True),
        Previewing([one.path for one in staged], data_paths().root, batch.folder / "tmp") as previewing,
    ):
        while (previews := previewing.answer(within=0.2)) is None:
            # A look at the state lets a reader who goes on to something else go, and ends the preview.
            _ = _PREVIEW in st.session_state
    # As they were given; what holds nothing comes last.
    places = {one.name: place for place, one in enumerate(staged)}
    previews.sort(key=lambda one: (not one.parsed, places.get(one.name.split("/")[0], 0)))
    st.session_state[_PREVIEW] = (question, previews)
    return previews


def _show_preview(staged: list[Staged], previews: list[FilePreview]) -> None:
    """What was recognised, and the button that takes it in."""
    wanted = [one for one in staged if any(_is_of(preview, one) and preview.parsed for preview in previews)]
    standing = {one.name: stands_there(data_paths().inbox, one) for one in wanted}
    show_html(answer_html(previews))
    replaced = [name for name, what in standing.items() if what == "other"]
    replaces = False
    if replaced:
        named = fmt.escape_markdown(fmt.listing(replaced[:5]))
        replaces = st.checkbox(
            f"Replace what is called {named} in the inbox: the new version then counts instead of the former one",
            key="add_replaces",
        )
    new = sum(one.new for one in previews)
    if wanted:
        st.button(
            f"Take in {fmt.counted(len(wanted), 'file')}",
            type="primary" if new else "secondary",
            key="take_in",
            on_click=_take_in,
            args=(wanted, replaces),
        )
    states = {name: "in the inbox already" for name, what in standing.items() if what == "same"}
    states |= dict.fromkeys(replaced, "replaces the former version" if replaces else "is put beside the other one")
    show_heading("What was recognised")
    show_html(files_table(previews, states))
    if any(one.first for one in previews):
        show_heading("The first records")
        show_html(records_table(previews))
    if any(one.refused for one in previews):
        show_heading("What is refused, and why")
        show_html(reasons_html(previews))


def _is_of(preview: FilePreview, staged: Staged) -> bool:
    return preview.name == staged.name or preview.name.startswith(f"{staged.name}/")


def _take_in(staged: list[Staged], replaces: bool) -> None:
    """Moves the files into the inbox and asks for a run."""
    landed = []
    try:
        for one in staged:
            landed.append(land(data_paths().inbox, one, replaces=replaces))
    except UploadFailed as error:
        st.session_state[_PROBLEM] = str(error)
    if not landed:
        return
    note_taken(landed)
    _batch().keep_only(set())
    st.session_state[_ROUND] += 1
    ask_for_run()


def _show_head() -> None:
    """What the page is for; what is served already stands below its name."""
    if shown_version() is None:
        title = "Add papers, and see where their field is going"
        show_html(html('<h1 class="pt-answer">{}.</h1>', title))
        show_note(
            html(
                "Nothing is served yet. Add exports of your reference manager or of a database, or digests that you "
                "saved; or put files into <code>{}</code> and type <code>papertrends run</code>.",
                data_paths().inbox,
            )
        )
        return
    build = load_build_info()
    show_banner(build)
    show_html(html('<h1 class="pt-answer">{}.</h1>', "Add papers: look at what it is, then take it in"))


def show() -> None:
    """The whole page."""
    _show_head()
    if problem := st.session_state.pop(_PROBLEM, ""):
        show_html(refusal(problem))
    show_taken()
    way = select_segment("How", WAYS, "way", default=WAYS[0], shown=False)
    if way == "Service":
        show_services()
        return
    try:
        staged = _uploaded() if way == "Files" else _pasted()
        if staged:
            _show_preview(staged, _preview(staged))
            return
    except (UploadFailed, PreviewFailed) as error:
        show_html(refusal(str(error)))
        return
    show_note(
        "RIS, BibTeX, Web of Science, EndNote, PubMed, arXiv, OpenAlex, Scopus and other CSV, Excel, JSON, JSON Lines, "
        "Parquet, saved pages and e-mails of digests, plain or packed: what it is, its content says. It stays on this "
        "machine, and nothing is taken in before you have seen what was recognised."
    )


show()
