"""Settings of the pipeline, read from the optional `papertrends.toml`; every one has a default that is fine.

Documented for users in `docs/settings.md`. Nothing is read at import.
"""

import os
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path

PROJECT = Path(__file__).parents[1]


class SettingsError(ValueError):
    """A setting that is unknown or out of range; says which, where, and what would do."""


@dataclass(frozen=True, slots=True)
class TermSettings:
    """`[terms]`.

    Args:
        min_papers: papers that must hold a term for it to be indexed; 0 lets the size of the corpus decide.
        max_keywords: keywords per paper at most, 1 to 15.
    """

    min_papers: int = 0
    max_keywords: int = 15


@dataclass(frozen=True, slots=True)
class ThemeSettings:
    """`[themes]`.

    Args:
        count: number of themes; 0 lets the corpus decide.
        refit: find the themes anew instead of continuing those of the previous build.
        seed: seed of everything random.
    """

    count: int = 0
    refit: bool = False
    seed: int = 20260101


@dataclass(frozen=True, slots=True)
class TrendSettings:
    """`[trends]`.

    Args:
        recent_months: length of the recent window in months; 0 lets the span of the papers decide.
        baseline_months: length of the window it is compared with; 0 lets the span decide.
        min_papers: papers over both windows below which no verdict is given.
        false_discovery_rate: expected share of false verdicts among those given, 0 to 1.
    """

    recent_months: int = 0
    baseline_months: int = 0
    min_papers: int = 10
    false_discovery_rate: float = 0.05


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings."""

    terms: TermSettings = field(default_factory=TermSettings)
    themes: ThemeSettings = field(default_factory=ThemeSettings)
    trends: TrendSettings = field(default_factory=TrendSettings)


_BOUNDS: dict[str, tuple[float, float]] = {
    "terms.min_papers": (0, 1_000_000),
    "terms.max_keywords": (1, 15),
    "themes.count": (0, 200),
    "trends.recent_months": (0, 120),
    "trends.baseline_months": (0, 600),
    "trends.min_papers": (1, 1_000_000),
    "trends.false_discovery_rate": (0.0001, 0.5),
}


_KINDS = {int: "a whole number", float: "a number", bool: "true or false", str: "a text"}


def _section(kind: type, name: str, values: object, where: Path):
    if not isinstance(values, dict):
        raise SettingsError(f"{where}: [{name}] must be a table")
    known = {one.name: one for one in fields(kind)}
    for key, value in values.items():
        if key not in known:
            raise SettingsError(f"{where}: [{name}] has no setting {key!r}; there are {', '.join(known)}")
        expected = type(known[key].default)
        # bool is an int to Python, and an int will do for a float.
        fits = type(value) is expected or (expected is float and type(value) is int)
        if not fits:
            raise SettingsError(f"{where}: {name}.{key} is {value!r}; {_KINDS[expected]} is needed")
        low, high = _BOUNDS.get(f"{name}.{key}", (None, None))
        if low is not None and not low <= value <= high:
            raise SettingsError(f"{where}: {name}.{key} is {value}; it must be from {low} to {high}")
    return kind(**values)


def settings_path() -> Path:
    """`PAPERTRENDS_SETTINGS`, else `papertrends.toml` of this checkout; the file need not be there."""
    chosen = os.environ.get("PAPERTRENDS_SETTINGS")
    return Path(chosen).expanduser() if chosen else PROJECT / "papertrends.toml"


def load_settings(path: Path | None = None) -> Settings:
    """The settings in `path` (by default `settings_path()`), with defaults for what it does not say.

    Raises:
        SettingsError: the file is no TOML, or a setting is unknown, of the wrong type or out of range.
    """
    path = path or settings_path()
    if not path.exists():
        return Settings()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from error
    sections = {one.name: one.default_factory for one in fields(Settings)}
    if unknown := [name for name in content if name not in sections]:
        raise SettingsError(
            f"{path}: no section [{unknown[0]}]; there are {', '.join(f'[{name}]' for name in sections)}"
        )
    return Settings(**{name: _section(sections[name], name, values, path) for name, values in content.items()})
