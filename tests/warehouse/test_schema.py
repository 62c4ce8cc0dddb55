import duckdb
import polars as pl
import pytest

from warehouse.schema import INTERNAL, TABLES, Column, Table, table
from warehouse.schema.ddl import create_statements, describe_column
from warehouse.schema.declare import GROUPS
from warehouse.schema.dictionary import TABLES_MD, tables_markdown
from warehouse.schema.frames import FrameMismatch, conform, empty_frame, frame_schema
from warehouse.schema.rules import table_rules

# The columns that users write SQL against, as the design lists them: columns may be added, none may go.
CONTRACT = {
    "papers": "paper_id title abstract published_on date_precision date_source first_listed_on month language venue "
    "categories authors doi arxiv_id url sightings",
    "sightings": "paper_id source_id position stated_on stated_precision listed_on merged_by upvotes record_url",
    "paper_links": "paper_id url kind host repository",
    "paper_authors": "paper_id position author author_id affiliation country",
    "sources": "source_id path sha256 format captured_on found parsed rejected ingested_at",
    "rejects": "source_id position reason excerpt",
    "terms": "term_id term words papers mentions first_seen last_seen acronym",
    "term_variants": "term_id variant rule papers",
    "paper_terms": "paper_id term_id mentions in_title",
    "keywords": "paper_id rank term_id keyword score",
    "themes": "theme_id label top_terms papers coherence x y centrality density pinned",
    "paper_themes": "paper_id theme_id weight is_primary",
    "theme_lineage": "build_id theme_id previous_theme_id event overlap",
    "periods": "grain period_start papers is_complete is_gap",
    "category_coverage": "category papers is_throughout reason",
    "term_counts": "grain period_start term_id term papers mentions share",
    "theme_counts": "grain period_start theme_id label papers share",
    "term_trends": "term_id term recent_papers recent_share baseline_share growth growth_low growth_high q_value "
    "direction reason burst_start burst_end burst_strength",
    "theme_trends": "theme_id label recent_papers recent_share baseline_share growth growth_low growth_high q_value "
    "direction reason burst_start burst_end burst_strength",
    "term_pairs": "term_id_a term_id_b papers npmi",
    "builds": "build_id started_at published_at papers dated_papers analyser_version git_revision",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_the_contract_keeps_its_columns(name):
    assert set(CONTRACT[name].split()) <= set(table(name).column_names)


def test_every_table_and_column_is_described():
    for declared in TABLES:
        assert declared.row, declared.name
        assert declared.group in GROUPS
        for column in declared.columns:
            assert len(column.description) > 5, f"{declared.name}.{column.name}"
            assert column.description[-1] != ".", f"{declared.name}.{column.name}"


def test_references_lead_to_declared_columns():
    for declared in TABLES:
        for column in declared.columns:
            if column.refers_to:
                target, target_column = column.refers_to.split(".")
                assert table(target).column(target_column).type == column.type


def test_an_unknown_table_is_named_with_those_there_are():
    with pytest.raises(KeyError, match=r"no table named 'paper'.*papers"):
        table("paper")


def test_a_declaration_with_a_key_that_is_no_column_is_refused():
    with pytest.raises(ValueError, match="key columns"):
        Table("things", "a thing", "papers", (Column("a", "VARCHAR", "a letter"),), key=("b",))
    with pytest.raises(ValueError, match="twice"):
        Table("things", "a thing", "papers", (Column("a", "VARCHAR", "x"), Column("a", "VARCHAR", "x")), key=("a",))


def test_ddl_makes_constraints_and_comments():
    with duckdb.connect() as connection:
        for declared in TABLES:
            for statement in create_statements(declared):
                connection.execute(statement)
        comments = dict(
            connection.execute(
                "SELECT schema_name || '.' || table_name || '.' || column_name, comment FROM duckdb_columns() "
                "WHERE NOT internal"
            ).fetchall()
        )
        for declared in TABLES:
            for column in declared.columns:
                assert comments[f"{declared.schema}.{declared.name}.{column.name}"] == describe_column(column)
        with pytest.raises(duckdb.ConstraintException):
            connection.execute("INSERT INTO periods VALUES ('decade', DATE '2025-01-01', 1, true, false)")
        with pytest.raises(duckdb.ConstraintException):
            connection.execute("INSERT INTO periods VALUES ('month', DATE '2025-01-01', -1, true, false)")
        connection.execute("INSERT INTO periods VALUES ('month', DATE '2025-01-01', 1, true, false)")
        with pytest.raises(duckdb.ConstraintException):
            connection.execute("INSERT INTO periods VALUES ('month', DATE '2025-01-01', 2, true, false)")


def test_conform_orders_casts_and_fills_what_may_be_null():
    frame = pl.DataFrame({"npmi": [1], "papers": [2], "term_id_b": [4], "term_id_a": [3]})
    fitted = conform(frame, table("term_pairs"))
    assert fitted.columns == list(table("term_pairs").column_names)
    assert fitted.row(0)[:4] == (3, 4, 2, 1.0)
    links = conform(
        pl.DataFrame({"paper_id": ["a"], "url": ["u"], "kind": ["code"], "host": ["h"]}), table("paper_links")
    )
    assert links.schema["repository"] == pl.String
    assert links["repository"].to_list() == [None]


def test_conform_types_an_all_null_column():
    frame = pl.DataFrame({"alias": ["x"], "paper_id": [None]})
    assert conform(frame, table("paper_aliases")).schema["paper_id"] == pl.String


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pl.DataFrame({"alias": ["x"]}), "lacks paper_id"),
        (pl.DataFrame({"alias": ["x"], "paper_id": ["y"], "weight": [1]}), "no column weight"),
    ],
)
def test_conform_says_which_column_does_not_fit(frame, message):
    with pytest.raises(FrameMismatch, match=message):
        conform(frame, table("paper_aliases"))


