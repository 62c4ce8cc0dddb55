from dashboard.warehouse_access.example_queries import load_questions
from warehouse.user_files import UserFileError


def test_the_first_question_is_answered_and_the_tables_counted(open_page):
    page = open_page("full", "sql")
    assert page.app.text_area(key="sql").value == load_questions()[0].sql
    assert "1 row in" in page.text, "reasoning is the one term that rises"
    assert ">papers</span><span>46</span>" in page.html
    assert ">paper_terms</span><span>30</span>" in page.html, "12 + 1, 7, 4 and 6 papers hold the four terms"
    assert "internal" not in page.text
    groups = [page.html.index(f"<h3>{name}</h3>") for name in ("What came in", "Papers", "Terms", "Themes", "Trends")]
    assert groups == sorted(groups)


def test_a_saved_question_fills_the_editor(open_page):
    page = open_page("full", "sql")
    question = load_questions()[2]
    page.app.selectbox(key="question").set_value(question.title).run()
    assert page.app.text_area(key="sql").value == question.sql
    assert not page.app.exception


def test_a_query_of_the_address_is_answered(open_page):
    page = open_page("full", "sql", sql="SELECT title FROM papers ORDER BY title LIMIT 3")
    assert "3 rows in" in page.text
    assert len(page.app.dataframe[0].value) == 3


def test_a_chart_is_offered_where_there_is_something_to_draw(open_page):
    sql = "SELECT term, papers FROM terms ORDER BY papers DESC"
    page = open_page("full", "sql", sql=sql, view="Chart")
    assert len(page.app.get("vega_lite_chart")) == 1
    assert not open_page("full", "sql", sql="SELECT 1 AS one").app.get("button_group")
    assert open_page("full", "sql", sql=sql, view="Pie").app.dataframe


def test_refusals_are_words(open_page):
    assert (
        "The warehouse is read-only here: DELETE is refused" in open_page("full", "sql", sql="DELETE FROM papers").text
    )
    assert "SELEC" in open_page("full", "sql", sql="SELEC 1").text
    page = open_page("full", "sql", sql="SELECT '<script>' AS x FROM nowhere")
    assert "nowhere" in page.text and "<script>" not in page.html
    assert "No query" in open_page("full", "sql", sql=" ").text


def test_no_rows_and_too_many(open_page):
    assert "No rows" in open_page("full", "sql", sql="SELECT * FROM papers WHERE false").text
    many = open_page("full", "sql", sql="SELECT * FROM range(20000)").text
    assert "The first 10,000 rows in" in many and "there are more, add LIMIT or aggregate" in many


def test_wild_values_are_text(open_page):
    page = open_page("full", "sql", sql="SELECT title FROM papers WHERE title LIKE '%script%'")
    assert page.app.dataframe[0].value.iloc[0, 0] == "<script>alert(1)</script> costs $$5 | *per* token $x^2$"


def test_a_query_is_saved_offered_and_forgotten(open_page, changed):
    folder = changed()
    page = open_page(folder, "sql", sql="SELECT 1 AS one")
    page.app.text_input(key="save_as").set_value("<b>One</b> | $$x")
    page.app.button(key="FormSubmitter:save_form-Save").click().run()
    assert (folder / "questions.md").read_text().endswith("## <b>One</b> | $$x\n\n```sql\nSELECT 1 AS one\n```\n")
    assert page.app.selectbox(key="question").options[0] == "yours: <b>One</b> | $$x"
    page.app.text_area(key="sql").set_value("SELECT 2 AS two").run()
    page.app.selectbox(key="question").set_value("yours: <b>One</b> | $$x").run()
    assert page.app.text_area(key="sql").value == "SELECT 1 AS one"
    page.app.button(key="forget").click().run()
    assert "##" not in (folder / "questions.md").read_text()
    assert page.app.selectbox(key="question").options[0] == load_questions()[0].title


def test_a_query_without_a_name_is_not_saved(open_page, changed):
    folder = changed()
    page = open_page(folder, "sql", sql="SELECT 1 AS one")
    page.app.button(key="FormSubmitter:save_form-Save").click().run()
    assert "A name and a query are needed." in page.text
    assert not (folder / "questions.md").exists()


def test_a_file_of_questions_that_cannot_be_changed_is_said(open_page, changed, monkeypatch):
    folder = changed()
    page = open_page(folder, "sql", sql="SELECT 1 AS one")
    page.app.text_input(key="save_as").set_value("One")
    page.app.button(key="FormSubmitter:save_form-Save").click().run()

    def refuse(*_):
        raise UserFileError("questions.md cannot be changed")

    with monkeypatch.context() as patch:
        patch.setattr("dashboard.warehouse_access.saved_queries.replace_text", refuse)
        page.app.button(key="forget").click().run()
        assert "questions.md cannot be changed" in page.text and not page.app.exception


def test_an_answer_that_is_too_large_is_stopped_with_a_reason(open_page):
    page = open_page("full", "sql", sql="SELECT repeat('x', 1000000) FROM range(100)")
    assert "Stopped: the answer is too large to show, more than 64 MB." in page.text


def test_what_hides_in_a_question_is_refused(open_page):
    page = open_page("full", "sql", sql="EXPLAIN ANALYZE COPY (SELECT 1) TO 'x'")
    assert "EXPLAIN is refused" in page.text
