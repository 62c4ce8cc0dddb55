"""Which sources count: the newest version under each name, unless the user took it out or only made it up.

A source is known by its content, and stands under one or several names. What stood under a name before is superseded:
papers are then what they would be had only the new version been there, so its records are dropped. A version of which
nothing can be read supersedes nothing. What is gone from the inbox counts until the user takes it out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePath
from typing import NamedTuple

from pipelines.sources.entries import show_path
from pipelines.sources.inbox import SourceFile
from warehouse.sources.forgotten import ForgottenSources


@dataclass(frozen=True, slots=True)
class Source:
    """A row of `sources`, as far as its life is concerned."""

    source_id: str
    path: str
    sha256: str
    is_dated: bool
    parsed: int
    is_sample: bool
    name: str = ""
    superseded_by: str | None = None
    left_out: str | None = None
    gone_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A row of `internal.source_files`: a name, and the source that stands under it."""

    name: str
    source_id: str
    path: str
    member: str = ""
    state: str | None = None
    gone_since: datetime | None = None

    @property
    def base(self) -> str:
        """The name of the file: of a member, that of its archive."""
        return self.name.removesuffix(f"/{self.member}") if self.member else self.name

    @property
    def full_path(self) -> str:
        """The path for `sources.path`."""
        return f"{self.path}/{self.member}" if self.member else self.path

    @property
    def is_in_inbox(self) -> bool:
        """Whether it was found in the inbox; what came from elsewhere is called by its whole path."""
        return not PurePath(self.name).is_absolute()


class Replacement(NamedTuple):
    """A source that a newer version superseded: the name, and the records of both."""

    name: str
    before: int
    now: int


@dataclass(slots=True)
class Settled:
    """Which sources stand where, and which of them count.

    Args:
        sources: all, as they are now.
        places: the names, each with the source that stands under it.
        replaced: what was superseded just now.
        unread: names under which a former version counts on, since nothing can be read of the present one.
        dropped: sources of which nothing could be read and that stand nowhere any more.
    """

    sources: list[Source] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    replaced: list[Replacement] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def settle(
    sources: Iterable[Source],
    places: Iterable[Place],
    files: Sequence[SourceFile],
    forgotten: ForgottenSources,
    *,
    searched_inbox: bool,
    now: datetime,
) -> Settled:
    """Which sources count, after `files` were looked at.

    Args:
        sources: all that are known, those of `files` among them, each with a name.
        places: where they stood before.
        files: what was found now; those that are in no source (a file still written to) leave what stands as it is.
        forgotten: what the user took out.
        searched_inbox: whether `files` are all that is in the inbox.
        now: when, UTC.
    """
    done = Settled()
    known = {one.source_id: one for one in sources}
    standing = _Standing(known, places)
    for file in files:
        if not standing.put(file):
            done.unread.append(file.name)
    standing.find_gone(files, searched_inbox=searched_inbox, now=now)
    done.places = sorted(standing.places.values(), key=lambda one: one.name)
    places_of: dict[str, list[Place]] = {}
    for place in done.places:
        places_of.setdefault(place.source_id, []).append(place)
    found = {file.source_id for file in files}
    has_real = any(one.parsed and not one.is_sample and one.source_id in places_of for one in known.values())
    for one in known.values():
        own = places_of.get(one.source_id, [])
        if not (own or one.parsed or one.source_id in found):
            done.dropped.append(one.source_id)
            continue
        successor = None if own else standing.find_successor(one)
        if successor and one.superseded_by is None:
            now_read = known[successor].parsed if successor in known else 0
            done.replaced.append(Replacement(one.name, one.parsed, now_read))
        shown = _choose_place(own, forgotten)
        gone = [place.gone_since for place in own if place.gone_since]
        done.sources.append(
            replace(
                one,
                name=shown.name if shown else one.name,
                path=shown.full_path if shown else one.path,
                superseded_by=successor,
                left_out=_why_left_out(one, own, successor, forgotten, has_real=has_real),
                gone_since=min(gone) if gone and len(gone) == len(own) else None,
            )
        )
    return done


def _why_left_out(
    source: Source, places: Sequence[Place], successor: str | None, forgotten: ForgottenSources, *, has_real: bool
) -> str | None:
    if successor:
        return "superseded"
    if forgotten.holds([place.name for place in places] or [source.name], source.source_id):
        return "forgotten"
    return "sample" if source.is_sample and has_real else None


