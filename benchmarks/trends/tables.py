"""Tables of the trend benchmarks, in Markdown."""

import polars as pl


def print_table(title: str, header: list[str], rows: list[list[str]]) -> None:
    """Prints a table under a heading."""
    print(f"\n### {title}\n\n| {' | '.join(header)} |\n|{' --- |' * len(header)}")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def part(frame: pl.DataFrame, condition: pl.Expr, of: pl.Expr) -> str:
    """Part of the rows `of` for which the condition holds, to three digits; a dash where there are none."""
    among = frame.filter(of)
    return f"{among.select(condition.mean()).item():.3f}" if among.height else "–"
