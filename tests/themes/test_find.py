import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.settings import ThemeSettings
from pipelines.themes import Pins, PreviousThemes, ThemeResult, find_themes
from pipelines.themes.pins import OwnTheme
from warehouse.schema import table
from warehouse.schema.frames import frame_schema

FIVE = ThemeSettings(count=5)


def find(literature, previous=None, pins=Pins(), chosen=FIVE, build_id="b1"):  # noqa: B008 - Pins is frozen
    return find_themes(*literature.frames, previous, pins, chosen, build_id)


SUBJECTS = {
    "speech": {"speech recognition", "acoustic model", "speaker", "phoneme", "audio"},
    "games": {"nash equilibrium", "game theory", "auction", "mechanism design", "bidder"},
}


def as_previous(result):
    return PreviousThemes(result.themes, result.paper_themes, result.theme_terms, result.theme_fits, result.theme_pairs)


def primary(result):
    return result.paper_themes.filter("is_primary").select("paper_id", "theme_id").sort("paper_id")


@pytest.fixture(scope="module")
def hundred(literature):
    return literature(150)


@pytest.fixture(scope="module")
def first(hundred):
    return find(hundred)


def test_themes_are_the_subjects(hundred, first):
    both = primary(first).join(hundred.papers, on="paper_id")
    assert both.group_by("subject").agg(pl.col("theme_id").n_unique())["theme_id"].to_list() == [1] * 5
    assert both["theme_id"].n_unique() == 5
    for subject, terms in SUBJECTS.items():
        theme = both.filter(pl.col("subject") == subject)["theme_id"][0]
        row = first.themes.filter(pl.col("theme_id") == theme).row(0, named=True)
        assert {*row["top_terms"][:3]} <= {*terms}
        assert {*row["label"].lower().split(" · ")} <= {*terms}


def test_tables_are_as_declared_and_add_up(hundred, first):
    for name, frame in first.tables().items():
        assert frame.schema == pl.Schema(frame_schema(table(name)))
        assert not frame.select(table(name).key).is_duplicated().any()
    assert primary(first)["paper_id"].to_list() == hundred.papers["paper_id"].sort().to_list()
    assert first.themes["papers"].sum() == hundred.papers.height
    assert first.paper_themes.group_by("paper_id").agg(pl.col("weight").sum())["weight"].max() <= 1.001
    heaviest = first.paper_themes.with_columns(top=pl.col("weight").max().over("paper_id"))
    assert heaviest.filter("is_primary").select((pl.col("weight") == pl.col("top")).all()).item()
    assert first.themes["label"].is_unique().all()
    assert first.themes["color"].sort().to_list() == [0, 1, 2, 3, 4]
    assert first.theme_lineage["event"].to_list() == ["born"] * 5
    assert first.theme_fits["mode"].item() == "fitted"
    assert first.theme_fits["next_theme_id"].item() == 6


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 1000))
def test_rows_may_come_in_any_order(hundred, first, seed):
    shuffled = [frame.sample(fraction=1, shuffle=True, seed=seed) for frame in hundred.frames]
    again = find_themes(*shuffled, None, Pins(), FIVE, "b1")
    for name, frame in first.tables().items():
        assert frame.equals(again.tables()[name]), name


