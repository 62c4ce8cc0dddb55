"""Archives by content: which files are one, which members they give, and what cannot be read of them."""

import bz2
import gzip
import io
import lzma
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from pipelines.sources.containers import archives
from pipelines.sources.containers.archives import HEAD_BYTES, DamagedMember, Member, find_archive, read_archive

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

FILES = {"a.csv": b"title,abstract\nA,B.\n", "deep/b.txt": b"text"}


def make_zip(files: dict[str, bytes] = FILES, **how) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", **how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def make_tar(files: dict[str, bytes] = FILES) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return target.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    # Its name says nothing of what it is.
    return tmp_path / "x.dat"


def look(path: Path, content: bytes) -> str | None:
    path.write_bytes(content)
    return find_archive(content[:HEAD_BYTES], path)


def read(path: Path, content: bytes) -> dict[str, bytes | str]:
    """Each member by its name with its content, or with what is wrong."""
    kind = look(path, content)
    assert kind is not None
    found: dict[str, bytes | str] = {}
    for member in read_archive(path, kind):
        try:
            found[member.name] = member.content.read() if member.content else member.problem
        except DamagedMember as error:
            found[member.name] = str(error.strerror)
    return found


@pytest.mark.parametrize(
    "content",
    [
        make_zip(),
        make_zip(compression=zipfile.ZIP_DEFLATED),
        make_zip(compression=zipfile.ZIP_LZMA),
        make_tar(),
        gzip.compress(make_tar()),
        zstd.compress(make_tar()),
        lzma.compress(make_tar()),
        bz2.compress(make_tar()),
    ],
    ids=["zip", "deflated zip", "lzma zip", "tar", "tar.gz", "tar.zst", "tar.xz", "tar.bz2"],
)
def test_members_come_one_after_the_other(path, content):
    assert read(path, content) == FILES


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"title,abstract\n" * 100,
        gzip.compress(b"title,abstract\n" * 100),
        bytes(HEAD_BYTES),
        make_zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}),
        make_zip({"mimetype": b"application/epub+zip"}),
    ],
    ids=["empty", "text", "packed text", "zeros", "spreadsheet", "book"],
)
def test_other_files_are_no_archives(path, content):
    assert look(path, content) is None


def test_what_is_left_out_of_folders_is_left_out_of_archives(path):
    members = {"__MACOSX/._a.csv": b"", ".DS_Store": b"", "b.part": b"", "a.csv": b"text"}
    assert read(path, make_zip(members)) == {"a.csv": b"text"}


def test_a_name_never_leads_out_of_the_archive(path):
    members = {"../../etc/a.csv": b"one", "/root/b.csv": b"two", "c\\d.csv": b"three"}
    assert read(path, make_tar(members)) == {"etc/a.csv": b"one", "root/b.csv": b"two", "c/d.csv": b"three"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_told_apart(path):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.csv", b"one")
        archive.writestr("./a.csv", b"two")
    assert read(path, target.getvalue()) == {"a.csv": b"one", "a.csv (2)": b"two"}


def test_an_archive_in_an_archive_is_opened_and_one_deeper_is_refused(path):
    inner = make_zip({"c.txt": b"deep", "more.tar": make_tar()})
    found = read(path, make_tar({"in.zip": inner, "d.gz": gzip.compress(b"packed")}))
    # A packed file that is no archive comes as it is.
    assert gzip.decompress(found.pop("d.gz")) == b"packed"
    assert found.pop("in.zip/c.txt") == b"deep"
    assert list(found) == ["in.zip/more.tar"]
    assert "is not opened" in found["in.zip/more.tar"]


def test_links_and_pipes_in_an_archive_are_refused(path):
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, kind in (("link", tarfile.SYMTYPE), ("pipe", tarfile.FIFOTYPE), ("folder", tarfile.DIRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    found = read(path, target.getvalue())
    assert list(found) == ["link", "pipe"]
    assert all("no file but a link" in str(reason) for reason in found.values())


def test_a_bomb_is_not_unpacked(path, monkeypatch):
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1_000_000)
    content = make_zip(
        {"a.csv": b"good", "bomb": bytes(50_000_000), "z.csv": b"never"}, compression=zipfile.ZIP_DEFLATED
    )
    found = read(path, content)
    assert found["a.csv"] == b"good"
    assert "far more than texts do" in str(found["bomb"]) and "far more than texts do" in str(found[""])
    assert "z.csv" not in found


def test_an_archive_of_too_many_members_is_read_in_part(path, monkeypatch):
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    found = read(path, make_zip({f"{at}.csv": b"text" for at in range(4)}))
    assert list(found) == ["0.csv", "1.csv", ""]
    assert "more than 2 members" in str(found[""])


def test_an_encrypted_member_is_refused_and_the_others_are_read(path):
    content = bytearray(make_zip({"a.csv": b"secret", "b.csv": b"open"}))
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(magic) + flags] |= 1
    found = read(path, bytes(content))
    assert found["b.csv"] == b"open"
    assert "encrypted" in str(found["a.csv"])


def test_a_damaged_member_is_refused_and_the_others_are_read(path):
    content = make_zip({"a.csv": b"spoilt content", "b.csv": b"whole"}).replace(b"spoilt content", b"SPOILT content")
    found = read(path, content)
    assert found["b.csv"] == b"whole"
    assert str(found["a.csv"]).startswith("It is damaged (Bad CRC-32")


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["tar", "tar.gz"])
def test_of_an_archive_that_was_cut_the_whole_members_are_read(path, pack):
    content = pack(make_tar({"a.csv": b"first", "b.csv": bytes(range(256)) * 4000}))
    found = read(path, content[: len(content) // 2])
    assert found["a.csv"] == b"first"
    assert any("damaged" in str(reason) for name, reason in found.items() if name != "a.csv")


@pytest.mark.parametrize("content", [make_zip()[:-30], make_zip()[:60]], ids=["no list of members", "its beginning"])
def test_a_zip_that_was_cut_says_so(path, content):
    assert list(read(path, content)) == [""]


def test_an_archive_without_files_says_so(path):
    assert read(path, make_zip({})) == {"": "The archive holds no file."}
    assert list(read_archive(path, "zip")) == [Member("", problem="The archive holds no file.")]
