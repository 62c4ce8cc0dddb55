"""Objects to records: values of any type become columns, batch by batch. Shared by all formats but tables.

A parser gives each record as one dict with the names of `sources.names.FIELD_NAMES`: `authors` are texts, or objects
with `name` and perhaps `id`, `affiliation`, `country`. Other keys go into the payload, unless a column of that name
would state a field (`date`, `summary`): such ones it puts into an object `payload`, whose names mean nothing here.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import chain, islice

import polars as pl

from pipelines.sources.columns import USED, Stated, build_records
from pipelines.sources.fields.people import describe_person, name_person
from pipelines.sources.names import AUTHOR_FIELDS, LIST_FIELDS, explain_missing, field_of, match_columns
from pipelines.sources.parsed import Batch, Reject, Unreadable, make_batch, reject_frame, replace_surrogates
from pipelines.sources.values import encode_payload

BATCH = 20_000
"""Objects held as Python objects at a time."""
MOST_HELD = 60_000
"""Objects held as columns at a time."""
MOST_DEFERRED = 20
"""Rows of a file whose records may be made together with those of other files."""
_TWO_ORDERS = re.compile(r"(?<!\d)\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2}")
_LONGEST_DATE = 60


def _read_number(text: str) -> Decimal | str:
    """Keeps the digits of an identifier written as a number: 2503.19900 is not 2503.199."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def _write_number(value: Decimal) -> float | str:
    number = float(value)
    return number if math.isfinite(number) else str(value)


DECODER = json.JSONDecoder(parse_float=_read_number, parse_constant=lambda _: None, strict=False)
_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_write_number)
_SEPARATOR = "\x1f"


def read_rows(rows: Iterable[tuple[int, object] | Reject], more: Iterable[Reject] = ()) -> Batch:
    """The records of JSON values, in one batch: as `read_batches`, for what is held in memory anyway."""
    parts = list(read_batches(rows, more))
    return Batch(pl.concat(part.records for part in parts), pl.concat(part.rejects for part in parts))


def read_batches(
    rows: Iterable[tuple[int, object] | Reject], more: Iterable[Reject] = ()
) -> Iterator["Batch | DeferredRows"]:
    """The records of JSON values, in batches of at most `MOST_HELD`; at least one batch. A few rows come as
    `DeferredRows`.

    Which key states which field is decided for each batch from all keys that were seen up to its end.

    Args:
        rows: position and value of each, or a reject in its place.
        more: rejects that are known only after `rows` came to their end; it is read last.

    Raises:
        Unreadable: no object of the first batch, or of any before, has a key for the title, or none for the abstract.
    """
    rejects: list[Reject] = []
    names: dict[str, None] = {}
    objects = _keep_objects(rows, rejects, names)
    first = list(islice(objects, MOST_DEFERRED + 1))
    if 0 < len(first) <= MOST_DEFERRED and not any(map(_is_dated_by_others, first)):
        if reason := explain_missing(list(names)):
            raise Unreadable(reason, rejects=rejects)
        yield DeferredRows(tuple(names), first, [*rejects, *more])
        return
    objects = chain(first, objects)
    while frames := list(_take_frames(objects)):
        if reason := explain_missing(list(names)):
            raise Unreadable(reason, rejects=rejects)
        records, refused = _read_frame(pl.concat(frames, how="diagonal"), list(names))
        yield Batch(records, pl.concat([reject_frame(rejects), refused]))
        rejects.clear()
    yield make_batch(rejects=[*rejects, *more])


class DeferredRows(Batch):
    """The only batch of a small file: records are made of its rows when they are asked for, or together with those of
    other files, which takes a fraction of the time.

    Args:
        names: all keys, in the order in which they came.
        rows: position and object of each.
        refused: pieces that are no object with a title and an abstract.
    """

    names: tuple[str, ...]
    rows: list[tuple[int, dict]]
    refused: list[Reject]

    def __new__(cls, names: tuple[str, ...], rows: list[tuple[int, dict]], refused: list[Reject]) -> "DeferredRows":
        batch = super().__new__(cls, *make_batch())
        batch.names, batch.rows, batch.refused = names, rows, refused
        return batch

    @cached_property
    def _made(self) -> Batch:
        records, refused = _read_frame(_frame_batch(self.rows), list(self.names))
        return Batch(records, pl.concat([reject_frame(self.refused), refused]))

    @property
    def records(self) -> pl.DataFrame:  # ty: ignore[invalid-named-tuple-override]
        """As of `Batch`."""
        return self._made.records

    @property
    def rejects(self) -> pl.DataFrame:  # ty: ignore[invalid-named-tuple-override]
        """As of `Batch`."""
        return self._made.rejects


