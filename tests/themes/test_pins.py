import polars as pl
import pytest

from pipelines.themes.pins import OwnTheme, Pins, find_own_papers, load_pins, refer
from warehouse.user_files import UserFileError


def _written(tmp_path, text):
    path = tmp_path / "themes.yaml"
    path.write_text(text)
    return path


def test_file_that_is_shipped_says_nothing_yet(pytestconfig):
    assert load_pins(pytestconfig.rootpath / "pipelines" / "curation" / "themes.yaml") == Pins()


def test_example_of_the_shipped_file_can_be_read(pytestconfig, tmp_path):
    lines = (pytestconfig.rootpath / "pipelines" / "curation" / "themes.yaml").read_text().splitlines()
    example = [
        line.removeprefix("# ") for line in lines if (line.startswith(("# ", "#   ")) and ":" in line) or "- " in line
    ]
    pins = load_pins(
        _written(
            tmp_path,
            "\n".join(line for line in example if line.startswith((" ", "define", "rename", "merge", "forbid", "pin"))),
        )
    )
    assert pins.own[0].name == "Quantum computing"
    assert pins.names == (("12", "Speech recognition"),)
    assert pins.merges == (("Object detection", "instance segmentation"),)
    assert pins.forbidden == ("Case study",)
    assert pins.pinned == ("7",)


def test_no_file_no_pins(tmp_path):
    assert load_pins(tmp_path / "themes.yaml") == Pins()
    assert load_pins(_written(tmp_path, "")) == Pins()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("defines: []", "line 1: defines: there is no such field; there are define, rename, merge, forbid, pin"),
        ("- a", "line 1: lines of the form `name: value` are needed"),
        ("pin: 7", "line 1: pin: a list is needed"),
        ("define: [{name: A}]", "line 1: define, entry 1, terms: it is missing"),
        ("define:\n- {name: A, terms: []}", "line 2: define, entry 1, terms: a list of 1 or more"),
        ("merge:\n- [a, b]\n- [a]", "line 3: merge, entry 2: a list of 2 or more"),
        ("rename: [{theme: a}]", "rename, entry 1, name: it is missing"),
        ("rename: [{theme: a, name: b, to: c}]", "rename, entry 1, to: there is no such field; there are theme, name"),
        ("pin: [[a]]", "pin, entry 1: it must be words"),
        ("a: [", "not valid YAML"),
    ],
)
def test_mistakes_are_explained(tmp_path, text, says):
    with pytest.raises(UserFileError, match=f"themes.yaml.*{says}"):
        load_pins(_written(tmp_path, text))


def test_themes_are_meant_by_number_name_or_term():
    ids, labels, terms = [3, 8], ["Game theory · auction", "8"], [["auction", "bidder"], ["bidder", "graph"]]
    assert refer("8", ids, labels, terms) == 1
    assert refer("game theory · Auction", ids, labels, terms) == 0
    assert refer("GRAPH", ids, labels, terms) == 1
    assert refer("bidder", ids, labels, terms) == 1
    assert refer("nothing", ids, labels, terms) is None


def test_own_papers_have_the_term_in_the_title_or_twice():
    terms = pl.DataFrame({"term_id": [1, 2, 3], "term": ["Multi-Task Learning", "MTL loss", "graph"]})
    cells = pl.DataFrame(
        [
            ("a", 1, 1, True),
            ("b", 1, 1, False),
            ("c", 1, 2, False),
            ("d", 1, 1, False),
            ("d", 2, 1, False),
            ("e", 3, 9, True),
        ],
        schema=["paper_id", "term_id", "mentions", "in_title"],
        orient="row",
    )
    own = OwnTheme("Multi-task", ("multitask learning", "mtl loss"))
    assert find_own_papers(own, cells, terms).to_list() == ["a", "c", "d"]
