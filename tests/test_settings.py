import re
import tomllib
from pathlib import Path

import pytest

from pipelines.settings import Settings, TrendSettings, load_settings, settings_path
from pipelines.trends.verdicts import LEAST_CHANGE
from warehouse.user_files import UserFileError


def write(tmp_path, text):
    path = tmp_path / "papertrends.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_everything_has_its_default(tmp_path):
    assert load_settings(tmp_path / "absent.toml") == Settings()


def test_a_file_changes_only_what_it_says(tmp_path):
    settings = load_settings(write(tmp_path, "[trends]\nrecent_months = 6\nfalse_discovery_rate = 0.1\n"))
    assert settings.trends == TrendSettings(recent_months=6, false_discovery_rate=0.1)
    assert settings.terms == Settings().terms


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[trend]\n", "line 1: trend: there is no such field; there are run, terms, themes, trends"),
        ("\n[trends]\nrecent = 3\n", "line 3: trends.recent: there is no such field; there are recent_months"),
        ("[trends]\nrecent_months = '3'\n", "line 2: trends.recent_months: a whole number is needed, not '3'"),
        ("[trends]\nmin_papers = 0\n", "line 2: trends.min_papers: it must be 1 or more, not 0"),
        ("[trends]\nfalse_discovery_rate = nan\n", "line 2: trends.false_discovery_rate: "),
        ("[terms]\nmax_keywords = 16\n", "it must be 15 or less, not 16"),
        ("[themes]\nrefit = 1\n", "true or false is needed, not 1"),
        ("[run]\nthreads = -1\n", "it must be 0 or more, not -1"),
        ("[fetch.arxiv]\nquery = 3\n", "line 2: fetch.arxiv.query: it must be words"),
        (
            "[fetch.pubmed]\ncategories = []\n",
            "line 2: fetch.pubmed.categories: there is no such field; there are query",
        ),
        ("[fetch]\ncontact = 'a b@c'\n", "line 2: fetch.contact: "),
        ("trends = 3\n", "line 1: trends: lines of the form `name: value` are needed"),
        ("[trends\n", "not valid TOML"),
    ],
)
def test_a_bad_setting_is_named(tmp_path, text, message):
    with pytest.raises(UserFileError, match=message):
        load_settings(write(tmp_path, text))


def test_the_environment_names_another_file(monkeypatch, tmp_path):
    monkeypatch.setenv("PAPERTRENDS_SETTINGS", str(tmp_path / "mine.toml"))
    assert settings_path() == tmp_path / "mine.toml"


DOCUMENTED = Path(__file__).parents[1] / "docs" / "settings.md"
SHIPPED = Path(__file__).parents[1] / "papertrends.toml"


def test_the_shipped_file_states_every_default(tmp_path):
    assert load_settings(SHIPPED) == Settings()
    stated = tomllib.loads(re.sub(r"^# (?=\w+ = )", "", SHIPPED.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert stated == Settings().model_dump()


def test_the_readme_says_what_a_verdict_needs_by_default():
    readme = (SHIPPED.parent / "README.md").read_text(encoding="utf-8")
    change = 2**LEAST_CHANGE
    assert f"(× {change:g}) or down (÷ {change:g})" in readme
    assert f"false-discovery rate of at most {100 * TrendSettings().false_discovery_rate:g} %" in readme


def test_the_docs_state_every_default():
    rows = re.findall(
        r"^\| `\[([\w.]+)\]` \| `(\w+)` \| `([^`]+)` \|", DOCUMENTED.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    documented = tomllib.loads("\n".join(f"{section}.{name} = {default}" for section, name, default in rows))
    assert documented == Settings().model_dump()