def build_together(parts: Sequence[DeferredRows]) -> Batch:
    """The records and rejects of several files, by a column `part` (Int64) that counts `parts` from 0: for each file
    the same as by itself."""
    groups: dict[tuple[str, ...], list[tuple[int, int, dict]]] = {}
    for place, part in enumerate(parts):
        groups.setdefault(part.names, []).extend((place, position, value) for position, value in part.rows)
    built: list[Batch] = []
    for names, rows in groups.items():
        # A number of its own for each row stands for its position meanwhile.
        numbered = [(number, value) for number, (_, _, value) in enumerate(rows)]
        frames = [_frame_batch(numbered[start : start + BATCH]) for start in range(0, len(rows), BATCH)]
        own = pl.DataFrame(
            {"position": range(len(rows)), "part": [row[0] for row in rows], "own": [row[1] for row in rows]},
            schema={"position": pl.Int64, "part": pl.Int64, "own": pl.Int64},
        )
        made = _read_frame(pl.concat(frames, how="diagonal"), list(names))
        built.append(Batch(*(_place_in_files(frame, own) for frame in made)))
    refused = [
        reject_frame(part.refused).with_columns(part=pl.lit(place, pl.Int64))
        for place, part in enumerate(parts)
        if part.refused
    ]
    rejects = pl.concat([*refused, *(batch.rejects for batch in built)], how="diagonal")
    return Batch(
        pl.concat([batch.records for batch in built]),
        rejects.unique(["part", "position"], keep="first", maintain_order=True).sort("part", "position"),
    )


