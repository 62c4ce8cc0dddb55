"""The aggregations as SQL, one file per table they fill, and in `compared_….sql` what verdicts rest on where not every paper can
be compared. Each is one SELECT over the contract's tables that runs unchanged in any DuckDB client; this module only reads the files.
"""

from pathlib import Path

_FOLDER = Path(__file__).parent


def query_names() -> list[str]:
    """Names of the queries there are, sorted."""
    return sorted(path.stem for path in _FOLDER.glob("*.sql"))


def read_query(name: str) -> str:
    """The text of `pipelines/sql/<name>.sql`, without a closing semicolon.

    Raises:
        KeyError: there is no such query; the message lists those there are.
    """
    if name not in query_names():
        raise KeyError(f"no query named {name!r}; there are {', '.join(query_names())}")
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8").strip().removesuffix(";")
