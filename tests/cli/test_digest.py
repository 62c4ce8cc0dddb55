"""`papertrends digest`: the dashboard's digest, by the form that the name of the file says."""

import pytest


@pytest.fixture
def written(call, served_sample, tmp_path):
    def run(*arguments, name="week.md"):
        output = tmp_path / name
        result = call("digest", "--output", output, *arguments, data=served_sample.root)
        return result, output.read_text(encoding="utf-8") if output.exists() else ""

    return run


def test_the_name_of_the_file_says_the_form(written):
    assert written()[1].startswith("# Papertrends")
    assert written(name="week.html")[1].startswith("<!doctype html>")
    assert written("--format", "html", name="week.txt")[1].startswith("<!doctype html>")


def test_without_a_warehouse_it_fails_in_words(call, tmp_path, capfd):
    result = call("digest", data=tmp_path)
    assert result.exit_code == 1
    assert "`papertrends run` makes it" in capfd.readouterr().err