def _choose_place(places: Sequence[Place], forgotten: ForgottenSources) -> Place | None:
    """The place by which a source is called: one that is there rather than gone, and that counts."""
    return min(
        places,
        key=lambda one: (one.gone_since is not None, forgotten.holds([one.name], ""), one.name),
        default=None,
    )


class _Standing:
    """Which source stands under each name, while files are looked at.

    Args:
        known: all sources, by id.
        places: where they stood before.
    """

    def __init__(self, known: Mapping[str, Source], places: Iterable[Place]) -> None:
        self.places = {one.name: one for one in places if one.source_id in known}
        self._known = known
        self._successors: dict[str, str] = {}

    def put(self, file: SourceFile) -> bool:
        """Puts the source of `file` under its name; false where nothing can be read of it and a former version
        stays."""
        before, source = self.places.get(file.name), self._known.get(file.source_id)
        if before and (source is None or self._is_worse(source, before)):
            self.places[file.name] = replace(before, state=None, gone_since=None)
        elif source:
            self.places[file.name] = Place(
                file.name, file.source_id, show_path(file.path), file.member, file.noted_state
            )
            if before:
                self._supersede(before, file.source_id)
        return not (source and before and self._is_worse(source, before))

    def _is_worse(self, source: Source, before: Place) -> bool:
        return not source.parsed and before.source_id != source.source_id and self._known[before.source_id].parsed > 0

    def _supersede(self, place: Place, successor: str) -> None:
        if place.source_id != successor:
            self._successors[place.source_id] = successor

    def find_successor(self, source: Source) -> str | None:
        """The source that superseded one that stands nowhere; None where it is none of which anything was read."""
        if not source.parsed:
            return None
        under_its_name = self.places.get(source.name)
        return (
            self._successors.get(source.source_id)
            or source.superseded_by
            or (under_its_name.source_id if under_its_name else None)
        )

    def find_gone(self, files: Sequence[SourceFile], *, searched_inbox: bool, now: datetime) -> None:
        """Notes which names are gone, and takes out those whose source was moved or replaced."""
        names, bases = {file.name for file in files}, {file.base for file in files}
        found: dict[str, list[Place]] = {}
        for name in names & self.places.keys():
            found.setdefault(self.places[name].source_id, []).append(self.places[name])
        archives = self._list_whole_archives(files)
        dated = {
            file.sha256: file.source_id
            for file in files
            if file.source_id in self._known and self._known[file.source_id].is_dated
        }
        for place in [one for name, one in self.places.items() if name not in names]:
            source, elsewhere = self._known[place.source_id], found.get(place.source_id, [])
            successor = None
            if place.base in archives:
                # The archive is there and no longer holds it.
                successor = archives[place.base]
            elif place.base in bases:
                # Nor can it be said what the archive holds.
                self.places[place.name] = replace(place, state=None)
                continue
            elif elsewhere and _was_moved(place, elsewhere, searched_inbox=searched_inbox):
                successor = place.source_id
            elif not (place.is_in_inbox and searched_inbox):
                continue
            elif not source.is_dated and source.sha256 in dated:
                # Its name states a day now.
                successor = dated[source.sha256]
            elif source.parsed:
                self.places[place.name] = replace(place, gone_since=place.gone_since or now, state=None)
                continue
            del self.places[place.name]
            if successor:
                self._supersede(place, successor)

    def _list_whole_archives(self, files: Sequence[SourceFile]) -> dict[str, str]:
        """Names of archives of which every member was seen, with a source of theirs: what is no member now is none any
        more."""
        members: dict[str, list[SourceFile]] = {}
        for file in files:
            members.setdefault(file.base, []).append(file)
        return {
            base: self.places[found[0].name].source_id
            for base, found in members.items()
            if all(file.is_readable and file.name in self.places for file in found)
        }


def _was_moved(place: Place, elsewhere: Sequence[Place], *, searched_inbox: bool) -> bool:
    """Whether what stood at `place`, which was not seen, now stands `elsewhere`. The inbox is the place that counts."""
    if place.is_in_inbox:
        return searched_inbox
    return any(one.is_in_inbox for one in elsewhere) or not Path(place.path).exists()
