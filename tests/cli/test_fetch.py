from datetime import date

import pytest

import pipelines.cli.fetch as command
from pipelines.sources.fetching import client as clients
from pipelines.sources.files import find_files
from tests.sources.fetching.fake_services import FakeServices, Reply, StoppedClock, serve, status

FIRST = date(2026, 11, 28)


@pytest.fixture
def fake(monkeypatch):
    monkeypatch.setattr(command, "_clock", StoppedClock().clock)
    for name in ("PAPERTRENDS_CONTACT", "OPENALEX_API_KEY", "NCBI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    with serve(FakeServices()) as fake:
        monkeypatch.setenv("PAPERTRENDS_FETCH_ADDRESS", fake.address)
        fake.fill(FIRST, 6, 0, 3)
        yield fake


@pytest.fixture
def settings(monkeypatch, tmp_path):
    """Writes a settings file."""

    def write(text):
        path = tmp_path / ".settings.toml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv("PAPERTRENDS_SETTINGS", str(path))

    return write


@pytest.fixture
def fetch(call, fake, settings, tmp_path):
    """``fetch("arxiv", "--category", "cs.CL")``: the exit code, and what was printed, a line an entry."""

    def run(*arguments):
        result = call("fetch", *arguments, data=tmp_path / "data")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, [line.strip() for line in result.output.splitlines() if line.strip()]

    return run


def inbox(tmp_path):
    return [str(path.relative_to(tmp_path / "data" / "inbox")) for path in find_files([tmp_path])]


def test_the_last_seven_days_by_default(fetch, tmp_path):
    code, said = fetch("huggingface")
    assert code == 0
    size = round(sum(path.stat().st_size for path in find_files([tmp_path])) / 1000)
    assert said == [
        "Hugging Face: 2026-11-24 to 2026-11-30 (7 days), by the day on which a paper was listed",
        *(f"✓ 2026-11-{day}  0 records" for day in (24, 25, 26, 27)),
        "✓ 2026-11-28  6 records",
        "✓ 2026-11-29  0 records",
        "✓ 2026-11-30  3 records",
        f"Hugging Face: 9 records found, 9 written in 3 files ({size} kB) to {tmp_path}/data/inbox/fetched/huggingface",
        "Take them in: papertrends run",
    ]
    assert inbox(tmp_path) == [
        "fetched/huggingface/all/2026-11-28/huggingface_2026-11-28_001.json",
        "fetched/huggingface/all/2026-11-28/huggingface_2026-11-28_002.json",
        "fetched/huggingface/all/2026-11-30/huggingface_2026-11-30_001.json",
    ]


def test_the_second_time_nothing_is_asked(fetch, fake):
    fetch("huggingface")
    asked = len(fake.log)
    code, said = fetch("huggingface")
    assert (code, len(fake.log)) == (0, asked)
    assert said[1:] == [
        "Hugging Face: 0 records found, 0 written; 7 days fetched before (--again fetches them anew)",
    ]


def test_each_category_is_fetched_by_itself(fetch, tmp_path):
    code, said = fetch("arxiv", "--from", "2026-11-30", "--category", "cs.CL", "--category", "hep-th")
    assert code == 0
    assert said[0] == "arXiv, cs.CL: 2026-11-30, by the day on which a paper was added or last changed"
    assert [name.split("/")[2] for name in inbox(tmp_path)] == ["cs.CL", "hep-th"]


def test_the_settings_say_what_is_fetched(fetch, settings, fake):
    settings('[fetch]\ncontact = "ada@example.org"\n[fetch.pubmed]\nquery = "grey pebbles"\n')
    code, said = fetch("pubmed", "--week", "2026-W48")
    assert (code, said[0][:24]) == (0, "PubMed, “grey pebbles”: ")
    assert "term=grey pebbles" in fake.log[0]
    assert "ada@example.org" in fake.headers[0]["User-Agent"]


def test_a_dry_run_says_how_much_it_would_be(fetch, fake, tmp_path):
    fake.page = 100
    code, said = fetch("arxiv", "--from", "2026-11-28", "--category", "cs.CL", "--dry-run")
    assert code == 0
    assert said[1:] == [
        "3 days to fetch: about 9 records in about 3 requests, 9.0 s or more",
        "Nothing was written; 1 request to count.",
    ]
    assert inbox(tmp_path) == []
    fetch("arxiv", "--from", "2026-11-28", "--to", "2026-11-28", "--category", "cs.CL")
    assert fetch("arxiv", "--from", "2026-11-28", "--category", "cs.CL", "--dry-run")[1][1:3] == [
        "1 day fetched before, not asked for again",
        "2 days to fetch: about 3 records in about 2 requests, 6.0 s or more",
    ]


def test_a_dry_run_where_no_number_is_stated(fetch, fake):
    code, said = fetch("huggingface", "--month", "2026-11", "--dry-run")
    assert (code, fake.log) == (0, [])
    assert said[1:] == [
        "30 days to fetch: at least 60 requests, 42 s or more",
        "Nothing was written; 0 requests to count.",
    ]


def test_a_dry_run_of_what_is_there(fetch, fake):
    fetch("huggingface")
    assert fetch("huggingface", "--dry-run")[1][1:] == [
        "7 days fetched before, not asked for again",
        "Nothing was written; 0 requests to count.",
    ]


def test_a_day_that_falls_short_is_told_and_the_others_are_there(fetch, fake, tmp_path):
    fake.stated = lambda total: total + 2 if total == 6 else total
    code, said = fetch("europepmc", "--query", "pebbles", "--from", "2026-11-28")
    assert code == 1
    assert "✗ 2026-11-28  6 of 8 records: set aside" in said
    assert any("11 records found, 3 written in 1 file" in line for line in said)
    assert said[-1].startswith("Error: Europe PMC says that it has 8 records for 2026-11-28, and gave 6.")
    assert len(inbox(tmp_path)) == 1
    code, said = fetch("europepmc", "--query", "pebbles", "--from", "2026-11-28", "--accept-shortfall")
    assert code == 0
    assert len(inbox(tmp_path)) == 3


def test_a_service_that_wants_a_long_pause_has_an_exit_code_of_its_own(fetch, fake):
    fake.faults = {2: status(429, Retry_After="36000")}
    code, said = fetch("openalex", "--query", "pebbles", "--from", "2026-11-28")
    assert code == command.LATER == 75
    assert "before 2026-12-01 16:00 UTC" in said[-1]
    assert "OPENALEX_API_KEY" in said[-1]


def test_waits_are_told(fetch, fake):
    fake.faults = {1: status(503, Retry_After="8")}
    _, said = fetch("biorxiv", "--from", "yesterday")
    assert "! bioRxiv answered 503 Service Unavailable; asking again in 8 seconds" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["arxivv"], "is not one of"),
        (["arxiv", "--from", "yesteryear"], "'yesteryear' is no day"),
        (["huggingface", "--from", "2026-12-02", "--to", "2026-12-03"], "2026-12-02 has not begun"),
        (["huggingface", "--query", "pebbles"], "Hugging Face takes no query"),
        (["openalex"], "Say what to fetch: OpenAlex holds all of science"),
    ],
)
def test_a_wrong_command_says_what_would_do(fetch, fake, arguments, said):
    code, lines = fetch(*arguments)
    assert code == 2
    assert said in " ".join(lines)
    assert fake.log == []