def test_conform_refuses_a_value_that_does_not_fit():
    frame = pl.DataFrame({"term_id_a": ["many"], "term_id_b": [1], "papers": [1], "npmi": [0.0]})
    with pytest.raises(FrameMismatch, match="term_pairs"):
        conform(frame, table("term_pairs"))


def test_every_declared_type_has_a_frame_type():
    for declared in TABLES:
        assert list(frame_schema(declared)) == list(declared.column_names)
        assert empty_frame(declared).height == 0


def test_rules_find_the_rows_that_break_them():
    with duckdb.connect() as connection:
        for declared in TABLES:
            for statement in create_statements(declared):
                connection.execute(statement)
        connection.execute("INSERT INTO internal.paper_aliases VALUES ('a', 'p'), ('a', 'q'), ('b', 'p')")
        connection.execute(
            "INSERT INTO term_pairs BY NAME SELECT 1 AS term_id_a, 2 AS term_id_b, 1 AS papers, 0.5 AS npmi"
        )
        broken = {
            rule.name: connection.execute(rule.query).fetchall()
            for declared in TABLES
            for rule in table_rules(declared)
            if connection.execute(rule.query).fetchall()
        }
    assert broken.pop("paper_aliases_key_is_unique") == [("a", 2)]
    assert broken.pop("term_pairs_term_id_a_exists") == [(1,)]
    assert broken.pop("term_pairs_term_id_b_exists") == [(2,)]
    assert set(broken) == {"sources_is_not_empty", "papers_is_not_empty"}


def test_rule_names_are_unique():
    names = [rule.name for declared in TABLES for rule in table_rules(declared)]
    assert len(names) == len(set(names))


def test_the_data_dictionary_is_up_to_date():
    assert TABLES_MD.read_text(encoding="utf-8") == tables_markdown(), "run: make tables"


def test_internal_tables_stay_out_of_the_default_schema():
    assert {declared.name for declared in TABLES if declared.schema == INTERNAL}.isdisjoint(CONTRACT)


def test_a_column_may_name_its_compression(tmp_path):
    declared = Table(
        "notes", "a note", "ingest", (Column("text", "VARCHAR", "what it says", compression="zstd"),), ("text",), False
    )
    with duckdb.connect(str(tmp_path / "notes.duckdb")) as connection:
        for statement in create_statements(declared):
            connection.execute(statement)
        connection.execute("INSERT INTO notes SELECT 'note ' || range FROM range(1000)")
        connection.execute("CHECKPOINT")
        used = connection.execute(
            "SELECT DISTINCT compression FROM pragma_storage_info('notes') WHERE segment_type = 'VARCHAR'"
        ).fetchall()
    assert used == [("ZSTD",)]
