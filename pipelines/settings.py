"""Settings of the pipeline, read from the optional `papertrends.toml`; each has a default that suits most corpora.

Documented for users in `docs/settings.md`. Nothing is read at import.
"""

import os
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from warehouse.user_files import read_toml

PROJECT = Path(__file__).parents[1]
CONTACT = r"^([^\s@<>()]+@[^\s@<>()]+)?$"
"""What an e-mail address looks like, or nothing."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class RunSettings(_Section):
    """`[run]`.

    Args:
        threads: threads that a run works with; 0 for all cores.
    """

    threads: Annotated[int, Field(ge=0, le=1024)] = 0


class TermSettings(_Section):
    """`[terms]`.

    Args:
        min_papers: papers that must hold a term for it to be indexed; 0 lets the size of the corpus decide.
        max_keywords: keywords per paper at most.
    """

    min_papers: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    max_keywords: Annotated[int, Field(ge=1, le=15)] = 15


class ThemeSettings(_Section):
    """`[themes]`.

    Args:
        count: number of themes; 0 lets the corpus decide.
        refit: find the themes anew instead of continuing those of the previous build.
        seed: seed of everything random.
    """

    count: Annotated[int, Field(ge=0, le=200)] = 0
    refit: bool = False
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 20260101


class TrendSettings(_Section):
    """`[trends]`.

    Args:
        recent_months: length of the recent window in months; 0 lets the span of the papers decide.
        baseline_months: length of the window it is compared with; 0 lets the span decide.
        min_papers: papers over both windows below which no verdict is given.
        false_discovery_rate: expected share of false verdicts among those given.
    """

    recent_months: Annotated[int, Field(ge=0, le=120)] = 0
    baseline_months: Annotated[int, Field(ge=0, le=600)] = 0
    min_papers: Annotated[int, Field(ge=1, le=1_000_000)] = 10
    false_discovery_rate: Annotated[float, Field(ge=0.0001, le=0.5)] = 0.05


class PublishSettings(_Section):
    """`[publish]`.

    Args:
        keep_builds: builds before the served one that are kept, for `papertrends rollback`; 0 keeps none.
    """

    keep_builds: Annotated[int, Field(ge=0, le=100)] = 3


class HistorySettings(_Section):
    """`[history]`.

    Args:
        keep_runs: runs of which Dagster's history keeps the events.
    """

    keep_runs: Annotated[int, Field(ge=1, le=100_000)] = 15


class QuerySettings(_Section):
    """`[fetch.pubmed]`, `[fetch.europepmc]`.

    Args:
        query: what is fetched, in the service's own language.
    """

    query: Annotated[str, Field(max_length=2_000)] = ""


class CategorySettings(_Section):
    """`[fetch.biorxiv]`, `[fetch.medrxiv]`.

    Args:
        categories: what is fetched, each by itself; an empty list for all.
    """

    categories: list[str] = []


class ServiceSettings(QuerySettings, CategorySettings):
    """`[fetch.arxiv]`, `[fetch.openalex]`."""


class FetchSettings(_Section):
    """`[fetch]`: what `papertrends fetch SERVICE`, and the schedules in Dagster, fetch where nothing else is said.

    Args:
        contact: e-mail address that services are told, so that their operators can write; empty tells none.
    """

    contact: Annotated[str, Field(max_length=200, pattern=CONTACT)] = ""
    arxiv: ServiceSettings = ServiceSettings()
    openalex: ServiceSettings = ServiceSettings()
    pubmed: QuerySettings = QuerySettings()
    europepmc: QuerySettings = QuerySettings()
    biorxiv: CategorySettings = CategorySettings()
    medrxiv: CategorySettings = CategorySettings()


class Settings(_Section):
    """All settings, by section of the file."""

    run: RunSettings = RunSettings()
    terms: TermSettings = TermSettings()
    themes: ThemeSettings = ThemeSettings()
    trends: TrendSettings = TrendSettings()
    publish: PublishSettings = PublishSettings()
    fetch: FetchSettings = FetchSettings()
    history: HistorySettings = HistorySettings()


def settings_path() -> Path:
    """`PAPERTRENDS_SETTINGS`, else `papertrends.toml` of this checkout; the file need not be there."""
    chosen = os.environ.get("PAPERTRENDS_SETTINGS")
    return Path(chosen).expanduser() if chosen else PROJECT / "papertrends.toml"


def load_settings(path: Path | None = None) -> Settings:
    """The settings in `path` (by default `settings_path()`), with defaults for what it does not say.

    Raises:
        UserFileError: the file is no TOML, or a setting is unknown, of the wrong type or out of range.
    """
    return read_toml(path or settings_path()).check(Settings)
