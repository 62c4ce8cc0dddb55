"""The grain at which a small line can be read. Plain function: pages and the digest share it."""


def readable_grain(months: int, years: int, month_papers: int, year_papers: int) -> str:
    """month, unless there are too many of them, or most papers are dated to the year only (the trends are judged by years
    then too).

    Args:
        months, years: that hold dated papers.
        month_papers, year_papers: papers dated to the month or better, to the year or better.
    """
    if years > 1 and (months < 2 or 2 * month_papers < year_papers):
        return "year"
    return "month" if months <= 48 else "quarter" if months <= 160 else "year"
