import dataclasses
import re
import tomllib
from pathlib import Path

import pytest

from pipelines.settings import Settings, SettingsError, TrendSettings, load_settings, settings_path


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
        ("[trend]\n", r"no section \[trend\].*\[trends\]"),
        ("[trends]\nrecent = 3\n", "no setting 'recent'.*recent_months"),
        ("[trends]\nrecent_months = '3'\n", "a whole number is needed"),
        ("[trends]\nmin_papers = 0\n", "from 1 to"),
        ("[terms]\nmax_keywords = 16\n", "from 1 to 15"),
        ("[themes]\nrefit = 1\n", "true or false is needed"),
        ("trends = 3\n", "must be a table"),
        ("[trends\n", "not valid TOML"),
    ],
)
def test_a_bad_setting_is_named(tmp_path, text, message):
    with pytest.raises(SettingsError, match=message):
        load_settings(write(tmp_path, text))


def test_the_environment_names_another_file(monkeypatch, tmp_path):
    monkeypatch.setenv("PAPERTRENDS_SETTINGS", str(tmp_path / "mine.toml"))
    assert settings_path() == tmp_path / "mine.toml"


DOCUMENTED = Path(__file__).parents[1] / "docs" / "settings.md"
SHIPPED = Path(__file__).parents[1] / "papertrends.toml"


def test_the_shipped_file_states_every_default(tmp_path):
    assert load_settings(SHIPPED) == Settings()
    stated = tomllib.loads(re.sub(r"^# (?=\w+ = )", "", SHIPPED.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert stated == dataclasses.asdict(Settings())


def test_the_docs_state_every_default():
    rows = re.findall(
        r"^\| `\[(\w+)\]` \| `(\w+)` \| `([^`]+)` \|", DOCUMENTED.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    documented = {section: {} for section, _, _ in rows}
    for section, name, default in rows:
        documented[section][name] = tomllib.loads(f"x = {default}")["x"]
    assert documented == dataclasses.asdict(Settings())
