"""Which sources count after files came, changed, moved and went: by hand, without files."""

from datetime import datetime
from pathlib import Path

import pytest

from pipelines.incremental.source_life import Place, Replacement, Settled, Source, settle
from pipelines.sources.inbox import FileState, SourceFile
from warehouse.sources.forgotten import ForgottenSources

NOW, BEFORE = datetime(2026, 5, 2), datetime(2026, 5, 1)
STATE = FileState(1, 2, 3, 4, 5)


def source(source_id: str, name: str = "", *, parsed: int = 1, is_dated: bool = False, **known) -> Source:
    return Source(source_id, f"/inbox/{name}", known.pop("sha256", source_id), is_dated, parsed, False, name, **known)


def file(name: str, source_id: str, *, member: str = "", sha256: str = "", problem: str = "") -> SourceFile:
    path = name.removesuffix(f"/{member}") if member else name
    return SourceFile(Path("/inbox") / path, name, sha256 or source_id, source_id, STATE, False, member, problem)


def place(name: str, source_id: str, *, member: str = "") -> Place:
    return Place(name, source_id, f"/inbox/{name}", member, "old")


def look(sources, places, files, *, forgotten=(), versions=(), searched_inbox=True) -> Settled:
    out = ForgottenSources(frozenset(forgotten), frozenset(versions))
    return settle(sources, places, files, out, searched_inbox=searched_inbox, now=NOW)


def states(done: Settled) -> dict[str, tuple[str, str | None, str | None]]:
    return {one.source_id: (one.name, one.superseded_by, one.left_out) for one in done.sources}


def test_a_name_keeps_its_source_and_notes_how_the_file_stands():
    done = look([source("A", "a.csv")], [place("a.csv", "A")], [file("a.csv", "A")])
    assert done.places == [Place("a.csv", "A", "/inbox/a.csv", "", "1:2:3:4:5")]
    assert states(done) == {"A": ("a.csv", None, None)}
    assert (done.replaced, done.unread, done.dropped) == ([], [], [])


def test_another_content_under_a_name_supersedes_the_former_even_after_two_changes():
    first = look([source("A", "a.csv"), source("B", "a.csv")], [place("a.csv", "A")], [file("a.csv", "B")])
    assert first.replaced == [Replacement("a.csv", 1, 1)]
    second = look([*first.sources, source("C", "a.csv", parsed=7)], first.places, [file("a.csv", "C")])
    assert states(second) == {
        "A": ("a.csv", "B", "superseded"),
        "B": ("a.csv", "C", "superseded"),
        "C": ("a.csv", None, None),
    }
    assert second.replaced == [Replacement("a.csv", 1, 7)]


def test_daily_digests_never_supersede_each_other():
    days = [f"2025-05-0{day}.txt" for day in (1, 2, 3)]
    sources = [source(day, day, is_dated=True, sha256="the same") for day in days]
    done = look(sources, [place(days[0], days[0])], [file(day, day, sha256="the same") for day in days])
    assert {left_out for _, _, left_out in states(done).values()} == {None}
    # Nor where the files of the days before were cleared away.
    done = look(done.sources, done.places, [file(days[2], days[2], sha256="the same")])
    assert {left_out for _, _, left_out in states(done).values()} == {None}
    assert [one.gone_since for one in done.sources] == [NOW, NOW, None]


def test_a_moved_file_stays_the_source_that_it_was():
    done = look([source("A", "a.csv")], [place("a.csv", "A")], [file("old/a.csv", "A")])
    assert [one.name for one in done.places] == ["old/a.csv"]
    assert states(done) == {"A": ("old/a.csv", None, None)}
    # Moved, and another put in its place: both are there, both count.
    done = look(
        [source("A", "a.csv"), source("B", "a.csv")],
        [place("a.csv", "A")],
        [file("a.csv", "B"), file("old/a.csv", "A")],
    )
    assert states(done) == {"A": ("old/a.csv", None, None), "B": ("a.csv", None, None)}


def test_a_file_that_was_given_its_day_is_the_same_list():
    sources = [source("A", "list.txt", sha256="s"), source("B", "2025-05-01.txt", sha256="s", is_dated=True)]
    done = look(sources, [place("list.txt", "A")], [file("2025-05-01.txt", "B", sha256="s")])
    assert states(done) == {"A": ("list.txt", "B", "superseded"), "B": ("2025-05-01.txt", None, None)}


def test_one_content_under_two_names_counts_as_long_as_one_of_them_holds_it():
    places = [place("a.csv", "A"), place("b.csv", "A")]
    sources = [source("A", "a.csv"), source("B", "a.csv")]
    done = look(sources, places, [file("a.csv", "B"), file("b.csv", "A")])
    assert states(done) == {"A": ("b.csv", None, None), "B": ("a.csv", None, None)}
    both = [file("a.csv", "A"), file("b.csv", "A")]
    assert states(look(sources[:1], places, both, forgotten=["a.csv"])) == {"A": ("b.csv", None, None)}
    out = look(sources[:1], places, both, forgotten=["a.csv", "b.csv"])
    assert states(out)["A"] == ("a.csv", None, "forgotten")


