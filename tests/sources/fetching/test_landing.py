from datetime import date

import pytest

from pipelines.sources.fetching.landing import Landing
from pipelines.sources.files import find_files
from pipelines.sources.services import SERVICES
from pipelines.sources.services.service import Request

DAY = date(2026, 11, 1)


@pytest.fixture
def landing(tmp_path):
    def make(name="arxiv", scope="cs.CL", path="/oai", beside=""):
        return Landing(tmp_path / "inbox" / name, SERVICES[name], scope, DAY, Request(path), beside)

    return make


def test_nothing_is_in_the_inbox_before_it_has_landed(tmp_path, landing):
    one = landing()
    one.write(1, b"<a/>", is_list=True)
    one.write(2, b"<b/>", is_list=False)
    assert find_files([tmp_path]) == []
    assert list(landing().read()) == [b"<a/>", b"<b/>"]
    (path,) = one.land()
    assert find_files([tmp_path]) == [path]
    assert str(path.relative_to(tmp_path / "inbox")) == "arxiv/cs.CL/20261101/arxiv_cs.CL_20261101_002.xml"
    assert path.read_bytes() == b"<b/>"
    assert sorted(one.folder.iterdir()) == [path]
    assert list(landing().read()) == []


def test_a_list_of_a_day_names_the_day(landing):
    one = landing("huggingface", "all")
    one.write(1, b"[1]", is_list=False)
    assert [path.name for path in one.land()] == ["huggingface_2026-11-01_001.json"]


def test_answers_to_other_requests_are_not_gone_on_with(landing):
    landing(path="/oai").write(1, b"<a/>", is_list=False)
    assert list(landing(path="/api/query").read()) == []


def test_a_day_is_replaced_file_by_file(tmp_path, landing):
    first = landing()
    for number in (1, 2, 3):
        first.write(number, b"old", is_list=False)
    first.land()
    second = landing()
    for number in (1, 2):
        second.write(number, b"new", is_list=False)
    assert [path.read_bytes() for path in find_files([tmp_path])] == [b"old"] * 3
    second.land()
    assert [path.read_bytes() for path in find_files([tmp_path])] == [b"new"] * 2


def test_a_day_can_land_beside_itself(tmp_path, landing):
    for beside in ("", "again_1"):
        one = landing(beside=beside)
        one.write(1, beside.encode() or b"x", is_list=False)
        one.land()
    assert [path.parent.name for path in find_files([tmp_path])] == ["20261101", "20261101_again_1"]


def test_what_is_discarded_is_gone(tmp_path, landing):
    landing().write(1, b"<a/>", is_list=False)
    landing().discard()
    assert list(landing().read()) == []
    assert landing().land() == []
    assert find_files([tmp_path]) == []
