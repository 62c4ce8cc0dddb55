"""The aggregations as SQL, one file for each table that they fill, and three for what verdicts compare and rank by.

`read_query` gives each as one SELECT over the contract's tables that runs in any DuckDB client. What several queries
share is in `parts/`: a line `-- part: <name>` in a query stands for it.
"""

import re
from pathlib import Path

_FOLDER = Path(__file__).parent
_PART = re.compile(r"^ *-- part: (\w+)\n", re.MULTILINE)


def query_names() -> list[str]:
    """Names of the queries there are, sorted."""
    return sorted(path.stem for path in _FOLDER.glob("*.sql"))


def read_query(name: str) -> str:
    """The text of `pipelines/sql/<name>.sql` with its parts put in, without a closing semicolon.

    Raises:
        KeyError: there is no such query; the message lists those there are.
    """
    if name not in query_names():
        raise KeyError(f"no query named {name!r}; there are {', '.join(query_names())}")
    query = (_FOLDER / f"{name}.sql").read_text(encoding="utf-8").strip().removesuffix(";")
    return _PART.sub(lambda part: (_FOLDER / "parts" / f"{part[1]}.sql").read_text(encoding="utf-8"), query)


def read_part(query: str, name: str) -> str:
    """The part of a query that makes its subquery `name` (a line `<name> AS (` begins it): put `FROM <name>` behind
    it."""
    return query[: _find_part(query, name)[1]]


def give_part(query: str, name: str, source: str) -> str:
    """The query with the rows of the table `source` as those of its subquery `name`."""
    begin, end = _find_part(query, name)
    return f"{query[:begin]}FROM {source}{query[end - 1 :]}"


def _find_part(query: str, name: str) -> tuple[int, int]:
    """Where the text of a subquery begins, and where its closing bracket ends."""
    found = re.search(rf"^(?:WITH )?{name} AS (?:MATERIALIZED )?\(", query, re.MULTILINE)
    if found is None:
        raise ValueError(f"there is no subquery {name}")
    begin, depth = found.end(), 1
    for end in range(begin, len(query)):
        depth += (query[end] == "(") - (query[end] == ")")
        if not depth:
            return begin, end + 1
    raise ValueError(f"the subquery {name} has no end")
