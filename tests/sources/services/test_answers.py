import pytest

from pipelines.sources.services.answers import children, read_count, read_json, read_objects, read_xml, text_of
from pipelines.sources.services.errors import BadAnswer


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"a"', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_whole_object_is_a_bad_answer(body):
    with pytest.raises(BadAnswer, match="JSON"):
        read_json(body)


def test_json_is_read():
    assert read_json(b'{"a": 1}') == {"a": 1}
    assert read_json(b"[1]", list) == [1]


@pytest.mark.parametrize("value", [None, {}, "a", [1], [{}, None]])
def test_lists_of_records_are_that(value):
    with pytest.raises(BadAnswer):
        read_objects(value)


def test_totals_are_numbers():
    assert [read_count(one) for one in (0, "12", " 7 ")] == [0, 12, 7]
    for value in (None, "", "many", -1, "-1", 1.5, True, "1e9"):
        with pytest.raises(BadAnswer):
            read_count(value)


@pytest.mark.parametrize("body", [b"", b"<a>", b"<a></b>", b"no", b"<b/>", b"<a/><a/>", b"<a>&undefined;</a>"])
def test_what_is_no_whole_document_is_a_bad_answer(body):
    with pytest.raises(BadAnswer, match="XML"):
        read_xml(body, "a")


def test_names_are_told_without_their_namespaces():
    root = read_xml(b'<a xmlns="http://one" xmlns:x="http://two"><b>1</b><x:b> 2 <i>3</i></x:b><!-- c --><c/></a>', "a")
    assert [one.text for one in children(root, "b")] == ["1", " 2 "]
    assert (text_of(root, "b"), text_of(root, "c"), text_of(root, "d"), text_of(None, "d")) == ("1", "", "", "")


def test_entities_and_outside_files_are_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    outside = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><a><b>&x;</b></a>'
    assert "hidden" not in text_of(read_xml(outside.encode(), "a"), "b")
    bomb = '<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "' + "&l;" * 100 + '">]><a><b>&m;</b></a>'
    assert "ha" not in text_of(read_xml(bomb.encode(), "a"), "b")
