"""The analysis in the build file: added to, read back, forgotten."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.incremental import analysis as analysis_store
from pipelines.incremental.analysis import AnalysisWriter, forget_other_versions, read_analysis
from pipelines.text import Analysis, analyse
from warehouse.connection import open_build
from warehouse.writer import prepare_build

TEXTS = pl.DataFrame(
    {
        "text_hash": ["a", "b", "c"],
        "title": ["Graph neural networks (GNN)", "Diffusion models", "Graph neural networks"],
        "abstract": ["A graph neural network sees graphs.", "Graphs and diffusion models.", "The diffusion model."],
    }
)
PLACE = ["text_hash", "first_position", "words"]


def read_texts(analysis: Analysis) -> dict[str, list[tuple[str, int]]]:
    """Words and separators by text."""
    form = dict(analysis.units.select("unit", "form").iter_rows())
    rows = analysis.text_units.select("text_hash", "units").iter_rows()
    return {text: [(form[unit >> 3], unit & 7) for unit in units] for text, units in rows}


@pytest.fixture
def connection(tmp_path):
    with open_build(tmp_path / "build.duckdb") as connection:
        prepare_build(connection)
        connection.execute(
            "CREATE OR REPLACE TABLE papers AS SELECT unnest(['a', 'b', 'c']) AS text_hash, 'en' AS language"
        )
        yield connection


def test_texts_added_one_after_the_other_are_read_as_if_added_at_once(connection):
    writer = AnalysisWriter(connection)
    for row in range(TEXTS.height):
        if row == 2:
            writer = AnalysisWriter(connection)
        writer.append(TEXTS[row], analyse(TEXTS[row]))
    found, expected = read_analysis(connection), analyse(TEXTS)
    assert_frame_equal(found.spell_out().sort(PLACE), expected.spell_out().sort(PLACE))
    assert_frame_equal(found.abbreviations, expected.abbreviations)
    assert sorted(found.phrases["phrase"]) == list(range(found.phrases.height))
    assert sorted(found.phrases["surface"]) == sorted(expected.phrases["surface"])
    assert read_texts(found) == read_texts(expected)


def test_texts_that_no_paper_has_are_not_read(connection):
    AnalysisWriter(connection).append(TEXTS, analyse(TEXTS))
    connection.execute("DELETE FROM papers WHERE text_hash <> 'b'")
    assert read_analysis(connection).candidates["text_hash"].to_list() == ["b"]
    assert read_analysis(connection).abbreviations.is_empty()


def test_what_another_version_found_is_forgotten(connection, monkeypatch):
    AnalysisWriter(connection).append(TEXTS, analyse(TEXTS))
    forget_other_versions(connection)
    assert read_analysis(connection).candidates.height == 3
    monkeypatch.setattr(analysis_store, "ANALYSER_VERSION", "another")
    forget_other_versions(connection)
    assert [frame.height for frame in read_analysis(connection)] == [0] * 5
    assert connection.execute("SELECT count(*) FROM internal.analysed_texts").fetchall() == [(0,)]
