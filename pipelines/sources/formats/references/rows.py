"""Records as formats of references give them, in batches."""

from collections.abc import Iterable, Iterator

from pipelines.sources.content import Content
from pipelines.sources.formats.json_rows import read_batches
from pipelines.sources.parsed import Batch, Reject, explain_damage

CUT_OFF = "The file ends in the middle of this record. Get it again."


def make_row(values: dict, rest: dict | None = None, rest_name: str = "other") -> dict:
    """`values` by canonical name without those that are empty; title and abstract are always there, null where empty.

    Args:
        values: canonical name to value.
        rest: what else the record says, by the names of its format.
        rest_name: the one name under which `rest` stands in the payload, so that none of its names is taken for a
            canonical one.
    """
    row = {"title": None, "abstract": None} | {name: value for name, value in values.items() if value}
    kept = {name: value for name, value in (rest or {}).items() if value}
    return row | {rest_name: kept} if kept else row


def batch_rows(rows: Iterable[tuple[int, dict] | Reject], content: Content) -> Iterator[Batch]:
    """The records of `rows` in batches, and at the end what damage was met in the compressed file."""
    yield from read_batches(rows, explain_damage(content))
