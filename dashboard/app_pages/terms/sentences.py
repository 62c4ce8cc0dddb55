"""What stands over the chart of Terms, in words: its title, and what a reader must know to read it rightly. No
streamlit."""

from collections.abc import Sequence
from datetime import date

from dashboard.charts.lines import MOST_LINES
from dashboard.query_language.describe import read_line, read_set
from dashboard.query_language.resolve import Asked
from dashboard.query_language.tree import Leaf, Share
from dashboard.wording import format as fmt

_NOUNS = {"share": "Share of papers", "papers": "Papers", "mentions": "Mentions"}
_NAMED = 4


def chart_title(asked: Sequence[Asked], measure: str, grain: str, reach: int) -> str:
    """What the chart shows: `Share of papers that mention a or b by month`."""
    pooled = f", pooled over {2 * reach + 1} {grain}s" if reach else ""
    return f"{_subject(asked, measure)} by {grain}{pooled}"


def _subject(asked: Sequence[Asked], measure: str) -> str:
    lines = [one.line for one in asked]
    plain = all(isinstance(line, Leaf) and line.kind != "theme" and not line.in_title for line in lines)
    names = [one.name for one in asked]
    if len(asked) > MOST_LINES:
        return (
            f"{_NOUNS[measure]} {'that mention' if plain and measure != 'mentions' else 'of'} each of "
            f"{len(asked)} {'terms' if plain else 'lines'}"
        )
    if plain:
        verb = "of" if measure == "mentions" else "that mention"
        return f"{_NOUNS[measure]} {verb} {fmt.listing(names, 'and' if measure == 'mentions' else 'or')}"
    if len(lines) > 1:
        listed = fmt.listing(names) if len(names) <= _NAMED else f"{len(names)} lines"
        return f"{_NOUNS[measure]}: {listed},"
    [line] = lines
    if measure == "share":
        return fmt.sentence(read_line(line)).rstrip(".") if isinstance(line, Share) else f"Share of {read_line(line)}"
    both = (
        f"papers that {read_set(line.whole)} and also {read_set(line.part)}"
        if isinstance(line, Share)
        else read_line(line)
    )
    return fmt.sentence(both).rstrip(".") if measure == "papers" else f"Mentions in {both}"


def spans(days: Sequence[date], all_days: Sequence[date], grain: str) -> str:
    """Periods in words, those that follow each other as one span: `Dec 2018 – Mar 2025 and Jun 2026`."""
    place = {day: number for number, day in enumerate(sorted(all_days))}
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and place[day] == place[runs[-1][-1]] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    words = [
        fmt.period(run[0], grain)
        if len(run) == 1
        else fmt.between(fmt.period(run[0], grain), fmt.period(run[-1], grain))
        for run in runs
    ]
    return fmt.listing(words if len(words) <= 4 else [*words[:2], f"{len(words) - 3} more spans", words[-1]])


def why_no_line(papers: int, dated: int) -> str:
    """Why there is no line over time, of so many papers with and without a date, and of those with one."""
    if not dated:
        none = "The only paper carries no date" if papers == 1 else f"None of the {fmt.papers(papers)} carries a date"
        return f"{none}, so there is no line to draw."
    if dated == 1:
        return "Only one paper carries a date, and a line needs two periods."
    return f"All {fmt.papers(dated)} with a date fall into one period, and a line needs two."
