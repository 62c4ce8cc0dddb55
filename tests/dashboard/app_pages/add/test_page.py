"""The page Add in its states: nothing served, files recognised and refused, nothing new, taken in, Dagster away."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from dashboard.app_pages.add.service_panel import _services
from dashboard.warehouse_access import uploads
from tests.incremental.test_preview import TWO_WORKS

HOSTILE = """TY  - JOUR
TI  - Lanterns <script>alert(1)</script> of <img src=x onerror=alert(2)> the north
AB  - We study lanterns in archives. They help readers find shelves at night.
ER  -
"""
KNOWN = '{"title": "Other", "abstract": "What we know.", "arxiv_id": "2501.00000v2"}\n'


@pytest.fixture
def folder(warehouses, tmp_path):
    """A data folder of its own that serves the full warehouse."""
    shutil.copytree(warehouses["full"], tmp_path / "data")
    return tmp_path / "data"


def upload(page, *files: tuple[str, str | bytes]):
    given = [(name, one.encode() if isinstance(one, str) else one, "text/plain") for name, one in files]
    page.app.file_uploader[0].set_value(given).run()
    assert not page.app.exception
    return page


def inbox(folder: Path) -> dict[str, str]:
    """The files that a run would see."""
    return {path.name: path.read_text() for path in (folder / "inbox").iterdir() if not path.name.startswith(".")}


def test_an_empty_data_folder_opens_here(open_page, tmp_path):
    page = open_page(tmp_path / "data", "pulse")
    assert "Add papers, and see where their field is going" in page.text
    assert str(tmp_path / "data" / "inbox") in page.text and "<code>papertrends run</code>" in page.html
    assert not (tmp_path / "data").exists(), "looking writes nothing"


def test_other_pages_lead_here_where_nothing_is_served(open_page):
    assert '<a href="./add">Add papers here</a>' in open_page("missing", "terms").html
    assert '<a href="./add">Add your own papers</a>' in open_page("sample", "terms").html


def test_what_was_recognised_is_shown_before_anything_is_taken_in(open_page, folder):
    page = upload(open_page(folder, "add"), ("a.ris", TWO_WORKS), ("b.bin", bytes(range(256)) * 20))
    assert "2 records, all new; 1 piece refused; 1 file not taken in." in page.text
    assert "a.ris RIS 2 2 – 1" in page.text and "b.bin not recognised 0 0 – –" in page.text
    assert "A lantern for quiet archives 2024-03-12 Journal of Lanterns Mina Ito" in page.text
    assert "a.ris, 1 piece: " in page.text and "Without an abstract" in page.text
    assert page.app.button(key="take_in").label == "Take in 1 file"
    assert inbox(folder) == {}


def test_what_holds_no_papers_cannot_be_taken_in(open_page, folder):
    page = upload(open_page(folder, "add"), ("b.bin", bytes(range(256)) * 20), ("empty.csv", b""))
    assert "No papers could be read from this." in page.text
    assert "empty.csv: the file is empty." in page.text
    assert "take_in" not in [button.key for button in page.app.button]


def test_what_is_too_much_is_refused_in_words(open_page, folder, monkeypatch):
    monkeypatch.setattr(uploads, "MEGABYTE", 8)
    monkeypatch.setattr(uploads, "MOST_FILES", 2)
    page = upload(open_page(folder, "add"), ("a.ris", TWO_WORKS), ("b.ris", b"x" * 2000), ("c.ris", TWO_WORKS))
    assert "b.ris: larger than 200 MB. Put larger things into" in page.text
    assert "c.ris: more than 2 files at a time. Pack them into one zip archive." in page.text
    assert page.app.button(key="take_in").label == "Take in 1 file"


def test_nothing_new_is_said(open_page, folder):
    page = upload(open_page(folder, "add"), ("c.jsonl", KNOWN))
    assert "Nothing new: the one record is known." in page.text
    assert "c.jsonl JSON Lines 1 0 1 –" in page.text


def test_hostile_names_and_titles_are_only_texts(open_page, folder):
    page = upload(open_page(folder, "add"), ("../../<b>evil</b>.ris", HOSTILE))
    assert "<script>alert" not in page.html and "<img" not in page.html and "<b>evil" not in page.html
    page.app.button(key="take_in").click().run()
    assert not page.app.exception
    assert list(inbox(folder)) == ["b_.ris"]
    assert not list(folder.parent.glob("*.ris"))


def test_a_file_is_taken_in_and_a_run_is_started(open_page, folder, fake_dagster):
    fake_dagster.add_run("before", "SUCCESS")
    page = upload(open_page(folder, "add"), ("a.ris", TWO_WORKS))
    page.app.button(key="take_in").click().run()
    assert not page.app.exception
    assert inbox(folder) == {"a.ris": TWO_WORKS}
    assert "a.ris is in the inbox." in page.text
    for _ in range(50):
        if fake_dagster.asked:
            break
        page.app.run()
    assert fake_dagster.asked == ["run"]
    assert "take_in" not in [button.key for button in page.app.button], "there is nothing more to take in"


def test_no_second_run_is_asked_for_while_one_is_at_work(open_page, folder, fake_dagster):
    fake_dagster.add_run("now", "STARTED", done=1, at_work="index_terms")
    page = upload(open_page(folder, "add"), ("a.ris", TWO_WORKS))
    page.app.button(key="take_in").click().run()
    assert "A run is at work: index terms, step 2 of 3." in page.text
    assert fake_dagster.asked == [] and inbox(folder) == {"a.ris": TWO_WORKS}


def test_without_dagster_the_file_is_in_the_inbox_and_the_page_says_what_to_type(open_page, folder):
    page = upload(open_page(folder, "add"), ("a.ris", TWO_WORKS))
    page.app.button(key="take_in").click().run()
    for _ in range(50):
        if "does not answer" in page.text:
            break
        page.app.run()
    assert "a.ris is in the inbox." in page.text
    assert "Dagster does not answer" in page.text and "<code>papertrends run</code>" in page.html
    assert inbox(folder) == {"a.ris": TWO_WORKS}


def test_a_file_of_the_same_name_is_replaced_only_where_that_is_wanted(open_page, folder):
    (folder / "inbox").mkdir()
    (folder / "inbox" / "a.ris").write_text("other")
    page = upload(open_page(folder, "add"), ("a.ris", TWO_WORKS))
    assert "is put beside the other one" in page.text
    page.app.checkbox(key="add_replaces").check().run()
    assert "replaces the former version" in page.text
    page.app.button(key="take_in").click().run()
    assert inbox(folder) == {"a.ris": TWO_WORKS}
    page = upload(open_page(folder, "add"), ("a.ris", HOSTILE))
    page.app.button(key="take_in").click().run()
    assert inbox(folder) == {"a.ris": TWO_WORKS, "a-2.ris": HOSTILE}


def test_a_read_only_inbox_gives_words(open_page, folder):
    (folder / "inbox").write_text("a file in the place of the folder")
    page = upload(open_page(folder, "add"), ("a.ris", TWO_WORKS))
    assert "Nothing can be written into the inbox" in page.text


def test_a_text_is_pasted(open_page, folder):
    page = open_page(folder, "add", way="Paste")
    page.app.text_area[0].input(TWO_WORKS)
    page.app.text_input[0].input("../2026-11-30")
    page.app.button[0].click().run()
    assert "2 records, all new; 1 piece refused." in page.text
    page.app.button(key="take_in").click().run()
    assert inbox(folder) == {"2026-11-30.txt": TWO_WORKS}
    assert page.app.text_area[0].value == ""


@pytest.fixture
def services(fake_dagster):
    """A Dagster that knows two services."""
    _services.clear()
    plain = {"service": "huggingface", "label": "Hugging Face", "hosts": "huggingface.co", "query": "", "category": ""}
    narrow = {
        "service": "pubmed",
        "label": "PubMed",
        "hosts": "a.example",
        "query": "asthma[mesh]",
        "category": "",
    }
    fake_dagster.services = [plain | {"needs": ""}, narrow | {"needs": "PubMed takes in 5,000 records a day."}]
    yield fake_dagster
    _services.clear()


def test_a_service_is_fetched_by_dagster_and_it_is_plain_who_is_asked(open_page, folder, services):
    page = open_page(folder, "add", way="Service")
    assert "This sends requests to huggingface.co" in page.text
    assert "Nothing else leaves this machine." in page.text
    assert services.asked == [], "looking sends nothing"
    page.app.date_input(key="add_days").set_value((date(2026, 11, 1), date(2026, 11, 7)))
    page.app.button(key="fetch").click().run()
    assert not page.app.exception
    for _ in range(50):
        if services.asked:
            break
        page.app.run()
    assert services.asked == ["fetch"]
    assert services.configs[0]["ops"]["fetch_span"]["config"] == {
        "service": "huggingface",
        "first_day": "2026-11-01",
        "last_day": "2026-11-07",
        "query": "",
        "categories": [],
    }


def test_a_service_that_must_be_narrowed_waits_for_a_query(open_page, folder, services):
    page = open_page(folder, "add", way="Service")
    page.app.selectbox(key="add_service").select("pubmed").run()
    assert "PubMed takes in 5,000 records a day. Narrow it." in page.text
    assert page.app.button(key="fetch").disabled
    page.app.text_input(key="add_query_pubmed").input("asthma[mesh]").run()
    assert not page.app.button(key="fetch").disabled


def test_without_dagster_the_page_says_what_to_type(open_page, folder):
    _services.clear()
    page = open_page(folder, "add", way="Service")
    assert "<code>papertrends fetch arxiv" in page.html and "<code>papertrends run</code>" in page.html
    assert "Nothing else leaves this machine." in page.text
