"""From lists by text to rows, and phrases by number."""

import polars as pl

from pipelines.text.phrases.candidates import flatten_candidates, list_candidates, map_items, spell_out

CANDIDATES = pl.DataFrame(
    {
        "text_hash": ["b", "a"],
        "title_words": [2, 0],
        "phrases": [[7, 5], [5]],
        "mentions": [[1, 2], [3]],
        "free_mentions": [[1, 0], [3]],
        "first_positions": [[1, 2], [0]],
    }
)
PHRASES = pl.DataFrame(
    {"phrase": [5, 7], "surface": ["Graph", "neural nets"], "key": ["graph", "neuralnet"], "words": [1, 2]},
    schema_overrides={"words": pl.Int32},
)


def test_rows_stand_in_the_order_of_texts_and_know_the_title():
    rows = list_candidates(CANDIDATES)
    assert rows.columns == ["text_hash", "phrase", "mentions", "free_mentions", "first_position", "in_title"]
    assert rows.rows() == [("b", 7, 1, 1, 1, True), ("b", 5, 2, 0, 2, False), ("a", 5, 3, 3, 0, False)]


def test_rows_as_arrays_are_the_same_rows():
    rows = list_candidates(CANDIDATES.with_row_index("row"))
    columns = flatten_candidates(CANDIDATES)
    for name, array in columns._asdict().items():
        assert array.tolist() == rows[name].to_list(), name
    # Of a slice, too, whose lists begin in the middle of a column.
    assert flatten_candidates(CANDIDATES[1:])._asdict().keys() == columns._asdict().keys()
    assert [column.tolist() for column in flatten_candidates(CANDIDATES[1:])] == [[0], [5], [3], [3], [False]]


def test_candidates_of_chosen_phrases_only():
    chosen = pl.Series([number == 5 for number in range(8)]).to_numpy()
    columns = flatten_candidates(CANDIDATES, chosen)
    assert [column.tolist() for column in columns] == [[0, 1], [5, 5], [2, 3], [0, 3], [False, False]]


def test_phrases_are_spelt_out():
    assert spell_out(CANDIDATES, PHRASES).select("text_hash", "key", "surface", "words").rows() == [
        ("b", "neuralnet", "neural nets", 2),
        ("b", "graph", "Graph", 1),
        ("a", "graph", "Graph", 1),
    ]


def test_phrases_get_other_numbers():
    number = pl.Series([0, 0, 0, 0, 0, 31, 0, 30]).to_numpy()
    assert map_items(CANDIDATES["phrases"], lambda items: number[items]).to_list() == [[30, 31], [31]]
    assert map_items(CANDIDATES["phrases"].clear(), lambda items: number[items]).is_empty()