def test_what_is_gone_is_noted_once_and_only_where_the_whole_inbox_was_searched():
    sources, places = [source("A", "a.csv")], [place("a.csv", "A")]
    assert look(sources, places, [], searched_inbox=False).sources == sources
    done = look(sources, places, [])
    assert done.sources[0].gone_since == NOW
    assert done.places[0].gone_since == NOW and done.places[0].state is None
    later = settle(done.sources, done.places, [], ForgottenSources(), searched_inbox=True, now=datetime(2027, 1, 1))
    assert later.sources[0].gone_since == NOW
    back = look(later.sources, later.places, [file("a.csv", "A")])
    assert back.sources[0].gone_since is None


def test_what_came_from_elsewhere_is_never_gone():
    done = look([source("A", "/home/a.csv")], [place("/home/a.csv", "A")], [])
    assert done.sources[0].gone_since is None
    # In the inbox it has another name, by which it goes from then on.
    done = look(done.sources, done.places, [file("a.csv", "A")])
    assert [one.name for one in done.places] == ["a.csv"]


def test_a_version_of_which_nothing_can_be_read_leaves_the_former_in_force():
    sources = [source("A", "a.csv", parsed=3), source("B", "a.csv", parsed=0)]
    done = look(sources, [place("a.csv", "A")], [file("a.csv", "B")])
    assert done.unread == ["a.csv"]
    assert states(done) == {"A": ("a.csv", None, None), "B": ("a.csv", None, None)}
    assert done.places[0].source_id == "A" and done.places[0].state is None
    # Repaired, or taken away: of what could not be read nothing is left.
    assert look(done.sources, done.places, [file("a.csv", "A")]).dropped == ["B"]
    assert look(done.sources, done.places, []).dropped == ["B"]


def test_a_file_still_written_to_leaves_its_former_version_in_force():
    done = look([source("A", "a.csv")], [place("a.csv", "A")], [file("a.csv", "unknown")])
    assert states(done) == {"A": ("a.csv", None, None)}
    assert done.places[0].state is None


def test_what_is_no_member_of_an_archive_any_more_counts_no_longer():
    sources = [source("A", "z.zip/a"), source("B", "z.zip/b"), source("C", "z.zip/b")]
    places = [place("z.zip/a", "A", member="a"), place("z.zip/b", "B", member="b")]
    done = look(sources, places, [file("z.zip/b", "C", member="b")], searched_inbox=False)
    assert states(done) == {
        "A": ("z.zip/a", "C", "superseded"),
        "B": ("z.zip/b", "C", "superseded"),
        "C": ("z.zip/b", None, None),
    }


def test_members_behind_the_damage_of_an_archive_stay():
    sources = [source("A", "z.zip/a"), source("B", "z.zip/b"), source("bad", "z.zip", parsed=0)]
    places = [place("z.zip/a", "A", member="a"), place("z.zip/b", "B", member="b")]
    files = [file("z.zip/a", "A", member="a"), file("z.zip", "bad", problem="The archive is damaged.")]
    done = look(sources, places, files)
    assert states(done)["B"] == ("z.zip/b", None, None)
    assert {one.name: one.gone_since for one in done.places}["z.zip/b"] is None


@pytest.mark.parametrize(
    ("forgotten", "versions", "left_out"),
    [
        (["a.csv"], [], ["superseded", "forgotten"]),
        ([], ["B"], ["superseded", "forgotten"]),
        ([], ["A"], ["superseded", None]),
    ],
    ids=["by its name, whatever the version", "this version", "a former version"],
)
def test_what_the_user_took_out_is_left_out(forgotten, versions, left_out):
    sources = [source("A", "a.csv"), source("B", "a.csv")]
    done = look(sources, [place("a.csv", "A")], [file("a.csv", "B")], forgotten=forgotten, versions=versions)
    assert [one.left_out for one in done.sources] == left_out


@pytest.mark.parametrize(("parsed", "left_out"), [(3, "sample"), (0, None)])
def test_made_up_sources_leave_for_real_ones_that_hold_records(parsed, left_out):
    made_up = Source("S", "/data/sample/1.txt", "S", True, 5, True, "/data/sample/1.txt")
    places = [Place(made_up.name, "S", made_up.path)]
    done = look([made_up, source("A", "a.csv", parsed=parsed)], places, [file("a.csv", "A")])
    assert states(done)["S"][2] == left_out
    # Real sources that the user took out do not bring the sample back.
    if parsed:
        out = look(done.sources, done.places, [file("a.csv", "A")], forgotten=["a.csv"])
        assert [one.left_out for one in out.sources] == ["sample", "forgotten"]
