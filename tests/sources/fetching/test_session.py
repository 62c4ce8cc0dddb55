import pytest

from pipelines.settings import FetchSettings, QuerySettings, ServiceSettings
from pipelines.sources.fetching.session import make_wishes, open_client
from pipelines.sources.services import SERVICES
from pipelines.sources.services.errors import Refused, Unwanted
from pipelines.sources.services.service import ENTERED, PUBLISHED, Wanted
from tests.sources.fetching.test_client import ASK, SEARCH

SETTINGS = FetchSettings(
    contact="ada@example.org",
    arxiv=ServiceSettings(categories=["cs.CL", "cs.LG", "cs.CL"]),
    pubmed=QuerySettings(query="pebbles"),
)


def test_where_nothing_is_said_the_settings_say_it():
    assert make_wishes(SERVICES["arxiv"], SETTINGS) == [Wanted("", "cs.CL", ENTERED), Wanted("", "cs.LG", ENTERED)]
    assert make_wishes(SERVICES["pubmed"], SETTINGS) == [Wanted("pebbles", "", ENTERED)]
    assert make_wishes(SERVICES["huggingface"], SETTINGS) == [Wanted("", "", ENTERED)]
    assert make_wishes(SERVICES["arxiv"], SETTINGS, by=PUBLISHED)[0] == Wanted("", "cs.CL", PUBLISHED)


def test_what_is_said_goes_before_the_settings():
    assert make_wishes(SERVICES["arxiv"], SETTINGS, "pebbles") == [Wanted("pebbles", "", PUBLISHED)]
    assert make_wishes(SERVICES["arxiv"], SETTINGS, categories=["hep-th"]) == [Wanted("", "hep-th", ENTERED)]
    with pytest.raises(Unwanted):
        make_wishes(SERVICES["openalex"], SETTINGS)


def test_keys_come_from_the_environment(fake, time):
    environment = {"PAPERTRENDS_FETCH_ADDRESS": fake.address, "NCBI_API_KEY": " secret\n", "OPENALEX_API_KEY": "other"}
    with open_client(SERVICES["pubmed"], SETTINGS, environment=environment, clock=time.clock) as client:
        assert client.has_key
        client.ask(SEARCH, len)
    assert fake.forms[0].endswith("&email=ada%40example.org&api_key=secret")
    with open_client(SERVICES["huggingface"], SETTINGS, environment=environment, clock=time.clock) as client:
        assert not client.has_key
        client.ask(ASK, len)
    assert "ada@example.org" in fake.headers[1]["User-Agent"]


def test_the_environment_names_who_asks(fake, time):
    environment = {"PAPERTRENDS_FETCH_ADDRESS": fake.address, "PAPERTRENDS_CONTACT": "bob@example.org"}
    with open_client(SERVICES["huggingface"], SETTINGS, environment=environment, clock=time.clock) as client:
        client.ask(ASK, len)
    assert "bob@example.org" in fake.headers[0]["User-Agent"]


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("NCBI_API_KEY", "short", "What is given as a key to PubMed is none"),
        ("NCBI_API_KEY", "two words", "What stands in NCBI_API_KEY is no key"),
        ("NCBI_API_KEY", "schlüssel", "What stands in NCBI_API_KEY is no key"),
        ("PAPERTRENDS_CONTACT", "a\nb@example.org", "What stands in PAPERTRENDS_CONTACT is no e-mail address"),
        ("PAPERTRENDS_CONTACT", "me", "What stands in PAPERTRENDS_CONTACT is no e-mail address"),
    ],
)
def test_what_cannot_be_sent_is_refused_without_being_shown(variable, value, said):
    with pytest.raises(Refused, match=said) as refused:
        open_client(SERVICES["pubmed"], SETTINGS, environment={variable: value})
    assert value not in str(refused.value)


def test_another_address_must_be_https():
    with pytest.raises(Refused, match="not HTTPS"):
        open_client(SERVICES["arxiv"], SETTINGS, environment={"PAPERTRENDS_FETCH_ADDRESS": "http://example.org"})
