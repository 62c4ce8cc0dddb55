"""`docs/architecture.md` against the code: folders, import rules, the graph of asset groups, and links."""

import re
from pathlib import Path

import pytest

from pipelines.definitions import defs
from pipelines.settings import PROJECT
from tests.test_layout import FORBIDDEN_IMPORTS, TEXT_ROOMS

PAGE = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")


def folders() -> set[str]:
    """The rooms that a newcomer looks for: folders with modules in them, one level below each package."""
    return {
        f"{package}/{folder.name}"
        for package in ("pipelines", "dashboard", "warehouse")
        for folder in (PROJECT / package).iterdir()
        if folder.is_dir() and next(folder.rglob("*.py"), None) is not None and folder.name != "data"
    }


def test_every_folder_is_said_to_hold_something():
    described = set(re.findall(r"^\| `([a-z_]+/[a-z_]+)` \|", PAGE, re.MULTILINE))
    assert described >= folders()
    assert not [name for name in described if not (PROJECT / name).is_dir()]


def test_the_rooms_of_the_text_work_stand_in_the_order_that_the_rules_hold():
    assert ", ".join(f"`{room}`" for room in TEXT_ROOMS) in PAGE


@pytest.mark.parametrize("package", ["warehouse", "pipelines", "dashboard", "dashboard.charts"])
def test_the_rules_are_those_of_the_tests(package):
    row = re.search(rf"^\| `{re.escape(package)}` \| (.+) \|$", PAGE, re.MULTILINE)
    assert row
    said = {name.strip(" `").lower() for name in row.group(1).split(",")}
    assert said <= FORBIDDEN_IMPORTS[package]
    unsaid = {name for name in FORBIDDEN_IMPORTS[package] if not name.startswith("dashboard.")}
    # The order of the dashboard's rooms is told in a list of its own.
    assert unsaid - said <= {"altair"}


def test_the_arrows_between_groups_are_those_of_the_graph():
    graph = defs.resolve_asset_graph()
    arrows = {
        (graph.get(parent).group_name, graph.get(key).group_name)
        for key in graph.get_all_asset_keys()
        for parent in graph.get(key).parent_keys
    }
    drawn = set(
        re.findall(
            r"^  (\w+)(?:\[[^\]]*\])? --> (\w+)",
            PAGE.split("## The way of a digest")[1].split("## The way")[0],
            re.MULTILINE,
        )
    )
    drawn.discard(("inbox", "ingest"))
    assert drawn <= arrows
    reached: dict[str, set[str]] = {}
    for source, target in drawn:
        reached.setdefault(source, set()).add(target)

    def leads(source: str, target: str) -> bool:
        return target in reached.get(source, ()) or any(leads(step, target) for step in reached.get(source, ()))

    assert not [(a, b) for a, b in arrows if a != b and not leads(a, b)]


@pytest.mark.parametrize("page", sorted((PROJECT / "docs").rglob("*.md"), key=str), ids=lambda path: path.name)
def test_links_lead_to_files(page: Path):
    text = page.read_text(encoding="utf-8")
    targets = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert not [target for target in targets if target and not (page.parent / target).exists()]
