"""What a run says of the life of its sources: replaced, not readable any more, gone, taken out; with what to do."""

import shlex
from collections.abc import Iterator, Sequence

from pipelines.incremental.source_life import Settled, Source
from pipelines.plurals import counted

NAMED = 5


def describe_life(settled: Settled) -> Iterator[str]:
    """A sentence for everything that a user should know of."""
    for name, before, now in settled.replaced[:NAMED]:
        read = counted(now, "record")
        yield f"{name} was replaced: {read} instead of {before:,}; the former version no longer counts."
    if (more := len(settled.replaced) - NAMED) > 0:
        yield f"{counted(more, 'more source was', 'more sources were')} replaced."
    for name in settled.unread[:NAMED]:
        yield f"Nothing can be read of {name} as it is now; its former version counts on."
    counting = [one for one in settled.sources if one.left_out is None]
    if gone := [one for one in counting if one.gone_since]:
        yield describe_gone(gone)
    present = {place.source_id for place in settled.places if place.gone_since is None}
    out = [one.name for one in settled.sources if one.left_out == "forgotten" and one.source_id in present]
    if out:
        verb, them = ("is", "it") if len(out) == 1 else ("are", "them")
        yield (
            f"{_name(out)} {verb} left out, since you took {them} out. "
            f"papertrends restore {_arguments(out)} lets {them} count again."
        )


def describe_gone(gone: Sequence[Source]) -> str:
    """What to say of sources that count although they are gone from the inbox."""
    names = [one.name for one in gone]
    is_one = len(names) == 1
    return (
        f"{_name(names)} {'is' if is_one else 'are'} gone from the inbox and {'counts' if is_one else 'count'} all the "
        f"same. papertrends forget {_arguments(names)} takes {'it' if is_one else 'them'} out."
    )


def _name(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMED])
    return shown if len(names) <= NAMED else f"{shown} and {len(names) - NAMED:,} more"


def _arguments(names: Sequence[str]) -> str:
    return " ".join(map(shlex.quote, names[:NAMED])) + (" …" if len(names) > NAMED else "")
