"""Files of people: whatever is in them gives what they say, or an error in words with its place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from warehouse.user_files import UserFileError, read_toml
from warehouse.yaml_files import parse_yaml, read_yaml


class Shelf(BaseModel):
    books: dict[str, list[str]] = {}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "file"


def test_lines_and_values_are_those_of_the_file(file):
    file.write_text("# words\nbooks:\n  no: [1984, 'a  b']  # kept as words\n  later:\nempty: ~\n")
    read = read_yaml(file)
    assert read.content == {"books": {"no": ["1984", "a b"]}}
    assert read.lines["books", "no"] == (3, 3)
    assert read.lines["books", "no", 1] == (3, 3)
    assert read.lines["books",] == (2, 4)
    assert str(read.error(("books", "no", 1), "too long")) == f"{file}, line 3: books.no, entry 2: too long"


def test_without_a_file_or_content_a_model_has_its_defaults(file):
    assert read_yaml(file).check(Shelf) == Shelf()
    file.write_text("# nothing\n")
    assert read_yaml(file).check(Shelf) == Shelf()
    assert read_yaml(file).check_entries(Shelf) == []


BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdef", "bcdefg", strict=True)
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[" * 10_000, "line 1: lists and maps are nested more than 20 deep"),
        ("- " * 10_000, "line 1: lists and maps are nested"),
        ("{a: " * 10_000, "line 1: lists and maps are nested"),
        (BOMB, "line 2: aliases"),
        ("a: 1\nb: 2\na: 3", "line 3: 'a' stands here a second time"),
        ("a: ~\na: 3", "line 2: 'a' stands here a second time"),
        ("a:\n\t- b", "line 2: .*indent with blanks"),
        ("a: 1\n---\nb: 2", "line 2: only one document"),
        ("? [a]\n: b", "line 1: a field needs a name"),
        ("a: \x01", "not valid YAML"),
        ("a: [b", "not valid YAML"),
    ],
)  # fmt: skip
def test_wrong_yaml_is_said_with_its_line(file, text, why):
    file.write_text(text)
    with pytest.raises(UserFileError, match=f"{file}.*{why}"):
        read_yaml(file)


@pytest.mark.parametrize("read", [read_yaml, read_toml])
def test_what_is_no_text_is_said(tmp_path, read):
    path = tmp_path / "file"
    path.write_bytes(b"a = 1\n\xff")
    with pytest.raises(UserFileError, match="line 2: this is not UTF-8"):
        read(path)
    with pytest.raises(UserFileError, match="is no file"):
        read(tmp_path)
    path.write_bytes(b"#" * 6_000_000)
    with pytest.raises(UserFileError, match="larger than 5 MB"):
        read(path)


@pytest.mark.parametrize("text", ["a = " + "[" * 10_000, "a = 1\na = 2", "a = " + "9" * 5000, "[a]\n[a]", "a = \x01"])
def test_wrong_toml_is_said(file, text):
    file.write_text(text)
    with pytest.raises(UserFileError, match="not valid TOML"):
        read_toml(file)


@settings(deadline=None)
@given(st.text(st.sampled_from("ab:-?[]{},&*!|>'\"%@`#~ \n\t\\0x<=\u2028é"), max_size=40) | st.text(max_size=20))
def test_any_text_is_read_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any"
    try:
        read = parse_yaml(text, path)
    except UserFileError as error:
        assert str(path) in str(error)
    else:
        assert isinstance(read.content, str | list | dict | None)
