"""Objects of services to objects under the names of a record's fields; all others pass as they are."""

from collections.abc import Iterable, Iterator
from datetime import date

from pipelines.sources.formats.services import Service, find_service
from pipelines.sources.formats.services.json_paths import object_at
from pipelines.sources.formats.services.service import NoPaper
from pipelines.sources.parsed import Reject


class Translation:
    """The objects of one file, translated one after the other.

    Args:
        rows: position and value of each, or a reject in its place.
        day: in the file's name.
    """

    def __init__(self, rows: Iterable[tuple[int, object] | Reject], day: date | None = None) -> None:
        self._rows = rows
        self._listed_on = day.isoformat() if day else None
        self._counts: dict[str, list[int]] = {}
        """Label of a service -> its works, and those of them that have an abstract."""
        self._advice: dict[str, str] = {}

    def __iter__(self) -> Iterator[tuple[int, object] | Reject]:
        for row in self._rows:
            if isinstance(row, Reject) or not isinstance(work := row[1], dict) or not (service := find_service(work)):
                yield row
            else:
                yield self._translate(service, row[0], work)

    def _translate(self, service: Service, position: int, work: dict) -> tuple[int, object] | Reject:
        stated = service.to_record(work)
        if isinstance(stated, NoPaper):
            return Reject(position, stated, str(work.get("title") or work)[:1000])
        count = self._counts.setdefault(service.label, [0, 0])
        self._advice[service.label] = service.advice
        count[0] += 1
        count[1] += bool(stated.get("abstract"))
        spent = service.spent
        rest = {key: value for key, value in work.items() if key not in spent and (value or value == 0)}
        if "payload" in stated:
            rest |= {key: value for key, value in object_at(stated, "payload").items() if value or value == 0}
        # The keys of both are always there, so that a work without an abstract is refused as a record that lacks it.
        record = {"title": None, "abstract": None} | {
            key: value for key, value in stated.items() if value or value == 0
        }
        if service.lists_papers:
            record.setdefault("listed_on", self._listed_on)
        return position, record | {"payload": rest or None}

    def explain(self) -> Iterator[Reject]:
        """A reject of the whole file for each service of whose works none has an abstract; to be asked at the end."""
        for label, (works, with_abstract) in self._counts.items():
            if works and not with_abstract:
                which = "The one work" if works == 1 else f"None of the {works:,} works"
                verb = "has no" if works == 1 else "has an"
                yield Reject(0, f"{which} of {label} here {verb} abstract. {self._advice[label]}".strip())
