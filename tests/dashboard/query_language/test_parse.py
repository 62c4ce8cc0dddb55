import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.query_language.parse import MOST_ITEMS, MOST_SIGNS, parse_query
from dashboard.query_language.tokens import QueryError
from dashboard.query_language.tree import Both, Exact, Name, Pattern, Share, Theme, leaves
from dashboard.query_language.write import write_names, write_query

A, B, C = Name("a"), Name("b"), Name("c")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        (" , ,", []),
        ("a, b", [A, B]),
        ("a b", [Name("a b")]),
        ("  deep   learning ", [Name("deep learning")]),
        ("a + b", [Both("+", A, B)]),
        ("a - b + c", [Both("+", Both("-", A, B), C)]),
        ("a - (b + c)", [Both("-", A, Both("+", B, C))]),
        ("a − b", [Both("-", A, B)]),
        ("a / b", [Share(A, B)]),
        ("(a / b)", [Share(A, B)]),
        ("a + b / c", [Share(Both("+", A, B), C)]),
        ("a / b - c", [Share(A, Both("-", B, C))]),
        ("(GRPO / reinforcement learning), a", [Share(Name("GRPO"), Name("reinforcement learning")), A]),
        ("deep *", [Pattern("deep *")]),
        ("* learning:title", [Pattern("* learning", True)]),
        ("deep * / a", [Share(Pattern("deep *"), A)]),
        ("a:title", [Name("a", True)]),
        ("a :TITLE - b", [Both("-", Name("a", True), B)]),
        ('"fast, cheap":title', [Exact("fast, cheap", True)]),
        ("“model merging”", [Exact("model merging")]),
        ('"say ""a"""', [Exact('say "a"')]),
        ("@Reasoning models · agents - a", [Both("-", Theme("Reasoning models · agents"), A)]),
        ("@[a - b], @“c”", [Theme("a - b"), Theme("c")]),
        ("[a / b], [x]]y]", [Name("a / b"), Name("x]y")]),
    ],
)
def test_what_is_typed_is_read(text, lines):
    assert parse_query(text) == lines


@pytest.mark.parametrize(
    "name",
    [
        "GPT-4",
        "k-NN",
        "C++",
        "RAG/GPT-4",
        "A*",
        "pass@1",
        "f(x)",
        "O(log(n))",
        "10,000 images",
        "p:titles",
        "50-95",
        "-based",
    ],
)
def test_a_sign_within_a_word_is_a_part_of_it(name):
    assert parse_query(name) == [Name(name)]
    assert parse_query(f"({name} + b) / c") == [Share(Both("+", Name(name), B), C)]
    assert parse_query(f"a,{name},b") == [A, Name(name), B]


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("a +", 3, "Nothing follows +."),
        ("- a", 0, "No term stands before -."),
        ("a + , b", 4, "A term is missing between + and ,."),
        ("a / b / c", 6, "A line can hold one / only."),
        ("(a / b) + c", 8, "A share cannot be a part of +."),
        ("a / (b / c)", 2, "A share cannot be a part of /."),
        ("(a + b", 0, "The parenthesis that opens here is not closed."),
        ("a + b)", 5, "No parenthesis opens for this one."),
        ("()", 1, "A term is missing between ( and )."),
        ('a, "b', 3, "The quote that opens here is not closed."),
        ("[b", 0, "The bracket that opens here is not closed."),
        ('a, ""', 3, 'Nothing stands between " and ".'),
        ("a (b)", 2, "A sign is missing here."),
        ("(a)/b", 3, "A sign is missing here."),
        ("@", 0, "No theme is named after @."),
        ("@a:title", 2, "Titles do not name themes."),
        ("(a + b):title", 7, ":title stands with one name only."),
        (":title", 0, "No term stands before :title."),
        ("* learning *", 0, "A name can hold one * only."),
        ("f(x) *", 0, "A name with * holds words only."),
        ("(" * 30 + "a" + ")" * 30, 20, "Too many parentheses stand in each other."),
        (" + ".join("a" * (MOST_ITEMS + 1)), 4 * MOST_ITEMS, "This line is too long."),
        ("a" * (MOST_SIGNS + 1), MOST_SIGNS, "This is too long."),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place_and_a_remedy(text, position, message):
    with pytest.raises(QueryError) as caught:
        parse_query(text)
    assert (caught.value.position, caught.value.message) == (position, message)
    assert caught.value.remedy.endswith((".", "]", "learning."))


words = st.text(st.sampled_from('ab1 -+/*@:,()[]"“”].é🙂='), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)
words = words.filter(bool) | st.sampled_from(["GPT-4", "a:title", "@x", "*", "+", "C++"])
bare = st.text("abc-+/.é", min_size=1, max_size=6).filter(lambda word: word not in ("+", "-", "/", "*"))
patterns = st.tuples(st.lists(bare, max_size=2), st.lists(bare, max_size=2)).map(
    lambda ends: " ".join([*ends[0], "*", *ends[1]])
)
leaf = (
    st.builds(Name, words, st.booleans())
    | st.builds(Exact, words, st.booleans())
    | st.builds(Pattern, patterns, st.booleans())
    | st.builds(Theme, words)
)
sets = st.recursive(leaf, lambda inner: st.builds(Both, st.sampled_from("+-"), inner, inner), max_leaves=6)
lines = sets | st.builds(Share, sets, sets)


@given(st.lists(lines, max_size=4))
def test_what_is_written_is_read_as_it_was(query):
    assert parse_query(write_query(query)) == query


@given(st.text(st.sampled_from('ab1 -+/*@:,()[]"“”\n\t:title'), max_size=40))
def test_any_text_is_read_or_refused_in_words(text):
    try:
        query = parse_query(text)
    except QueryError as error:
        assert error.message and error.remedy and 0 <= error.position <= len(text)
        return
    assert parse_query(write_query(query)) == query


@given(st.lists(words, max_size=5))
def test_names_of_terms_become_a_line_each(names):
    assert parse_query(write_names(names)) == [Name(name) for name in names]


def test_leaves_come_from_left_to_right():
    assert list(leaves(Share(Both("+", A, B), Both("-", C, A)))) == [A, B, C, A]
