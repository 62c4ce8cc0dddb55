"""Records as formats of references give them, in batches."""

from collections.abc import Iterable, Iterator

from pipelines.sources.content import Content
from pipelines.sources.formats.json_rows import read_batches
from pipelines.sources.parsed import Batch, Reject, explain_damage

EXPORT_AGAIN = "Export the papers again, with abstracts."
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


def batch_rows(
    rows: Iterable[tuple[int, dict] | Reject], content: Content, advice: str = EXPORT_AGAIN
) -> Iterator[Batch]:
    """The records of `rows` in batches, and at the end what concerns the file: damage met while unpacking it, and that
    no record at all has an abstract.

    Args:
        advice: which export holds abstracts.
    """
    counted = _Counted(rows)
    yield from read_batches(counted, _explain_file(counted, content, advice))


class _Counted:
    """Rows as they pass, and how many of them had an abstract."""

    def __init__(self, rows: Iterable[tuple[int, dict] | Reject]) -> None:
        self._rows = rows
        self.records = self.with_abstract = 0

    def __iter__(self) -> Iterator[tuple[int, dict] | Reject]:
        for row in self._rows:
            if not isinstance(row, Reject):
                self.records += 1
                self.with_abstract += bool(row[1]["abstract"])
            yield row


def _explain_file(counted: _Counted, content: Content, advice: str) -> Iterator[Reject]:
    yield from explain_damage(content)
    if counted.records and not counted.with_abstract:
        what = "Its only record" if counted.records == 1 else f"None of its {counted.records:,} records"
        yield Reject(0, f"{what} has {'no' if counted.records == 1 else 'an'} abstract. {advice}")
