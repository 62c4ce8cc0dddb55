"""The layout of the design and who may import whom, as the code stands."""

import ast
import subprocess
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("warehouse", "pipelines", "dashboard")
TOP_LEVEL = {
    *PACKAGES,
    "tests",
    "workspace.yaml",
    "dagster.yaml",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "LICENSE",
    "Makefile",
    "papertrends.toml",
    "benchmarks",
    "docs",
    "requirements.lock",
    "Containerfile",
    "compose.yaml",
}
MOST_MODULES = 15
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "pages"}

TEXT_ROOMS = ("search", "cleaning", "keywords", "matching", "terms", "phrases", "acronyms", "tokens", "lexicons")
DASHBOARD_ROOMS = (
    "app_pages",
    "ui",
    "exports",
    "warehouse_access",
    "charts",
    "queries",
    "query_language",
    "wording",
    *("markup", "rows", "query", "periods"),
)

# Package to what it must not import. The longest prefix of a module's name counts, besides its parents'.
FORBIDDEN_IMPORTS = {
    "warehouse": {"pipelines", "dashboard", "dagster", "streamlit", "altair"},
    "pipelines": {"dashboard", "streamlit", "altair"},
    "dashboard": {"pipelines", "dagster"},
    **{
        f"pipelines.{pure}": {"dagster", "duckdb"}
        for pure in ("arrays", "text", "themes", "trends", "papers", "sources", "sample")
    },
    # Within `pipelines.text` each room imports only rooms below it; `cleaning` and `search` stand by themselves on
    # `tokens`.
    **{
        f"pipelines.text.{room}": {f"pipelines.text.{above}" for above in TEXT_ROOMS[:position]}
        for position, room in enumerate(TEXT_ROOMS)
    },
    # The same for the dashboard; the last four are modules.
    **{
        f"dashboard.{room}": {f"dashboard.{above}" for above in ("app", *DASHBOARD_ROOMS[:position])}
        | (set() if room in ("app_pages", "ui", "warehouse_access") else {"streamlit"})
        | ({"duckdb"} if room == "charts" else set())
        for position, room in enumerate(DASHBOARD_ROOMS)
    },
    "pipelines.arrays": {"pipelines.text", "pipelines.themes", "pipelines.trends", "pipelines.papers", "warehouse"},
}


def tracked_files():
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files"], capture_output=True, text=True, check=False)
    if listed.returncode or not listed.stdout:
        pytest.skip("no git checkout: what belongs to the project cannot be told from what was generated")
    return [Path(line) for line in listed.stdout.splitlines()]


def modules():
    return [
        pytest.param(path, id=str(path.relative_to(ROOT)))
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "data" not in path.relative_to(ROOT).parts[1:2]
    ]


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_names(path):
    """Every module that `path` imports, anywhere in it, relative imports resolved."""
    package = module_name(path).split(".") if path.name == "__init__.py" else module_name(path).split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *filter(None, [node.module])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def is_within(name, package):
    return name == package or name.startswith(package + ".")


def broken_rules(importer, imported):
    return {
        forbidden
        for package, forbidden_ones in FORBIDDEN_IMPORTS.items()
        if is_within(importer, package)
        for forbidden in forbidden_ones
        if is_within(imported, forbidden)
    }


@pytest.mark.parametrize("path", modules())
def test_a_module_imports_only_what_its_package_may(path):
    importer = module_name(path)
    assert not [(name, broken) for name in imported_names(path) if (broken := broken_rules(importer, name))]


def test_the_rules_would_notice_what_they_forbid():
    assert broken_rules("warehouse.writer", "pipelines.settings") == {"pipelines"}
    assert broken_rules("pipelines.text.cleaning.pipeline", "duckdb") == {"duckdb"}
    assert broken_rules("pipelines.assets.terms", "duckdb") == set()
    assert broken_rules("dashboard.charts.lines", "streamlit.elements") == {"streamlit"}
    assert broken_rules("dashboard.queries.papers", "dashboard.ui.links") == {"dashboard.ui"}
    assert broken_rules("dashboard.app", "streamlit") == set()


def folder_of(name):
    """The folder that a module lives in; a module of the top level stands for itself."""
    path = ROOT / Path(*name.split("."))
    if path.with_suffix(".py").exists() and name.count(".") > 1:
        return name.rpartition(".")[0]
    return name if path.is_dir() or path.with_suffix(".py").exists() else None


def circle(graph):
    """The folders that import each other in a circle; None where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return None


def test_no_folders_of_the_dashboard_import_each_other_in_a_circle():
    graph = {}
    for path in (ROOT / "dashboard").rglob("*.py"):
        folder = folder_of(module_name(path))
        imported = {folder_of(name) for name in imported_names(path) if is_within(name, "dashboard")}
        graph.setdefault(folder, set()).update(imported - {None, folder, "dashboard"})
    assert graph["dashboard.charts"] == {"dashboard.charts.layout", "dashboard.periods", "dashboard.wording"}
    assert circle(graph) is None


def test_a_circle_would_be_noticed():
    assert circle({"ui": {"exports"}, "exports": {"queries"}, "queries": {"ui"}})
    assert circle({"ui": {"exports", "queries"}, "exports": {"queries"}}) is None


def test_the_top_level_holds_what_the_design_allows():
    found = {path.parts[0] for path in tracked_files()}
    assert {name for name in found if not name.startswith(".")} <= TOP_LEVEL


def test_no_module_has_a_name_that_says_nothing():
    assert not [
        path for path in tracked_files() if path.stem in FORBIDDEN_NAMES or FORBIDDEN_NAMES & set(path.parts[:-1])
    ]


def test_no_folder_is_overfull():
    crowded = {
        str(folder): modules
        for folder in {path.parent for path in tracked_files() if path.parts[0] in (*PACKAGES, "benchmarks")}
        if (modules := len([path for path in (ROOT / folder).glob("*.py") if path.name != "__init__.py"]))
        > MOST_MODULES
    }
    assert not crowded, "look for a second room"


@pytest.mark.parametrize("path", modules())
def test_a_module_says_what_lives_there(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_duckdb_is_opened_in_one_place():
    openers = [
        module_name(path.values[0])
        for path in modules()
        for node in ast.walk(ast.parse(path.values[0].read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "duckdb.connect"
    ]
    assert set(openers) == {"warehouse.connection"}


def test_no_generated_data_is_tracked():
    assert not [path for path in tracked_files() if path.parts[:2] == ("warehouse", "data") or path.suffix == ".duckdb"]
