"""Compressed files, damage, encodings: what of the text is still delivered."""

import gzip
import random

import pytest

from pipelines.sources.content import Content, detect_encoding


@pytest.fixture
def content(tmp_path):
    def make(raw: bytes) -> Content:
        path = tmp_path / "file"
        path.write_bytes(raw)
        return Content(path)

    return make


def test_lines_are_numbered_and_long_ones_marked(content):
    lines = list(content(b"one\r\ntwo\n\n" + b"x" * 5000 + b"\nlast").read_lines(limit=100))
    assert [(line.number, line.text[:5], line.too_long) for line in lines] == [
        (1, "one", False),
        (2, "two", False),
        (3, "", False),
        (4, "xxxxx", True),
        (5, "last", False),
    ]


@pytest.mark.parametrize(
    ("raw", "ends_mid_line"),
    [(b"one\n", False), (b"one", True), (b"one\r\n", False), (b"x" * 500, True), (b"x" * 500 + b"\n", False)],
)
def test_an_end_in_the_middle_of_a_line_is_noticed(content, raw, ends_mid_line):
    text = content(raw)
    assert len(list(text.read_lines(limit=100))) == 1
    assert text.ends_mid_line is ends_mid_line


@pytest.mark.parametrize("size", [0, 1, 1000, 300_000])
def test_gzip_is_unpacked_whatever_its_members(content, size):
    raw = random.Random(1).randbytes(size // 4).hex().encode()
    with content(gzip.compress(raw) + gzip.compress(b"\nsecond") + b"\0" * 512).open() as stream:
        assert stream.read() == raw + b"\nsecond"


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_of_a_truncated_gzip_the_beginning_is_delivered(content, keep):
    lines = [f"line {at} {random.Random(at).random()}" for at in range(20_000)]
    packed = gzip.compress("\n".join(lines).encode())
    text = content(packed[: int(len(packed) * keep)])
    read = [line.text for line in text.read_lines()]
    assert text.damage == "it ends too early"
    assert text.ends_mid_line
    assert read[:-1] == lines[: len(read) - 1]
    assert len(read) > keep * 0.95 * len(lines)


def test_of_a_corrupt_gzip_what_stands_before_the_damage_is_delivered(content):
    lines = [f"line {at} {random.Random(at).random()}" for at in range(20_000)]
    packed = bytearray(gzip.compress("\n".join(lines).encode()))
    half = len(packed) // 2
    packed[half : half + 200] = b"\xff" * 200
    text = content(bytes(packed))
    read = [line.text for line in text.read_lines()]
    assert text.damage
    assert read[:9000] == lines[:9000]


def test_a_wrong_checksum_is_damage(content):
    packed = bytearray(gzip.compress(b"one\ntwo\n"))
    packed[-6] ^= 255
    text = content(bytes(packed))
    assert [line.text for line in text.read_lines()] == ["one", "two"]
    assert text.damage


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (b"plain", "utf-8"),
        ("é".encode("utf-8-sig"), "utf-8-sig"),
        ("text".encode("utf-16"), "utf-16"),
        ("text".encode("utf-32"), "utf-32"),
        ("some text".encode("utf-16-le"), "utf-16-le"),
        ("some text".encode("utf-16-be"), "utf-16-be"),
        (b"", "utf-8"),
    ],
)
def test_encodings_are_told_by_their_marks_and_zeros(raw, encoding):
    assert detect_encoding(raw) == encoding


def test_a_bomb_is_read_in_bounded_memory(content):
    import tracemalloc

    text = content(gzip.compress(b"x" * 100_000_000 + b"\nlast\n"))
    tracemalloc.start()
    lines = list(text.read_lines(limit=50_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [line.too_long for line in lines] == [True, False]
    assert peak < 5_000_000


def test_what_cannot_be_opened_is_an_os_error(tmp_path):
    with pytest.raises(OSError):
        Content(tmp_path / "missing")
    with pytest.raises(OSError):
        Content(tmp_path)
