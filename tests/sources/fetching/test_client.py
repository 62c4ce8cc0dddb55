import gzip
import logging

import pytest

from pipelines.sources.fetching import client as clients
from pipelines.sources.fetching.client import ATTEMPTS, Client, check_address, user_agent
from pipelines.sources.services import SERVICES
from pipelines.sources.services.answers import read_json
from pipelines.sources.services.errors import BadAnswer, ComeBackLater, GaveUp, Refused
from pipelines.sources.services.service import Request
from tests.sources.fetching.fake_services import Reply, body, hanging, status, truncated

ASK = Request("/api/daily_papers", (("date", "2026-11-01"), ("p", "0"), ("limit", "100")))
SEARCH = Request(
    "/entrez/eutils/esearch.fcgi",
    (("term", "pebbles"), ("mindate", "2026/11/01"), ("maxdate", "2026/11/01"), ("retmax", "0")),
    is_form=True,
)


@pytest.fixture
def told():
    return []


@pytest.fixture
def ask(fake, time, told):
    """``ask(request, service="huggingface", key="")``: what the client makes of the answer."""

    def run(request=ASK, service="huggingface", key="", contact="", read=lambda body: read_json(body, object)):
        with Client(
            SERVICES[service], address=fake.address, key=key, contact=contact, clock=time.clock, tell=told.append
        ) as client:
            return client.ask(request, read)[1]

    return run


def test_requests_say_who_asks(fake, ask):
    ask()
    ask(contact="ada@example.org")
    first, second = (headers["User-Agent"] for headers in fake.headers)
    assert first.startswith("papertrends/")
    assert second == f"{first} (mailto:ada@example.org)" == user_agent("ada@example.org")


def test_throttling_is_waited_for_as_long_as_was_asked(fake, ask, time, told):
    fake.faults = {1: status(429, Retry_After="17"), 2: status(503, Retry_After="Tue, 01 Dec 2026 06:01:00 GMT")}
    assert ask() == []
    # 06:00:17 and then until 06:01:00; between, the pause between requests is over.
    assert time.slept == [17.0, 43.0]
    assert told[0] == "Hugging Face answered 429 Too Many Requests; asking again in 17 seconds"


def test_without_a_word_the_waits_double(fake, ask, time):
    fake.always = status(500)
    with pytest.raises(
        GaveUp, match=f"asked {ATTEMPTS} times, and the last time it answered 500 Internal Server Error"
    ):
        ask()
    assert len(fake.log) == ATTEMPTS
    for slept, whole in zip(time.slept, (2, 4, 8, 16, 32), strict=True):
        assert 0.75 * whole <= slept <= 1.25 * whole


def test_a_long_wait_is_told_and_not_slept(fake, ask, time):
    fake.always = status(429, Retry_After="50000")
    with pytest.raises(
        ComeBackLater, match=r"no further request before 2026-12-01 19:53 UTC.* OPENALEX_API_KEY"
    ) as told:
        ask(service="openalex")
    assert (len(fake.log), time.slept) == (1, [])
    assert f"{told.value.moment:%H:%M:%S}" == "19:53:20"
    with pytest.raises(ComeBackLater) as told:
        ask(service="openalex", key="secret")
    assert "OPENALEX_API_KEY" not in str(told.value)


def test_403_is_too_fast_at_openalex_and_a_refusal_elsewhere(fake, ask, time):
    fake.faults = {1: status(403), 2: status(403)}
    with pytest.raises(Refused, match="refused the request: 403 Forbidden"):
        ask()
    ask(Request("/api/daily_papers", ASK.params), service="openalex")
    assert len(fake.log) == 3


def test_the_ratelimit_header_is_kept_to(fake, ask, time):
    fake.faults = {1: lambda reply: Reply(reply.body, headers={"RateLimit": '"api";r=0;t=42'})}
    with Client(SERVICES["huggingface"], address=fake.address, clock=time.clock) as client:
        client.ask(ASK, len)
        client.ask(ASK, len)
        client.ask(ASK, len)
    assert time.slept == pytest.approx([42.7, 0.7])


def test_a_bad_request_is_not_sent_again_and_its_answer_is_shown(fake, ask):
    fake.always = lambda _: Reply(b'{"error": "Invalid date"}', 400)
    with pytest.raises(Refused, match=r"400 Bad Request.* It said: '\{\"error\": \"Invalid date\"\}'"):
        ask()
    assert len(fake.log) == 1


@pytest.mark.parametrize(
    "fault", [hanging, truncated, body(""), body("  \n"), body("{"), body('{"a": 1'), body(b"\xff")]
)
def test_what_is_no_answer_is_asked_for_again(fake, ask, monkeypatch, fault):
    monkeypatch.setattr(clients, "_TIMEOUT", 0.3)
    fake.faults = {1: fault}
    assert ask() == []
    assert len(fake.log) == 2


def test_a_server_that_is_not_there(time):
    with (
        Client(SERVICES["huggingface"], address="http://127.0.0.1:9", clock=time.clock) as client,
        pytest.raises(GaveUp, match="could not be reached: is there a connection to the internet"),
    ):
        client.ask(ASK, len)


def test_a_damaged_packing_is_a_bad_answer(fake, ask):
    fake.faults = {1: lambda _: Reply(b"no gzip", headers={"Content-Encoding": "gzip"})}
    assert ask() == []


