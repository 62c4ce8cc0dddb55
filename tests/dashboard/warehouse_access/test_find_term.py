import os

import pytest

from dashboard.warehouse_access.find_term import find_term


@pytest.mark.parametrize(
    ("form", "term_id", "name"),
    [
        ("GANs", 2, "generative adversarial network"),
        ("  “Flow-Matching” ", 3, "flow matching"),
        ("fancy  words", None, "“fancy words”"),
        ("", None, "“”"),
    ],
)
def test_any_form_of_a_term_names_it(warehouses, monkeypatch, form, term_id, name):
    monkeypatch.setenv("PAPERTRENDS_DATA", os.fspath(warehouses["full"]))
    found = find_term(form)
    assert (found.term_id, found.name, found.is_phrase) == (term_id, name, term_id is None)
