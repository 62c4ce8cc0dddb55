"""`analyse` as a whole: the same rows however texts are ordered and cut."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.text.phrases.analyse import Analysis, analyse
from warehouse.schema import table
from warehouse.schema.frames import frame_schema

WORDS = [
    "graph",
    "neural",
    "networks",
    "of",
    "deep",
    "learning",
    "(GNN)",
    ",",
    ".",
    "We",
    "train",
    "large",
    "language",
    "models",
    "LLMs",
    "GPT-4",
    "in-context",
    "CLIP",
    "the",
]

PLACE = ["text_hash", "first_position", "words", "key"]

texts = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), max_size=6), st.lists(st.sampled_from(WORDS), max_size=15)),
    min_size=1,
    max_size=8,
)


def frame_of(rows) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "text_hash": [f"{number:02}" for number in range(len(rows))],
            "title": [" ".join(title) for title, _ in rows],
            "abstract": [" ".join(abstract) for _, abstract in rows],
        }
    )


@settings(max_examples=15, deadline=None)
@given(texts)
def test_cuts_and_order_do_not_matter(rows):
    frame = frame_of(rows)
    whole = analyse(frame)
    one_by_one = [analyse(frame[number]) for number in reversed(range(frame.height))]
    for of, keys in ((Analysis.spell_out, PLACE), (lambda one: one.abbreviations, ["text_hash", "acronym"])):
        assert_frame_equal(of(whole).sort(keys), pl.concat(map(of, one_by_one)).sort(keys))


def test_frames_are_those_of_the_warehouse():
    found = analyse(frame_of([([], []), (["Deep", "networks"], [])]))
    assert found.candidates.schema == pl.Schema(frame_schema(table("candidates")))
    assert found.abbreviations.schema == pl.Schema(frame_schema(table("abbreviations")))
    assert found.phrases.schema == pl.Schema(frame_schema(table("phrases")))
    assert found.spell_out().select("text_hash", "key").is_unique().all()
    assert analyse(frame_of([])).candidates.is_empty()


def test_the_commonest_form_stands_for_all_and_of_two_the_first():
    forms = ["Multitask learning", "multi-task learning", "Graph", "graphs", "graphs", "multi-task learning"]
    found = analyse(frame_of([([], ". ".join(forms).split())])).spell_out()
    shown = found.select("surface", "mentions", "free_mentions", "first_position")
    assert shown.filter(pl.col("surface").str.contains(" ")).rows() == [("multi-task learning", 3, 3, 0)]
    assert shown.filter(pl.col("surface").str.starts_with("graph")).rows() == [("graphs", 3, 3, 4)]
