import pytest

from dashboard.warehouse_access.upload_names import free_name, paste_name, safe_name
from pipelines.sources.dates import day_in_name
from pipelines.sources.files import _UNFINISHED, is_unfinished


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("export.ris", "export.ris"),
        ("2026-11-30.txt", "2026-11-30.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\savedrecs.txt", "savedrecs.txt"),
        ("/abs/olute", "olute"),
        ("..", "upload"),
        ("", "upload"),
        (".hidden.csv", "hidden.csv"),
        ("a\0b\nc\x1b[31m.csv", "abc[31m.csv"),
        ("gpj.\u202eexe.ris", "gpj.exe.ris"),
        ("<img src=x onerror=1>.ris", "_img src=x onerror=1_.ris"),
        ("Zeitschrift u\u0308ber.bib", "Zeitschrift über.bib"),
        ("--help", "help"),
        ("paper.tmp", "paper.tmp_"),
        ("paper.csv~", "paper.csv~_"),
    ],
)
def test_a_name_is_never_a_path_nor_hidden(given, name):
    assert safe_name(given) == name


def test_no_name_is_that_of_an_unfinished_download():
    for ending in _UNFINISHED:
        assert not is_unfinished(safe_name(f"export{ending}"))
        assert not is_unfinished(safe_name(f"export{ending.upper()}"))


def test_a_long_name_keeps_its_ending_and_whole_letters():
    name = safe_name("ü" * 400 + ".ris.gz")
    assert name == "ü" * 71 + ".ris.gz" and len(name.encode()) <= 150
    assert len(safe_name("x" * 400 + "." + "y" * 400).encode()) <= 150


def test_a_taken_name_gets_a_number_before_its_ending():
    taken = {"a.ris", "a-2.ris", "b", "c.csv.gz"}
    assert free_name("new.ris", taken.__contains__) == "new.ris"
    assert free_name("a.ris", taken.__contains__) == "a-3.ris"
    assert free_name("b", taken.__contains__) == "b-2"
    assert free_name("c.csv.gz", taken.__contains__) == "c-2.csv.gz"


def test_a_pasted_text_is_called_as_wished_or_by_its_content():
    assert paste_name("2026-11-30", "any") == "2026-11-30.txt"
    assert paste_name(" ../list.csv ", "any") == "list.csv"
    name = paste_name("", "any")
    assert name == paste_name("", "any") != paste_name("", "other")
    assert name.startswith("pasted-") and day_in_name(name) is None and not any(map(str.isdigit, name))
