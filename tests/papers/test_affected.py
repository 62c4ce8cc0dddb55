"""New records change the papers they can touch, as if all papers were made from nothing."""

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.papers import (
    Normalized,
    describe_records,
    find_affected_records,
    normalize,
    select_aliases,
    select_record_keys,
)
from warehouse.schema import table
from warehouse.schema.frames import empty_frame

SOURCES = empty_frame(table("sources"))
NONE = empty_frame(table("paper_aliases"))
WORDS = [f"word{number}" for number in range(19)]


def text(seed: int, start: int = 0) -> str:
    """Forty words that share nothing with those of another seed, and most with those of the same seed and another
    start."""
    return " ".join(f"{WORDS[(place * seed) % len(WORDS)]}{seed}x{place}" for place in range(start, start + 40))


def known_keys(result: Normalized) -> pl.DataFrame:
    return result.record_keys.join(
        result.sightings.select("source_id", "position", "paper_id"), on=["source_id", "position"]
    )


def change_records(
    before: Normalized, old: pl.DataFrame, new: pl.DataFrame, gone: pl.DataFrame
) -> tuple[Normalized, int]:
    """What `before`, made from `old`, becomes with `new` and without `gone`, and how many records were affected."""
    place = ["source_id", "position"]
    records = pl.concat([old.join(gone, on=place, how="anti"), new])
    fresh = [] if new.is_empty() else [select_record_keys(describe_records(new, SOURCES))]
    keys = pl.concat(
        [known_keys(before), *(one.with_columns(paper_id=pl.lit(None, pl.String)) for one in fresh)], how="diagonal"
    )
    going = gone.select(*place, is_gone=pl.lit(True))
    keys = keys.join(going, on=place, how="left", maintain_order="left").with_columns(
        pl.col("is_gone").fill_null(False)
    )
    affected = keys.filter(
        find_affected_records(
            keys, before.paper_aliases, lambda some: describe_records(records.join(some, on=place, how="semi"), SOURCES)
        )
    )
    aliases = select_aliases(affected, before.paper_aliases)
    made = normalize(records.join(affected, on=place, how="semi"), SOURCES, aliases)
    by = {"papers": "paper_id", "paper_links": "paper_id", "paper_authors": "paper_id", "paper_aliases": "alias"}
    rows = {"paper_id": affected.select("paper_id"), "alias": aliases}
    parts = {}
    for name in Normalized._fields:
        on = by.get(name, place)
        kept = getattr(before, name).join(
            rows.get(on, affected) if isinstance(on, str) else affected, on=on, how="anti"
        )
        parts[name] = pl.concat([kept, getattr(made, name)])
    return Normalized(**parts), affected.height


def assert_same(one: Normalized, other: Normalized) -> None:
    for name, left, right in zip(Normalized._fields, one, other, strict=True):
        key = list(table(name).key)
        # Papers are numbered by each call for itself.
        left, right = (frame.drop("paper_number", strict=False).sort(key) for frame in (left, right))
        assert left.equals(right), name


def check(old: pl.DataFrame, new: pl.DataFrame) -> tuple[Normalized, int]:
    before = normalize(old, SOURCES, NONE)
    grown, affected = change_records(before, old, new, old.clear())
    assert_same(grown, normalize(pl.concat([old, new]), SOURCES, before.paper_aliases))
    return grown, affected


def check_gone(records: pl.DataFrame, gone: pl.DataFrame, new: pl.DataFrame | None = None) -> tuple[Normalized, int]:
    before, new = normalize(records, SOURCES, NONE), records.clear() if new is None else new
    left, affected = change_records(before, records, new, gone)
    stay = pl.concat([records.join(gone, on=["source_id", "position"], how="anti"), new])
    assert_same(left, normalize(stay, SOURCES, before.paper_aliases))
    return left, affected


OLD = [
    {"title": "Gardens on Roofs of a Town", "abstract": text(1), "stated_id": "2503.00001"},
    {"title": "Clocks in Towers on the Hill", "abstract": text(2)},
    {"title": "Editorial", "abstract": text(3)},
    {"title": "Bells: how they ring in wind", "abstract": text(4), "doi": "10.1000/a"},
]


