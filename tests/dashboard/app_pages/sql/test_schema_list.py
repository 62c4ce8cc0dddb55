from dashboard.app_pages.sql.schema_list import schema_html


def column(table: str, name: str) -> dict:
    return {
        "table_name": table,
        "table_comment": f"About {table}.",
        "column_name": name,
        "data_type": "VARCHAR",
        "comment": "<x>",
    }


def test_tables_stand_in_the_order_in_which_a_run_fills_them():
    columns = [column("terms", "term"), column("papers", "title"), column("papers", "abstract"), column("later", "x")]
    html = schema_html(columns, {"terms": 1200, "papers": 3})
    assert html.index("papers") < html.index("terms") < html.index("Others")
    assert '<summary title="About terms."><span>terms</span><span>1,200</span></summary>' in html
    assert html.count("<details>") == 3
    assert html.index("title</code>") < html.index("abstract</code>")
    assert "&lt;x&gt;" in html and "<x>" not in html
    assert "./sql?sql=FROM+papers+LIMIT+20" in html
