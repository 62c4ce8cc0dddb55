import pytest
from streamlit.testing.v1 import AppTest

from dashboard.ui.downloads import show_download


def page():
    from dashboard.ui.downloads import show_download

    show_download("CSV", "papers.csv", lambda: b"a", key="papers_csv")


def test_a_file_has_a_button():
    (button,) = AppTest.from_function(page).run().get("download_button")
    assert button.proto.label == "CSV"


def test_a_file_of_no_known_kind_is_refused():
    with pytest.raises(KeyError):
        show_download("Text", "papers.doc", lambda: b"")
