"""Every check is seen failing on rows made by hand, and what follows from it."""

import duckdb
import pytest

from pipelines.assets.publish import LAST
from pipelines.quality.asset_checks import all_rules, evaluate_rules, withhold_verdicts
from warehouse.schema import TABLES, table
from warehouse.schema.rules import GROUPS_OF_DATA, table_rules

RULES = {rule.name: rule for rule in all_rules()}

PAPER = "INSERT INTO papers BY NAME SELECT 'a' AS paper_id, 'en' AS language"
TERM = "INSERT INTO terms BY NAME SELECT 1 AS term_id, 'frogs' AS term, 1 AS papers, 1 AS mentions"
THEME = "INSERT INTO themes BY NAME SELECT 1 AS theme_id, 'Frogs' AS label, 0 AS papers"
SOURCE = (
    "INSERT INTO sources BY NAME SELECT 's' AS source_id, 'a.txt' AS path, false AS is_sample, "
    "2 AS found, 1 AS parsed, 1 AS rejected"
)
PERIOD = "INSERT INTO periods BY NAME SELECT 'month' AS grain, DATE '2026-01-01' AS period_start, 4 AS papers"
MONTH = "'month' AS grain, DATE '2026-01-01' AS period_start"

BROKEN: dict[str, list[str]] = {
    "found_is_parsed_plus_rejected": [SOURCE, "UPDATE sources SET found = 3"],
    "parsed_records_are_kept": [SOURCE],
    "refused_pieces_have_a_reason": [
        SOURCE,
        "INSERT INTO rejects BY NAME SELECT 's' AS source_id, 1 AS position, '' AS reason",
    ],
    "every_paper_has_a_title_and_an_abstract": [PAPER, "UPDATE papers SET title = 'Frogs', abstract = ' '"],
    "dates_agree_with_their_precision": [
        PAPER,
        "UPDATE papers SET published_on = DATE '2026-01-05', date_precision = 'day', date_source = 'given'",
    ],
    "sightings_of_papers_are_counted": [PAPER, "UPDATE papers SET sightings = 2"],
    "every_record_is_sighted_once": [
        SOURCE,
        "INSERT INTO internal.records BY NAME SELECT 's' AS source_id, 1 AS position",
    ],
    "papers_have_numbers_of_their_own": [PAPER, PAPER, "UPDATE papers SET paper_number = 7"],
    "papers_of_words_are_counted": ["INSERT INTO words BY NAME SELECT 1 AS word_id, 'frog' AS word, 1 AS papers"],
    "words_are_those_of_the_papers": [PAPER, "UPDATE papers SET paper_number = 7, text_hash = 'new'"],
    "terms_are_found_in_english_papers": [
        PAPER,
        "UPDATE papers SET language = 'de'",
        "INSERT INTO paper_terms BY NAME SELECT 'a' AS paper_id, 1 AS term_id, 1 AS mentions",
    ],
    "papers_and_mentions_of_terms_are_counted": [
        TERM,
        "INSERT INTO paper_terms BY NAME SELECT 'a' AS paper_id, 1 AS term_id, 2 AS mentions",
    ],
    "every_term_has_a_variant": [TERM],
    "ranks_have_no_holes": ["INSERT INTO keywords BY NAME SELECT 'a' AS paper_id, unnest([1, 3]) AS rank"],
    "every_english_paper_has_one_primary_theme": [
        PAPER,
        THEME,
        "INSERT INTO paper_themes BY NAME SELECT 'a' AS paper_id, unnest([1, 2]) AS theme_id, 0.5 AS weight, "
        "true AS is_primary",
    ],
    "weights_of_a_paper_add_up_to_at_most_one": [
        "INSERT INTO paper_themes BY NAME SELECT 'a' AS paper_id, 1 AS theme_id, 0.9 AS weight, true AS is_primary",
        "INSERT INTO paper_themes BY NAME SELECT 'a' AS paper_id, 2 AS theme_id, 0.2 AS weight, false AS is_primary",
    ],
    "papers_of_themes_are_counted": [THEME, "UPDATE themes SET papers = 3"],
    "dated_papers_are_counted_once": [PERIOD],
    "shares_of_terms_are_papers_over_papers": [
        PERIOD,
        f"INSERT INTO term_counts BY NAME SELECT {MONTH}, 1 AS term_id, 1 AS papers, 0.5 AS share",
    ],
    "months_of_terms_add_up": [
        f"INSERT INTO term_counts BY NAME SELECT {MONTH}, 1 AS term_id, 1 AS papers, 0.25 AS share"
    ],
    "shares_of_themes_are_papers_over_papers": [
        f"INSERT INTO theme_counts BY NAME SELECT {MONTH}, 1 AS theme_id, 1 AS papers, 0.25 AS share"
    ],
    "pairs_are_ordered_and_held": [
        "INSERT INTO terms BY NAME SELECT unnest([1, 2]) AS term_id, 5 AS papers",
        "INSERT INTO term_pairs BY NAME SELECT 1 AS term_id_a, 2 AS term_id_b, 6 AS papers",
    ],
    "growth_of_terms_lies_in_its_interval": [
        "INSERT INTO term_trends BY NAME SELECT 1 AS term_id, -1 AS growth, -2 AS growth_low, 0.06 AS growth_high, "
        "'falling' AS direction"
    ],
    "growth_of_themes_lies_in_its_interval": [
        "INSERT INTO theme_trends BY NAME SELECT 1 AS theme_id, 1 AS growth, 1.1 AS growth_low, 2 AS growth_high, "
        "'rising' AS direction"
    ],
    "every_term_has_a_verdict": [TERM],
    "every_theme_has_a_verdict": [THEME],
    "every_source_could_be_read": [
        SOURCE,
        "UPDATE sources SET format = 'unknown'",
        "INSERT INTO rejects BY NAME SELECT 's' AS source_id, 0 AS position, 'no text' AS reason",
    ],
    "few_pieces_are_refused": [SOURCE],
    "a_form_counts_as_one_term": [
        "INSERT INTO term_variants BY NAME SELECT unnest([1, 2]) AS term_id, 'frogs' AS variant, 'case' AS rule"
    ],
    "most_papers_are_dated": [PAPER],
}


