import numpy as np
import polars as pl
import pytest

from pipelines.settings import ThemeSettings
from pipelines.themes import Pins, PreviousThemes, find_themes, list_read_papers
from pipelines.themes.continuity.plan import MOST_MODELLED, plan_themes
from pipelines.themes.continuity.previous import index_previous

FIVE = ThemeSettings(count=5)


@pytest.fixture(scope="module")
def many(literature):
    return literature(400)


@pytest.fixture(scope="module")
def previous(many):
    found = find_themes(*many.part(pl.col("paper_id") < many.papers["paper_id"][398]).frames, None, Pins(), FIVE, "b1")
    return PreviousThemes(found.themes, found.paper_themes, found.theme_terms, found.theme_fits, found.theme_pairs)


def plan(literature, previous, pins=Pins(), chosen=FIVE):  # noqa: B008 - Pins is frozen
    papers = literature.papers.sort("paper_id")
    seed_assignments = np.full(papers.height, -1)
    return plan_themes(papers, literature.terms, index_previous(previous, papers), seed_assignments, pins, chosen)


def test_from_nothing_all_papers_are_read(many):
    made = plan(many, None)
    assert made.assignment is None and not made.is_known and not made.is_same
    assert made.rows.tolist() == list(range(400))
    assert list_read_papers(many.papers, many.terms, None, Pins(), FIVE) is None


def test_two_new_papers_change_nothing_else(many, previous):
    made = plan(many, previous)
    assert made.is_same
    assert (made.assignment.labels < 0).sum() == 2
    found = find_themes(*many.frames, previous, Pins(), FIVE, "b2")
    dull = ["papers"]
    assert found.themes.drop(dull).equals(previous.themes.drop(dull))
    assert found.themes["papers"].sum() == 400
    assert found.theme_terms.equals(previous.theme_terms)
    assert found.theme_pairs.equals(previous.theme_pairs)
    assert found.theme_fits["new_papers"].item() == 2
    assert found.theme_lineage["event"].unique().to_list() == ["same"]


def test_only_what_is_read_need_be_handed_over(many, previous, monkeypatch):
    monkeypatch.setattr("pipelines.themes.continuity.plan.MOST_MODELLED", 100)
    assert MOST_MODELLED > 400
    read = list_read_papers(many.papers.sort("paper_id"), many.terms, previous, Pins(), FIVE)
    assert 100 <= len(read) <= 102
    held = pl.col("paper_id").is_in(read.implode())
    bare = many.papers.with_columns(pl.when(held).then(pl.col(name)).alias(name) for name in ("title", "abstract"))
    found = find_themes(bare, many.paper_terms.filter(held), many.terms, previous, Pins(), FIVE, "b2")
    whole = find_themes(*many.frames, previous, Pins(), FIVE, "b2")
    for name, frame in whole.tables().items():
        assert frame.equals(found.tables()[name]), name


def test_growth_describes_themes_anew(many, previous):
    # A hundredth of the 398 papers of the fit is 3.98: two new papers after two others pass it.
    grown = previous.theme_fits.with_columns(new_papers=pl.lit(2, dtype=pl.Int64))
    fields = {name: getattr(previous, name) for name in ("themes", "paper_themes", "theme_terms", "theme_pairs")}
    assert not plan(many, PreviousThemes(**fields, theme_fits=grown)).is_same


def test_pins_and_lost_terms_and_papers_describe_themes_anew(many, previous):
    labels = previous.themes["label"].to_list()
    assert plan(many, previous, Pins(names=((labels[0], "Mine"),))).is_same
    assert not plan(many, previous, Pins(merges=((labels[0], labels[1]),))).is_same
    stands = previous.themes["representative_papers"][0][0]
    assert not plan(many.part(pl.col("paper_id") != stands), previous).is_same
    other = object.__new__(type(many))
    other.papers, other.terms = many.papers, many.terms.with_columns(pl.col("term").str.to_uppercase())
    assert not plan(other, previous).is_same


def test_a_refit_is_of_all_papers(many, previous):
    made = plan(many, previous, chosen=ThemeSettings(count=5, refit=True))
    assert made.assignment is None and made.is_known
