"""Merges of terms on the page Data: their evidence, and decisions that are written, pending, and taken back."""

from datetime import datetime

from ruamel.yaml import YAML

from warehouse.decisions import Decision, read_decisions
from warehouse.paths import data_paths


def decisions(folder) -> list[tuple]:
    return [(one.kind, one.form, one.other) for one in read_decisions(data_paths(folder).decisions)]


def test_the_largest_merges_lead_to_their_forms(open_page):
    page = open_page("full", "data")
    assert '<a href="./data?merged=generative+adversarial+network">generative adversarial network</a>' in page.html
    assert "GAN 5" in page.text


def test_a_term_is_found_by_any_form_and_tells_its_evidence(open_page, changed):
    folder = changed()
    page = open_page(folder, "data", merged="GANs")
    assert "generative adversarial network 7 papers, 3 forms" in page.text
    assert "generative adversarial network the label · 6 papers" in page.text
    assert "GAN acronym · 5 papers" in page.text and "GANs plural · 4 papers" in page.text
    assert [button.label for button in page.app.button if button.key.startswith("keep")] == ["Keep apart"]


def test_what_is_no_term_is_said_with_its_neighbours(open_page):
    page = open_page("full", "data", merged="reasonning")
    assert "reasonning is no indexed term. Did you mean reasoning?" in page.text
    assert '<a href="./data?merged=reasoning">' in page.html


def test_keeping_apart_is_written_pending_and_undone(open_page, changed):
    folder = changed()
    page = open_page(folder, "data", merged="gan")
    page.app.button(key="keep_1").click().run()
    assert decisions(folder) == [("keep", "GAN", "generative adversarial network")]
    assert "1 pending: it holds from the next run on." in page.text
    assert "GAN and generative adversarial network are kept apart pending" in page.text
    assert page.app.button(key="keep_1").disabled and page.app.button(key="keep_1").label == "Kept apart"
    page.app.button(key="undo_0").click().run()
    assert decisions(folder) == [] and "Your decisions" not in page.text


def test_rename_merge_and_block(open_page, changed):
    folder = changed()
    page = open_page(folder, "data", merged="benchmark")
    page.app.text_input(key="rename_to").set_value(" Bench ")
    page.app.button(key="FormSubmitter:rename_form-Rename").click().run()
    page.app.text_input(key="merge_into").set_value("flow-matching")
    page.app.button(key="FormSubmitter:merge_form-Merge").click().run()
    page.app.button(key="block_term").click().run()
    assert decisions(folder) == [
        ("rename", "benchmark", "Bench"),
        ("merge", "benchmark", "flow matching"),
        ("block", "benchmark", ""),
    ]
    merge = read_decisions(data_paths(folder).decisions)[1]
    assert (merge.form_id, merge.term_id) == (4, 3)
    page.app.text_input(key="merge_into").set_value("benchmark")
    page.app.button(key="FormSubmitter:merge_form-Merge").click().run()
    assert "That is the same term already." in page.text
    assert len(decisions(folder)) == 3


def test_what_a_build_applied_is_undone_for_the_next_run_and_can_be_redone(open_page, changed):
    folder = changed()
    # The served build began on 10 April 2025.
    path = data_paths(folder).decisions
    path.write_text('# mine\n- {block: "main results", made: 2025-04-01 12:00:00}\n')
    page = open_page(folder, "data")
    assert "main results is no term in force, made 1 Apr 2025" in page.text
    page.app.button(key="undo_0").click().run()
    assert "main results is no term undone, holds until the next run" in page.text
    assert YAML(typ="safe").load(path.read_text())[0]["undone"] > datetime(2025, 4, 10)
    page.app.button(key="redo_0").click().run()
    assert path.read_text() == '# mine\n- {block: "main results", made: 2025-04-01 12:00:00}\n'


def test_a_file_that_cannot_be_read_is_said_and_kept(open_page, changed):
    folder = changed()
    data_paths(folder).decisions.write_text("- {marge: <b>}\n")
    page = open_page(folder, "data", merged="benchmark")
    assert "entry 1, marge: there is no such field" in page.text
    page.app.button(key="block_term").click().run()
    assert "entry 1, marge: there is no such field" in page.text
    assert data_paths(folder).decisions.read_text() == "- {marge: <b>}\n"


def test_wild_words_are_text(open_page, changed):
    folder = changed(
        term_variants=[{"term_id": 4, "variant": "<script>x", "rule": "acronym", "papers": 9}],
    )
    wild = Decision("rename", "benchmark", "<script>alert(1)</script> $$5 | *x* =1 🙂", made=datetime(2025, 4, 1))
    data_paths(folder).decisions.write_text(f"- {{rename: benchmark, to: {wild.other!r}}}\n")
    page = open_page(folder, "data", merged="benchmark")
    assert wild.other in page.text and "<script>x" in page.text
    assert "<script>" not in page.html
    page.app.button(key="keep_1").click().run()
    assert decisions(folder)[1] == ("keep", "<script>x", "benchmark")


def test_runs_are_shown_and_started(open_page, fake_dagster):
    page = open_page("full", "data")
    assert "Dagster is up; there was no run yet." in page.text
    fake_dagster.add_run("abcdefgh-1", "FAILURE", done=1)
    fake_dagster.events = [{"__typename": "RunFailureEvent", "message": "<b>broken"}]
    page = open_page("full", "data")
    page.app.button(key="run_now").click().run()
    assert fake_dagster.asked == ["run"]


def test_without_dagster_the_command_is_named(open_page):
    page = open_page("full", "data")
    assert "Dagster does not answer at http://127.0.0.1:9. So runs can neither be shown nor started here." in page.text
    assert "papertrends run runs once without it" in page.text
    assert "run_now" not in [button.key for button in page.app.button]