@pytest.mark.parametrize("papers", [0, 1, 2, 5, 12, 30])
def test_small_corpora(literature, papers):
    few = literature(papers)
    found = find(few, chosen=ThemeSettings())
    assert primary(found).height == papers
    assert found.themes.height == (0 if not papers else max(1, papers // 6))
    assert find(few, as_previous(found), build_id="b2").themes["theme_id"].equals(found.themes["theme_id"])


def test_papers_without_terms_or_text_are_counted_with_weight_nothing(literature):
    some = literature(40, subjects=2)
    silent = pl.DataFrame(
        {"paper_id": ["title:z"], "title": ["?"], "abstract": [None], "published_on": [None], "subject": [""]}
    )
    found = find_themes(
        pl.concat([some.papers, silent], how="vertical_relaxed"),
        some.paper_terms,
        some.terms,
        None,
        Pins(),
        ThemeSettings(count=2),
        "b",
    )
    row = found.paper_themes.filter(pl.col("paper_id") == "title:z").row(0, named=True)
    assert row["weight"] == 0 and row["is_primary"]
    assert row["theme_id"] == found.themes.sort("papers")["theme_id"][-1]


def test_no_terms_at_all_is_one_theme(literature):
    some = literature(30)
    found = find_themes(some.papers, some.paper_terms.clear(), some.terms, None, Pins(), ThemeSettings(), "b")
    assert found.themes["label"].to_list() == ["All papers"]
    assert found.themes["papers"].to_list() == [30]


def test_words_of_abstracts_are_not_needed(literature):
    some = literature(150)
    found = find_themes(some.papers.drop("abstract"), some.paper_terms, some.terms, None, Pins(), FIVE, "b")
    both = primary(found).join(some.papers, on="paper_id")
    assert both.group_by("subject").agg(pl.col("theme_id").n_unique())["theme_id"].to_list() == [1] * 5


def test_next_build_keeps_what_was_and_folds_in_the_new(literature, hundred, first):
    more = literature(180)
    then = find(more, as_previous(first), build_id="b2")
    kept = primary(then).join(primary(first), on="paper_id")
    assert (kept["theme_id"] == kept["theme_id_right"]).all()
    same = ["theme_id", "label", "color", "x", "y"]
    assert then.themes.select(same).equals(first.themes.select(same))
    new = primary(then).join(more.papers, on="paper_id").unique(["subject", "theme_id"])
    assert new.height == 5
    assert set(then.theme_lineage["event"]) == {"same"}
    fits = then.theme_fits.row(0, named=True)
    assert (fits["mode"], fits["fitted_build_id"], fits["new_papers"]) == ("continued", "b1", 30)
    assert fits["drift"] < 0.15 and not fits["refit_due"]


@pytest.mark.parametrize("seed", [1, 2])
def test_refit_with_another_seed_keeps_identity(hundred, first, seed):
    again = find(hundred, as_previous(first), chosen=ThemeSettings(count=5, refit=True, seed=seed), build_id="b2")
    assert again.theme_fits["mode"].item() == "fitted"
    both = primary(again).join(primary(first), on="paper_id")
    assert (both["theme_id"] == both["theme_id_right"]).mean() >= 0.95
    assert again.themes["label"].equals(first.themes["label"])


def test_themes_are_born_and_die(literature, first):
    old_subjects = literature(150)
    without = old_subjects.part(pl.col("subject") != "games")
    then = find(without, as_previous(first), build_id="b2")
    died = then.theme_lineage.filter(pl.col("event") == "died")
    assert died.height == 1 and then.themes.height == 4
    later = find(old_subjects, as_previous(then), chosen=ThemeSettings(count=5, refit=True), build_id="b3")
    numbers = later.themes["theme_id"].to_list()
    assert died["theme_id"].item() not in numbers
    fresh = later.theme_lineage.filter(pl.col("event").is_in(["born", "split"]))
    assert all(number >= 6 for number in fresh["theme_id"])


def test_too_many_strangers_are_a_fit_from_nothing(literature, first):
    found = find(literature(400), as_previous(first), build_id="b2")
    assert found.theme_fits["mode"].item() == "fitted"
    assert set(found.theme_lineage["event"]) == {"same"}


def test_own_theme_is_found_by_its_terms(hundred, first):
    pins = Pins(own=(OwnTheme("Auctions", ("Auction", "bidder")),))
    for previous in (None, as_previous(first)):
        found = find(hundred, previous, pins, build_id="b2")
        own = found.themes.filter(pl.col("label") == "Auctions").row(0, named=True)
        hits = hundred.paper_terms.join(
            hundred.terms.filter(pl.col("term").is_in(["auction", "bidder"])), on="term_id", how="semi"
        )
        wanted = hits.group_by("paper_id").agg(pl.col("mentions").sum(), pl.col("in_title").any())
        wanted = wanted.filter((pl.col("mentions") >= 2) | pl.col("in_title"))["paper_id"]
        got = primary(found).filter(pl.col("theme_id") == own["theme_id"])["paper_id"]
        assert sorted(got) == sorted(wanted)
        assert own["pinned"]
    again = find(hundred, as_previous(found), pins, build_id="b3")
    assert primary(again).equals(primary(found))
    gone = find(hundred, as_previous(found), Pins(), ThemeSettings(count=5, refit=True), build_id="b3")
    assert gone.theme_fits["mode"].item() == "fitted"


def test_rename_merge_and_forbid(hundred, first):
    labels = first.themes["label"].to_list()
    pins = Pins(names=((labels[0], "My name"),), merges=((labels[1], labels[2]),), forbidden=(labels[3],))
    then = find(hundred, as_previous(first), pins, build_id="b2")
    ids = first.themes["theme_id"].to_list()
    assert then.themes["theme_id"].to_list() == [ids[0], ids[1], ids[4]]
    assert then.themes["label"][0] == "My name"
    merged = then.theme_lineage.filter(pl.col("previous_theme_id") == ids[2]).row(0, named=True)
    assert (merged["event"], merged["theme_id"], merged["overlap"]) == ("merged", ids[1], 1.0)
    assert primary(then).height == hundred.papers.height
    once_more = find(hundred, as_previous(then), pins, build_id="b3")
    assert once_more.themes.select("theme_id", "label", "papers").equals(
        then.themes.select("theme_id", "label", "papers")
    )


BEGINNINGS = ("Heuristic search", "Mechanism design", "Image segmentation", "Acoustic model")


def find_label(found: ThemeResult, begin: str) -> str:
    """The name of the one theme whose name begins so."""
    (label,) = [one for one in found.themes["label"] if one.startswith(begin)]
    return label


def test_pins_hold_when_nothing_came_before(hundred, first):
    search, design, segmentation, acoustic = (find_label(first, begin) for begin in BEGINNINGS)
    pins = Pins(names=((search, "My name"),), merges=((design, segmentation),), forbidden=(acoustic,))
    labels = find(hundred, None, pins).themes["label"].to_list()
    assert "My name" in labels and len(labels) == 3
    assert segmentation not in labels and acoustic not in labels


def test_no_theme_bears_a_name_that_was_forbidden_or_merged(hundred, first):
    search, design, segmentation, _ = (find_label(first, begin) for begin in BEGINNINGS)
    found = find(hundred, None, Pins(merges=((search, design),), forbidden=(segmentation,)))
    labels = found.themes["label"].to_list()
    assert search in labels and len(labels) == 3
    assert not {design, segmentation} & {*labels}
    assert found.themes["papers"].sum() == hundred.papers.height


def test_pinned_theme_survives_a_refit_with_fewer_themes(hundred, first):
    kept = first.themes["label"][4]
    chosen = ThemeSettings(count=2, refit=True)
    found = find(hundred, as_previous(first), Pins(pinned=(kept,)), chosen, "b2")
    row = found.themes.filter(pl.col("label") == kept).row(0, named=True)
    assert row["pinned"] and row["theme_id"] == first.themes["theme_id"][4]
    assert row["papers"] >= first.themes["papers"][4]
    assert found.themes.height < 5


def test_what_could_not_be_followed_is_said(hundred, first):
    labels = first.themes["label"].to_list()
    pins = Pins(
        names=(("no such theme", "A"), (labels[0], labels[1])),
        pinned=("99",),
        merges=(("none", "neither"), (labels[0], "gone")),
        forbidden=("gone",),
    )
    said = (
        "rename: there is no theme 'no such theme'",
        f"rename: {labels[1]!r} is the name of another theme; merge the two instead",
        "pin: there is no theme '99'",
        "merge: there is no theme 'none' or 'neither'",
    )
    assert find(hundred, as_previous(first), pins, build_id="b2").unapplied_pins == said
    assert find(hundred, None, pins).unapplied_pins == said
    assert first.unapplied_pins == ()


@pytest.mark.parametrize("count", [3, 7])
def test_a_refit_has_as_many_themes_as_the_user_wants(hundred, first, count):
    found = find(hundred, as_previous(first), chosen=ThemeSettings(count=count, refit=True), build_id="b2")
    assert found.themes.height == count
    assert set(found.theme_lineage["event"]) == {"same", "merged" if count < 5 else "split"}


def test_a_refit_keeps_the_number_of_themes_that_the_size_calls_for(literature, monkeypatch):
    some = literature(60)
    before = find(some)
    # 60 papers call for 7 themes, of which 5 is within three tenths; what is most stable hangs on the seed and is not
    # asked.
    monkeypatch.setattr("pipelines.themes.fresh_fit.choose_count", None)
    after = find(some, as_previous(before), chosen=ThemeSettings(refit=True), build_id="b2")
    assert after.themes["theme_id"].equals(before.themes["theme_id"])
    assert after.themes.height == 5
