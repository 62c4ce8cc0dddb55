"""`papertrends preview`: a table for people, JSON for the page *Add*."""

import json

from tests.incremental.test_preview import TWO_WORKS


def test_people_get_lines(call, tmp_path):
    (tmp_path / "a.ris").write_text(TWO_WORKS)
    result = call("preview", tmp_path / "a.ris", data=tmp_path / "data")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "a.ris: RIS: 2 records, 2 new, 1 refused"
    assert lines[1].startswith("  refused 1: ") and "abstract" in lines[1]
    assert lines[2:4] == ["  - A lantern for quiet archives", "    2024-03-12 · Journal of Lanterns · Mina Ito"]
    assert not (tmp_path / "data").exists(), "it writes nothing"


def test_programs_get_json(call, tmp_path):
    (tmp_path / "a.ris").write_text(TWO_WORKS)
    (tmp_path / "b.bin").write_bytes(bytes(range(256)) * 20)
    result = call("preview", tmp_path / "a.ris", tmp_path / "b.bin", "--format", "json", data=tmp_path / "data")
    ris, binary = json.loads(result.output)["files"]
    assert {name: ris[name] for name in ("name", "found", "parsed", "rejected", "new")} == {
        "name": "a.ris",
        "found": 3,
        "parsed": 2,
        "rejected": 1,
        "new": 2,
    }
    assert ris["first"][0]["authors"] == ["Mina Ito"]
    assert binary["format"] == "unknown" and binary["refused"][0]["pieces"] == 0


def test_what_is_not_there_is_said(call, tmp_path):
    result = call("preview", tmp_path / "none.ris")
    assert result.exit_code == 1 and "There is no file or folder" in result.output