def break_declared(name: str) -> list[str]:
    """Rows that break the check `name`, which follows from a declaration: none, two of one key, or one that refers to
    nothing."""
    rule = RULES[name]
    declared = table(rule.table)
    if rule not in table_rules(declared):
        pytest.fail(f"No rows break {name} yet: write statements that insert such rows into BROKEN.")
    if name.endswith("_is_not_empty"):
        return []
    columns = (
        declared.key if name.endswith("_key_is_unique") else [name.removeprefix(f"{rule.table}_")[: -len("_exists")]]
    )
    zeros = ", ".join(f"{sample_value(declared.column(column).type)} AS {column}" for column in columns)
    insert = f"INSERT INTO {declared.qualified_name} BY NAME SELECT {zeros}"
    return [insert, insert] if name.endswith("_key_is_unique") else [insert]


def sample_value(kind: str) -> str:
    return {"VARCHAR": "'x'", "DATE": "DATE '2026-01-01'"}.get(kind, "1")


@pytest.fixture
def build():
    """All tables, without the constraints that keep such rows out of a real build."""
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA internal")
        for one in TABLES:
            columns = ", ".join(f"{column.name} {column.type}" for column in one.columns)
            connection.execute(f"CREATE TABLE {one.qualified_name} ({columns})")
        yield connection


def evaluate(build, name):
    return evaluate_rules(build, [RULES[name]])[0]


@pytest.mark.parametrize("name", RULES)
def test_each_check_fails_on_rows_that_break_it(build, name):
    if not name.endswith("_is_not_empty"):
        assert evaluate(build, name).passed, "empty tables break nothing"
    for statement in BROKEN[name] if name in BROKEN else break_declared(name):
        build.execute(statement)
    rule = RULES[name]
    outcome = evaluate(build, name)
    assert outcome.failing_rows > 0
    assert build.execute("SELECT blocking, passed FROM checks WHERE check_name = ?", [name]).fetchall() == [
        (rule.kind == "data", False)
    ]
    if rule.withhold and rule.withhold != RULES["words_are_those_of_the_papers"].withhold:
        assert evaluate(build, name).passed, "the rows that broke it are gone"


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.verdicts])
def test_each_check_withholds_the_verdicts_that_rest_on_it(build, name):
    for statement in BROKEN[name]:
        build.execute(statement)
    kind = RULES[name].verdicts
    for one in ("term", "theme"):
        # Verdict 1 rests on what is broken, verdict 9 does not.
        for number in (1, 9):
            build.execute(
                f"INSERT INTO {one}_trends BY NAME SELECT {number} AS {one}_id, 1 AS growth, 0.5 AS growth_low, "
                f"2 AS growth_high, 'rising' AS direction WHERE {number} NOT IN (SELECT {one}_id FROM {one}_trends)"
            )
    evaluate(build, name)
    withheld = {one: withhold_verdicts(build, one) for one in ("term", "theme")}
    expected = {"term": (1, 0), "theme": (0, 1), "every": (2, 2)}[kind]
    assert (withheld["term"], withheld["theme"]) == expected
    for one, count in withheld.items():
        rows = build.execute(
            f"SELECT direction, reason, growth FROM {one}_trends ORDER BY {one}_id LIMIT {count}"
        ).fetchall()
        assert all(row[0] == "unclear" and row[1].startswith("withheld: ") and row[2] is None for row in rows)


def test_nothing_is_withheld_where_all_holds(build):
    build.execute("INSERT INTO term_trends BY NAME SELECT 1 AS term_id, 'rising' AS direction")
    assert withhold_verdicts(build, "term") == 0
    assert build.execute("SELECT direction FROM term_trends").fetchall() == [("rising",)]


def test_only_checks_on_data_block_and_each_says_what_follows():
    for name, rule in RULES.items():
        is_data = table(rule.table).group in GROUPS_OF_DATA
        assert rule.kind == "notice" or (rule.kind == "data") == is_data, name
        said = {"data": "your data", "arithmetic": "our own arithmetic", "notice": "For your information"}[rule.kind]
        assert said in rule.explanation and rule.explanation.startswith(rule.description)
        assert rule.kind == "arithmetic" or not (rule.withhold or rule.verdicts)


def test_every_check_is_made_before_the_swap():
    assert not {rule.table for rule in RULES.values()} & set(LAST)
