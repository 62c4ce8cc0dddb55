"""Where generated files live. `PAPERTRENDS_DATA` moves the data folder; nothing is created here."""

import os
from dataclasses import dataclass
from pathlib import Path

_DEFAULT_ROOT = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class DataPaths:
    """The data folder's layout; `root` is absolute."""

    root: Path

    @property
    def inbox(self) -> Path:
        """Folder in which users and fetchers drop source files."""
        return self.root / "inbox"

    @property
    def sample(self) -> Path:
        """Folder of the made-up corpus that is shown while there is nothing real."""
        return self.root / "sample"

    @property
    def build(self) -> Path:
        """DuckDB file that runs write; nobody else opens it."""
        return self.root / "build.duckdb"

    @property
    def served(self) -> Path:
        """DuckDB file that readers attach."""
        return self.root / "papers.duckdb"

    @property
    def decisions(self) -> Path:
        """What a user decided about terms on the page Data; see `warehouse.decisions`."""
        return self.root / "decisions.yaml"

    @property
    def forgotten(self) -> Path:
        """Which sources a user took out of all counts; see `warehouse.sources.forgotten`."""
        return self.root / "forgotten.yaml"

    @property
    def intake(self) -> Path:
        """File that says what became of the files of the last run; see `warehouse.sources.intake_note`."""
        return self.root / "intake.json"

    @property
    def unpacked(self) -> Path:
        """Folder of copies of members of archives, while a run reads them."""
        return self.root / "unpacked"

    @property
    def watchlist(self) -> Path:
        """The terms and themes that a user follows."""
        return self.root / "watchlist.yaml"

    @property
    def questions(self) -> Path:
        """Queries that a user saved on the page SQL, in the form of `docs/questions.md`."""
        return self.root / "questions.md"

    @property
    def kept_builds(self) -> Path:
        """Folder of the builds that were served before, and of the served one."""
        return self.root / "builds"

    @property
    def publication(self) -> Path:
        """File that notes what was published last."""
        return self.root / "published.json"

    @property
    def run_lock(self) -> Path:
        """File that the run at work holds locked."""
        return self.root / "run.lock"

    @property
    def dagster_home(self) -> Path:
        """Home of Dagster: history, schedules, logs."""
        return self.root / "dagster"

    @property
    def history(self) -> Path:
        """Folder of Dagster's runs and their events."""
        return self.dagster_home / "history"

    @property
    def leases(self) -> Path:
        """Folder of one lock file for each run at work; its process holds it."""
        return self.dagster_home / "leases"


def data_paths(root: str | Path | None = None) -> DataPaths:
    """The data folder: `root`, else `PAPERTRENDS_DATA`, else `warehouse/data` of this checkout."""
    chosen = root or os.environ.get("PAPERTRENDS_DATA") or _DEFAULT_ROOT
    return DataPaths(Path(chosen).expanduser().resolve())
