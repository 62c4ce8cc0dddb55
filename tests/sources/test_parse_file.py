"""Every file, good or bad, through the one entrance; and the real files."""

import gzip
import os
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.sources import find_files, parse_file

PIECES = [
    *(
        '{"title":',
        '"A"',
        '"abstract":',
        "}",
        "[",
        "]",
        ",",
        "\n",
        '"',
        "\\",
        "\0",
        "title,abstract\n",
        "Subscribe",
        "é",
    ),
    "{'title': 'A', 'abstract': 'B.'}\n",
]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "empty.txt", "The file is empty"),
        (b"", "empty.parquet", "The file is empty"),
        (gzip.compress(b"", mtime=0), "empty.jsonl.gz", "The file is empty"),
        (b" \n\t\r\n", "blank.txt", "nothing but blanks"),
        (b"\xef\xbb\xbf", "mark.txt", "nothing but blanks"),
        (b"\0" * 5000, "zeros.bin", "binary file"),
        (PNG, "picture.txt", "binary file"),
        (os.urandom(20_000), "noise.txt", "binary file"),
        (b"%PDF-1.7 ...", "paper.pdf", "This is a PDF"),
        (b"SQLite format 3\x00...", "x.db", "SQLite database"),
        (b"BZh91AY", "x.bz2", "compressed file is damaged"),
        (b"\x28\xb5\x2f\xfdgarbage", "x.zst", "compressed file is damaged"),
        (b"\xfd7zXZ\x00garbage", "x.xz", "compressed file is damaged"),
        (b"<!DOCTYPE html><html><body>Owls</body></html>", "page.txt", "web page"),
        (b"<html>", "page.html", "web page"),
        (b'<?xml version="1.0"?><owls/>', "owls.xml", "its root is owls"),
        (
            b"1. Owl Notes. 2024 Mar 12;8(2):1-9. doi: 10.5555/o.\n\nOwls.\n\nMarsh A.\n\nPMID: 39200001\n",
            "a.txt",
            "“PubMed”",
        ),
        (b"\x1f\x8b\x08\x00garbage", "x.gz", "compressed file is damaged"),
        (b"\x1f\x8b", "x.gz", "compressed file is damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(parse, content, name, reason):
    parsed = parse(content, name)
    assert (parsed.format, parsed.found, parsed.records.height) == ("unknown", 0, 0)
    assert parsed.rejects["position"].to_list() == [0]
    assert reason in parsed.rejects["reason"][0]


def test_an_archive_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "papers.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sheet.xml", "<sheet/>")
    assert "saved as CSV" in parse_file(path).rejects["reason"][0]


def test_a_folder_a_missing_and_a_closed_file_are_refused(tmp_path):
    assert "folder" in parse_file(tmp_path).rejects["reason"][0]
    missing = parse_file(tmp_path / "2025-01-01.txt")
    assert missing.captured_on is not None
    assert "cannot be read (No such file" in missing.rejects["reason"][0]
    os.mkfifo(tmp_path / "pipe")
    assert "no regular file" in parse_file(tmp_path / "pipe").rejects["reason"][0]


def test_a_file_without_permission_is_refused(tmp_path, digest):
    path = tmp_path / "x.txt"
    path.write_text(digest(1))
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("runs as a user who may read everything")
    assert "cannot be read (Permission denied)" in parse_file(path).rejects["reason"][0]


@pytest.mark.parametrize("name", ["2025-05-04.txt.gz", "2025-05-04.gz", "2025-05-04.txt"])
def test_gzip_of_any_format_is_read(parse, digest, name):
    parsed = parse(gzip.compress(digest(3).encode()), name)
    assert (parsed.format, parsed.records.height, str(parsed.captured_on)) == ("digest", 3, "2025-05-04")
    rows = "".join(f'{{"title": "A{at}", "abstract": "B."}}\n' for at in range(3))
    assert parse(gzip.compress(rows.encode()), name).format == "jsonl"
    assert parse(gzip.compress(b"title,abstract\nA,B.\n"), name).format == "csv"


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda at: f'{{"title": "A{at}", "abstract": "B{at * 7919 % 1009}."}}\n', "x.jsonl.gz"),
        (lambda at: f"A{at},B{at * 7919 % 1009}.\n" if at else "title,abstract\n", "x.csv.gz"),
    ],
)
def test_a_truncated_gzip_keeps_the_records_before_its_end(parse, make, name):
    packed = gzip.compress("".join(make(at) for at in range(20_000)).encode())
    parsed = parse(packed[: len(packed) // 2], name)
    assert parsed.records.height > 8_000
    assert parsed.rejects["position"][0] == 0
    assert "only what stands before the damage was read" in parsed.rejects["reason"][0]


def test_a_truncated_digest_in_gzip_keeps_the_papers_before_its_end(parse, digest, title):
    packed = gzip.compress(digest(400).encode())
    parsed = parse(packed[: len(packed) // 2], "2025-05-04.txt.gz")
    assert parsed.records["title"].to_list() == [title(at) for at in range(1, parsed.records.height + 1)]
    assert parsed.records.height > 100


@pytest.mark.parametrize("name", ["x.txt", "x.jsonl", "x.json", "x.csv", "x.parquet", "x.gz"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.lists(st.sampled_from(PIECES)).map(lambda parts: "".join(parts).encode()),
    )
)
def test_any_content_under_any_name_is_read_or_refused(tmp_path, check, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    check(parse_file(path))


def test_the_real_digests_are_read_whole(shared_data):
    files = find_files([shared_data / "digests"])
    parsed = [parse_file(path) for path in files]
    assert len(files) == 292
    assert sum(one.records.height for one in parsed) == sum(one.found for one in parsed) == 7_149
    assert sum(one.rejects.height for one in parsed) == 0
    assert [one.records.height for one in parsed if one.captured_on is None] == [119]


def test_the_real_digests_and_their_archive_hold_the_same_papers(shared_data):
    archive = parse_file(next((shared_data / "hf_daily").glob("*.jsonl.gz")))
    assert (archive.records.height, archive.rejects.height) == (7_030, 0)
    listed = set(archive.records.select("listed_on", "title").rows())
    digests = [parse_file(path).records for path in find_files([shared_data / "digests" / "daily"])]
    found = {(day, title) for frame in digests for day, title in frame.select("listed_on", "title").rows()}
    assert len(found & listed) > 0.98 * len(listed)


def test_the_real_parquet_is_read_whole(shared_data):
    parsed = parse_file(next((shared_data / "arxiv").glob("*.parquet")))
    assert (parsed.records.height, parsed.rejects.height) == (74_728, 0)
    assert parsed.records["stated_on"].null_count() == 0
    assert parsed.records["authors"].list.len().min() >= 0


def test_every_real_file_of_another_format_is_read_or_refused_with_a_reason(shared_data, check):
    for path in find_files([shared_data / "formats", shared_data / "keyphrases", shared_data / "themes"]):
        check(parse_file(path))