@pytest.mark.parametrize("is_packed", [False, True])
def test_an_answer_without_an_end_is_not_taken(fake, ask, monkeypatch, is_packed):
    monkeypatch.setattr(clients, "MOST_BYTES", 1_000_000)
    huge = b"[" + b" " * 3_000_000 + b"]"
    packed = {"Content-Encoding": "gzip"} if is_packed else {}
    fake.always = lambda _: Reply(gzip.compress(huge) if is_packed else huge, headers=packed)
    with pytest.raises(Refused, match="more than 1 MB"):
        ask()
    assert len(fake.log) == 1


def test_an_answer_that_trickles_is_broken_off(fake, ask, time, monkeypatch):
    monkeypatch.setattr(clients, "_CHUNK", 1)
    monkeypatch.setattr(clients, "MOST_SECONDS", 5.0)
    fake.faults = {1: body("[      ]")}

    def ticking():
        time.moment += clients.timedelta(seconds=1)
        return time.moment.timestamp()

    clock = clients.Clock(ticking, time.sleep, lambda: time.moment)
    with Client(SERVICES["huggingface"], address=fake.address, clock=clock) as client:
        assert client.ask(ASK, len)[1] == 2
    assert len(fake.log) == 2


def test_a_redirect_on_the_same_host_is_followed(fake, ask):
    fake.faults = {1: lambda _: Reply(b"", 301, {"Location": "/api/daily_papers?date=2026-11-02&p=0&limit=100"})}
    assert ask() == []
    assert fake.log[1] == "GET /api/daily_papers?date=2026-11-02&p=0&limit=100"


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example/api",
        "http://localhost/api",
        "//elsewhere.example/",
        "http://127.0.0.1:1/",
        "ftp://a/",
    ],
)
def test_a_redirect_to_another_host_is_not_followed(fake, ask, target):
    fake.always = lambda _: Reply(b"", 302, {"Location": target})
    with pytest.raises(Refused, match="leads to another host"):
        ask(service="openalex", key="secret")
    assert len(fake.log) == 1


def test_a_circle_of_redirects_ends(fake, ask):
    fake.always = lambda _: Reply(b"", 302, {"Location": "/api/daily_papers"})
    with pytest.raises(Refused, match="without an end"):
        ask()
    assert len(fake.log) == 4


@pytest.mark.parametrize(
    "address", ["http://example.org", "ftp://example.org", "example.org", "", "https://a:b@example.org"]
)
def test_only_https_is_asked(address):
    with pytest.raises(Refused):
        check_address(address)


def test_addresses_that_may_be_asked():
    assert check_address("https://mirror.example.org/arxiv/") == "https://mirror.example.org/arxiv"
    assert check_address("http://127.0.0.1:8000") == "http://127.0.0.1:8000"
    assert check_address("http://localhost:8000") == "http://localhost:8000"
    assert all(check_address(one) == one for service in SERVICES.values() for one in service.addresses.values())


def test_a_key_goes_as_header_or_in_the_form_and_never_in_an_address(fake, ask):
    ask(Request("/api/daily_papers", ASK.params), service="openalex", key="se/cret")
    ask(SEARCH, service="pubmed", key="se/cret", contact="ada@example.org")
    assert fake.headers[0]["Authorization"] == "Bearer se/cret"
    assert "Authorization" not in fake.headers[1]
    assert fake.forms[0].endswith("tool=papertrends&email=ada%40example.org&api_key=se%2Fcret")
    assert "cret" not in "".join(fake.log)


@pytest.mark.parametrize("code", [200, 400, 401])
def test_a_key_that_is_echoed_is_taken_out(fake, ask, code):
    fake.always = lambda _: Reply(b'{"url": "?api_key=se/cret&also=se%2Fcret"}', code)
    try:
        shown = str(ask(service="openalex", key="se/cret"))
    except Refused as error:
        shown = str(error)
    assert "?api_key=[key]&also=[key]" in shown


def test_a_denied_key_is_told(fake, ask):
    fake.always = status(401)
    with pytest.raises(Refused, match="Check the key in OPENALEX_API_KEY"):
        ask(service="openalex", key="secret")
    with pytest.raises(Refused, match="may want a key, in the environment variable OPENALEX_API_KEY"):
        ask(service="openalex")


def test_no_log_holds_a_key(fake, ask, caplog):
    with caplog.at_level(logging.DEBUG):
        ask(service="openalex", key="secret")
        ask(SEARCH, service="pubmed", key="secret")
    assert "secret" not in caplog.text


def test_with_a_key_pubmed_may_be_asked_more_often(fake, time):
    for key, pause in (("", 0.4), ("secret", 0.11)):
        time.slept.clear()
        with Client(SERVICES["pubmed"], address=fake.address, key=key, clock=time.clock) as client:
            client.ask(SEARCH, len)
            client.ask(SEARCH, len)
        assert time.slept == [pytest.approx(pause)]


def test_what_reading_refuses_is_not_asked_again(fake, ask):
    def refuse(_):
        raise Refused("It cannot be answered.")

    with pytest.raises(Refused, match=r"It cannot be answered\."):
        ask(read=refuse)
    assert len(fake.log) == 1

    def complain(_):
        raise BadAnswer("sent nonsense")

    with pytest.raises(GaveUp, match="the last time it sent nonsense"):
        ask(read=complain)