def test_what_is_refused_is_told(fetch, fake):
    fake.always = lambda _: Reply(b"Bad query", 400)
    code, said = fetch("pubmed", "--query", "((", "--from", "yesterday")
    assert (code, said[-1]) == (1, "Error: PubMed refused the request: 400 Bad Request. It said: 'Bad query'")


def test_a_folder_that_cannot_be_written_is_told(fetch, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "inbox").write_text("no folder")
    code, said = fetch("huggingface")
    assert code == 1
    assert "cannot be" in said[-1]


def test_ctrl_c_keeps_what_came(fetch, fake, monkeypatch, tmp_path):
    asked = clients.Client.ask

    def interrupted(self, request, read):
        if request.param("date") == "2026-11-30":
            raise KeyboardInterrupt
        return asked(self, request, read)

    monkeypatch.setattr(clients.Client, "ask", interrupted)
    code, said = fetch("huggingface")
    assert (code, said[-1]) == (130, "Stopped; what was fetched is kept, and the same command goes on there.")
    monkeypatch.undo()
    assert len(inbox(tmp_path)) == 2


def test_a_key_is_never_shown(fetch, fake, monkeypatch, tmp_path):
    monkeypatch.setenv("OPENALEX_API_KEY", "very-secret")
    fake.faults = {2: lambda _: Reply(b"Your key very-secret is worn out", 401)}
    code, said = fetch("openalex", "--query", "pebbles", "--from", "2026-11-28")
    assert code == 1
    assert "Your key [key] is worn out" in said[-1]
    written = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert written
    assert not [path for path in written if b"very-secret" in path.read_bytes() or "secret" in str(path)]
    assert "secret" not in "".join(said)


def test_then_run_takes_them_in(fetch, monkeypatch):
    ran = []
    monkeypatch.setattr("pipelines.cli.run.run_and_tell", lambda console, paths: ran.append(paths))
    code, said = fetch("huggingface", "--run")
    assert (code, ran) == (0, [[]])
    assert "Take them in: papertrends run" not in said
    # Nothing new came, so there is nothing to take in.
    fetch("huggingface", "--run")
    assert len(ran) == 1


def test_the_help_says_what_each_service_takes(call):
    said = call("fetch", "--help").output
    for name in ("arxiv", "huggingface", "openalex", "pubmed", "europepmc", "biorxiv", "medrxiv"):
        assert f"\n    {name}" in said
    assert "by entered: a paper was added or last changed" in said