def _place_in_files(frame: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    """`frame` with the positions and parts that its rows have in `own`."""
    placed = frame.join(own, on="position", how="left", maintain_order="left")
    return placed.drop("position").rename({"own": "position"})


def _is_dated_by_others(row: tuple[int, dict]) -> bool:
    """Whether a date of the row may be read by what other dates of its file show (``04/05/2024``)."""
    texts = map(_unwrap, row[1].values())
    return any(type(text) is str and len(text) < _LONGEST_DATE and _TWO_ORDERS.search(text) for text in texts)


def _take_frames(objects: Iterator[tuple[int, dict]]) -> Iterator[pl.DataFrame]:
    """The next objects as frames, up to `MOST_HELD` in all."""
    for _ in range(MOST_HELD // BATCH):
        if not (batch := list(islice(objects, BATCH))):
            return
        yield _frame_batch(batch)


def _keep_objects(
    rows: Iterable[tuple[int, object] | Reject], rejects: list[Reject], names: dict[str, None]
) -> Iterator[tuple[int, dict]]:
    """The objects among `rows` whose title and abstract are text or absent; the others go to `rejects`, keys to
    `names`."""
    for row in rows:
        if isinstance(row, Reject):
            rejects.append(row)
            continue
        position, value = row
        if not isinstance(value, dict):
            rejects.append(
                Reject(position, f"It is {_kind_of(value)}, not an object with title and abstract.", _show(value))
            )
            continue
        if not value.keys() <= names.keys():
            value = {replace_surrogates(key): item for key, item in value.items()}
            names.update(dict.fromkeys(value))
        if reason := _wrong_type(value):
            rejects.append(Reject(position, reason, _show(value)))
        else:
            yield position, value


def _kind_of(value: object) -> str:
    kinds = {bool: "a truth value", str: "a text", list: "a list", dict: "an object", type(None): "null"}
    return kinds.get(type(value), "a number")


def _wrong_type(row: dict) -> str | None:
    for key, value in row.items():
        if type(value) is str or value is None or _field_of(key) not in ("title", "abstract"):
            continue
        if not isinstance(_unwrap(value), str):
            return f"Its {_field_of(key)} is {_kind_of(value)}, not a text."
    return None


def _field_of(key: str, known: dict[str, str | None] = {}) -> str | None:  # noqa: B006 - a cache of few keys
    if key not in known:
        if len(known) > 10_000:
            known.clear()
        known[key] = field_of(key)
    return known[key]


def _unwrap(value: object) -> object:
    """`value`, or what is inside ``{"value": …}``, as OpenReview wraps it."""
    return value["value"] if isinstance(value, dict) and value.keys() == {"value"} else value


def _text_of(value: object) -> str | None:
    value = _unwrap(value)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _name_of(value: object) -> str | None:
    """The name in one element of a list of people or subjects."""
    if isinstance(value, dict):
        return name_person(value)
    return _text_of(value)


def _names_of(value: object) -> str | None:
    """The names in a list, with `_SEPARATOR` between them: a column of texts is built far faster than one of lists."""
    value = _unwrap(value)
    if not isinstance(value, list):
        return None
    names = [one if type(one) is str else _name_of(one) for one in value]
    return _SEPARATOR.join(filter(None, names)) or None


def _describe_people(value: object) -> tuple[str | None, ...]:
    """What a list of objects says of its people, in the order of `AUTHOR_FIELDS`, as `_names_of` writes lists."""
    value = _unwrap(value)
    if not isinstance(value, list) or dict not in set(map(type, value)):
        return (None,) * len(AUTHOR_FIELDS)
    named = [one for one in value if _name_of(one)]
    said = [describe_person(one) if isinstance(one, dict) else (None,) * len(AUTHOR_FIELDS) for one in named]
    by_field = zip(*said, strict=True) if said else [()] * len(AUTHOR_FIELDS)
    return tuple(_SEPARATOR.join(text or "" for text in texts) if any(texts) else None for texts in by_field)


def _frame_batch(batch: list[tuple[int, dict]]) -> pl.DataFrame:
    """Columns ``position``, ``payload``, and for each key that states a field ``text:key`` and, of lists,
    ``list:key``."""
    rows = [row for _, row in batch]
    keys = dict.fromkeys(key for row in rows for key in row)
    stated = [key for key in keys if _field_of(key)]
    rest = [key for key in keys if not _field_of(key)]
    columns: dict[str, pl.Series] = {"position": pl.Series([position for position, _ in batch], dtype=pl.Int64)}
    unread: dict[int, dict] = {}
    for key in stated:
        values = [row.get(key) for row in rows]
        is_list = _field_of(key) in LIST_FIELDS
        if _field_of(key) == "is_snippet":
            values = [str(value) if isinstance(value, bool) else value for value in values]
        texts = [value if type(value) is str or value is None else _text_of(value) for value in values]
        lists = [_names_of(value) for value in values] if is_list else None
        columns[f"text:{key}"] = _series(texts)
        if lists:
            columns[f"list:{key}"] = _series(lists).str.split(_SEPARATOR)
        if _field_of(key) == "authors":
            described = zip(*map(_describe_people, values), strict=True)
            for field, said in zip(AUTHOR_FIELDS, described, strict=True):
                if any(said):
                    columns[f"{field}:{key}"] = _split_blanks(_series(list(said)))
        for at, value in enumerate(values):
            if value is not None and texts[at] is None and not (lists and lists[at]):
                unread.setdefault(at, {})[key] = value
    payloads = [
        _encode(_unfold({key: row[key] for key in rest if row.get(key) is not None}) | unread.get(at, {}))
        for at, row in enumerate(rows)
    ]
    columns["payload"] = _series(payloads)
    return pl.DataFrame(columns)


def _unfold(rest: dict) -> dict:
    """`rest` with the members of its object `payload`, in which a parser may put names that are no fields here."""
    inner = rest.pop("payload", None)
    if inner is None:
        return rest
    return rest | inner if isinstance(inner, dict) else rest | {"payload": inner}


def _split_blanks(texts: pl.Series) -> pl.Series:
    """Lists of the parts between separators, null where a part is blank."""
    element = pl.element()
    return texts.str.split(_SEPARATOR).list.eval(pl.when(element != "").then(element))


def _encode(values: dict) -> str | None:
    try:
        return _ENCODER.encode(values) if values else None
    except RecursionError:
        return None


def _show(value: object) -> str:
    try:
        return str(value)[:1000]
    except RecursionError:
        return ""


def _series(texts: list[str | None]) -> pl.Series:
    try:
        return pl.Series(texts, dtype=pl.String)
    except UnicodeEncodeError:
        return pl.Series([text and replace_surrogates(text) for text in texts], dtype=pl.String)


def _read_frame(frame: pl.DataFrame, names: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    matched = match_columns(names)
    stated, second = [], []
    for field, keys in matched.items():
        for rank, key in enumerate(keys):
            stated += [
                Stated(field, frame[column]) for column in (f"list:{key}", f"text:{key}") if column in frame.columns
            ]
            second += [key] if rank or field not in USED else []
    for key in matched.get("authors", ()):
        stated += [
            Stated(field, frame[f"{field}:{key}"]) for field in AUTHOR_FIELDS if f"{field}:{key}" in frame.columns
        ]
    others = frame.select(pl.col(f"text:{key}").alias(key) for key in second if f"text:{key}" in frame.columns)
    payload = frame["payload"]
    if others.width:
        merged = pl.DataFrame({"a": payload, "b": encode_payload(others)})
        payload = merged.select(
            pl.when(pl.col("a").is_not_null() & pl.col("b").is_not_null())
            .then(pl.col("a").str.strip_suffix("}") + "," + pl.col("b").str.slice(1))
            .otherwise(pl.coalesce("a", "b"))
        ).to_series()
    return build_records(stated, payload, frame["position"])
