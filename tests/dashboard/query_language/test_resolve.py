import polars as pl

from dashboard.query_language.parse import parse_query
from dashboard.query_language.resolve import MOST, find_theme, names_in, near_themes, patterns_in, understand
from dashboard.query_language.tree import Both, Exact, Leaf, Name, Pattern, Share, Theme

KNOWN = pl.DataFrame({"form": ["GANs", "gan", "reasoning"], "term_id": [2, 2, 1], "term": ["GAN", "GAN", "reasoning"]})
THEMES = [
    {"theme_id": 7, "label": "Reasoning · agents"},
    {"theme_id": 3, "label": "Images"},
    {"theme_id": 4, "label": "Visual reasoning"},
]
DEEP = {"deep *": [{"term_id": 5, "term": "deep learning"}, {"term_id": 6, "term": "deep networks"}]}
GAN, REASONING = Leaf("term", "GAN", 2), Leaf("term", "reasoning", 1)


def ask(text: str):
    return understand(parse_query(text), KNOWN, THEMES, DEEP)


def test_what_is_to_be_looked_up():
    lines = parse_query('a + b / a, "c", @d, deep *, b:title')
    assert names_in(lines) == ["a", "b"]
    assert patterns_in(lines) == ["deep *"]


def test_two_forms_of_a_term_are_one_line():
    found = ask("GANs, gan, odd phrase, reasoning")
    assert [(one.line, one.name) for one in found.asked] == [
        (GAN, "GAN"),
        (Leaf("text", "odd phrase"), "“odd phrase”"),
        (REASONING, "reasoning"),
    ]
    assert [one.term is None for one in found.asked] == [False, True, False]
    assert found.unknown == [Name("odd phrase")]


def test_quotes_are_these_very_words_though_they_are_a_term():
    found = ask('"gan", gan:title')
    assert [one.line for one in found.asked] == [Leaf("text", "gan"), Leaf("term", "GAN", 2, in_title=True)]
    assert found.unknown == [] and [one.term for one in found.asked] == [None, None]


def test_signs_hold_what_their_names_mean():
    [one] = ask("GANs - reasoning / @images").asked
    assert one.line == Share(Both("-", GAN, REASONING), Leaf("theme", "Images", 3))
    assert (one.name, one.is_share, one.has_mentions) == ("(GAN − reasoning) / @Images", True, True)
    assert not ask("@images").asked[0].has_mentions


def test_a_shape_is_a_line_for_each_term():
    assert [one.name for one in ask("deep *").asked] == ["deep learning", "deep networks"]
    assert [one.name for one in ask("deep *:title / gan").asked] == [
        "deep learning:title / GAN",
        "deep networks:title / GAN",
    ]
    found = ask("shallow *, gan")
    assert [one.name for one in found.asked] == ["GAN"] and found.no_completion == [Pattern("shallow *")]


def test_a_theme_is_found_by_its_name_its_beginning_or_a_part():
    assert [find_theme(label, THEMES)["theme_id"] for label in ("images", "reasoning", "VISUAL", "agents")] == [
        3,
        7,
        4,
        7,
    ]
    assert find_theme("sound", THEMES) is None
    assert near_themes("imagse", THEMES) == ["Images"]


def test_what_names_no_theme_is_left_out_and_told():
    found = ask("@sound + gan, gan")
    assert [one.name for one in found.asked] == ["GAN"] and found.no_theme == [Theme("sound")]


def test_lines_beyond_the_most_are_named():
    found = understand([Exact(f"phrase {number}") for number in range(MOST + 2)], KNOWN.clear(), [], {})
    assert len(found.asked) == MOST and found.left_out == [f"“phrase {MOST}”", f"“phrase {MOST + 1}”"]


def test_nothing_typed_asks_nothing():
    assert ask(" , ").asked == []