@pytest.mark.parametrize(
    ("new", "papers", "affected"),
    [
        ({"title": "Nothing that is known already", "abstract": text(9)}, 5, 1),
        ({"title": "Another title of the gardens", "abstract": text(9), "stated_id": "2503.00001v2"}, 4, 2),
        ({"title": "Clocks in towers on the hill", "abstract": text(2, 3), "doi": "10.1000/b"}, 4, 2),
        ({"title": "Clocks on the hill in towers, at last", "abstract": text(2, 2)}, 4, 2),
        ({"title": "Editorial", "abstract": text(9)}, 5, 2),
        ({"title": "Bells: how they ring in the wind", "abstract": text(4, 20)}, 4, 2),
    ],
    ids=["stranger", "id", "title", "abstract", "generic title", "name"],
)
def test_a_new_record_touches_what_it_can_change(make_records, new, papers, affected) -> None:
    records = make_records(*OLD, new | {"source_id": "s2"})
    grown, count = check(records.head(len(OLD)), records.tail(1))
    assert (grown.papers.height, count) == (papers, affected)


def test_an_identifier_that_comes_later_joins_papers_apart_so_far(make_records) -> None:
    bridge = {"title": OLD[1]["title"], "abstract": text(2), "stated_id": "2503.00001", "source_id": "s2"}
    records = make_records(*OLD, bridge)
    grown, count = check(records.head(len(OLD)), records.tail(1))
    assert (grown.papers.height, count) == (3, 3)


RECORDS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(
            [
                "Roofs",
                "Editorial",
                "On Gardens and Roofs of Towns",
                "Bell: a study of wind",
                "Bell: another study of wind",
            ]
        ),
        "abstract": st.builds(text, st.integers(1, 3), st.sampled_from([0, 2, 25])),
        "stated_id": st.sampled_from([None, None, "2503.00001", "2504.00002"]),
        "doi": st.sampled_from([None, None, "10.1000/a", "10.1000/b"]),
        "authors": st.sampled_from([[], ["Ada Lovelace"], ["Mary Somerville"]]),
        "stated_on": st.none(),
        "source_id": st.sampled_from(["s1", "s2"]),
    }
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(RECORDS, min_size=2, max_size=7), st.data())
def test_adding_is_making_from_nothing(make_records, rows, data) -> None:
    records = make_records(*rows)
    cut = data.draw(st.integers(1, len(rows) - 1))
    check(records.head(cut), records.tail(len(rows) - cut))


@pytest.mark.parametrize(
    ("going", "papers", "affected"),
    [
        ({"title": "Nothing that is known already", "abstract": text(9)}, 4, 1),
        ({"title": "Another title of the gardens", "abstract": text(9), "stated_id": "2503.00001v2"}, 4, 2),
        ({"title": "Clocks on the hill in towers, at last", "abstract": text(2, 2)}, 4, 2),
        # It held two works together.
        ({"title": OLD[1]["title"], "abstract": text(2), "stated_id": "2503.00001"}, 4, 3),
        # Its DOI kept its paper from being the one with the other DOI.
        ({"title": "Bells: how they ring in the wind", "abstract": text(4, 20), "doi": "10.1000/a"}, 4, 2),
    ],
    ids=["stranger", "id", "abstract", "bridge", "doi"],
)
def test_a_record_that_goes_touches_what_it_could_change(make_records, going, papers, affected) -> None:
    records = make_records(*OLD, going | {"source_id": "s2"})
    left, count = check_gone(records, records.tail(1))
    assert (left.papers.height, count) == (papers, affected)


def test_a_name_that_stood_in_too_many_titles_tells_again_when_some_are_gone(make_records) -> None:
    titles = [f"Bells: how they ring, part {part}" for part in "abcdefgh"]
    records = make_records(
        *({"title": title, "abstract": text(4 + 2 * place)} for place, title in enumerate(titles)),
        {"title": "Bells: of their ringing", "abstract": text(4, 20)},
    )
    check_gone(records, records.slice(2, 5))


def test_a_newer_version_comes_to_what_it_alone_comes_to(make_records) -> None:
    former = make_records(*OLD)
    newer = make_records(
        *({**one, "source_id": "s2"} for one in OLD[:2]),
        {"title": "A wholly other title", "abstract": text(4), "doi": "10.1000/b", "source_id": "s2"},
    )
    left, count = check_gone(former, former, newer)
    assert (left.papers.height, count) == (3, 7)
