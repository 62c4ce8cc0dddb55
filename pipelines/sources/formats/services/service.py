"""What a service is to the readers of JSON: how its works are recognised, and how one becomes a record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipelines.sources.formats.services.json_paths import at


class NoPaper(str):
    """Why an object of a service is no record, in words."""


@dataclass(frozen=True, slots=True)
class Service:
    """One service, or program, that writes works as JSON.

    Args:
        label: as messages call it.
        recognise: whether an object is a work as this service writes it. Asked of every object of every file: quick,
            and never true of what another program may have written.
        to_record: a recognised work under the names of fields of a record (see `names.FIELD_NAMES`), or why it is none.
            It need not say what is missing. What else is worth keeping is an object under `payload`.
        spent: keys of a work that its record holds, or that are not worth keeping. What stands under all others is
            kept in the payload.
        answers: paths at which an answer of this service holds its works, or its one work.
        unfold: the works of an answer that holds them in another way; None where it is no such answer.
        lists_papers: whether its works are entries of a daily list; the day in a file's name is then the day that lists
            those that do not say.
        advice: which answer or export has abstracts, as a sentence: said where none of a file's works has one.
    """

    label: str
    recognise: Callable[[dict], bool]
    to_record: Callable[[dict], Mapping[str, object] | NoPaper]
    spent: frozenset[str]
    answers: tuple[tuple[str, ...], ...] = ()
    unfold: Callable[[dict], list | None] | None = None
    lists_papers: bool = False
    advice: str = ""

    def find_works(self, answer: dict) -> list | None:
        """The works in `answer`, with whatever stands between them; None where it is no answer of this service."""
        if self.unfold and (works := self.unfold(answer)) is not None:
            return works
        for path in self.answers:
            found = at(answer, *path)
            works = found if isinstance(found, list) else [found]
            first = next((one for one in works if isinstance(one, dict)), None)
            if first is not None and self.recognise(first):
                return works
        return None
