"""The tables of the page Data as HTML: files, dates, refusals, merges, checks, builds. No streamlit, no SQL."""

from datetime import datetime

from dashboard.wording import format as fmt


def moment(when: datetime) -> str:
    return f"{fmt.day(when)} {when:%H:%M}"
