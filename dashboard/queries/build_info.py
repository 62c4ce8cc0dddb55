"""What every page must know of the served build before it shows anything. No streamlit."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class BuildInfo:
    """The served build: see `queries.build.build_facts` for the columns."""

    build_id: str
    started_at: datetime
    published_at: datetime
    is_sample: bool
    baseline_start: date | None
    recent_start: date | None
    recent_end: date | None
    false_discovery_rate: float
    papers: int
    dated_papers: int
    english_papers: int
    first_day: date | None
    last_day: date | None
    sources: int
    undated_sources: int
    months: int
    years: int
    month_papers: int
    year_papers: int

    @property
    def dated_share(self) -> float:
        """Part of the papers that has a date, 0 to 1."""
        return self.dated_papers / self.papers if self.papers else 0.0

    @property
    def has_time(self) -> bool:
        """Whether anything can be put on an axis of time: at least two periods of some grain."""
        return self.months > 1 or self.years > 1

    @property
    def windows(self) -> tuple[date, date, date] | None:
        """First day of the baseline, first and last day of the recent window; None where no windows were compared."""
        if self.baseline_start is None or self.recent_start is None or self.recent_end is None:
            return None
        return self.baseline_start, self.recent_start, self.recent_end

    @property
    def has_trends(self) -> bool:
        """Whether two windows were compared."""
        return self.windows is not None

    @property
    def grain(self) -> str:
        """The grain at which a small line can be read: month, unless there are too many of them, or most papers are
        dated to the year only, in which case the trends are judged by years too."""
        if self.years > 1 and (self.months < 2 or 2 * self.month_papers < self.year_papers):
            return "year"
        return "month" if self.months <= 48 else "quarter" if self.months <= 160 else "year"
