import re
from datetime import date

import pytest

from pipelines.sources.dates import day_in_name
from pipelines.sources.services import SERVICES
from pipelines.sources.services.errors import Unwanted
from pipelines.sources.services.service import ENTERED, PUBLISHED, Request, Wanted

DAY = date(2026, 11, 1)


def test_there_is_a_service_for_each_name():
    assert list(SERVICES) == ["arxiv", "huggingface", "openalex", "pubmed", "europepmc", "biorxiv", "medrxiv"]
    for name, service in SERVICES.items():
        assert service.name == name
        assert re.fullmatch(r"[a-z]+", name)
        assert set(service.days) <= {ENTERED, PUBLISHED}
        assert all(address.startswith("https://") for address in service.addresses.values())
        assert service.interval > 0


def test_what_is_wanted_is_put_in_order():
    assert SERVICES["pubmed"].settle(Wanted("  grey \n pebbles ")) == Wanted("grey pebbles", "", ENTERED)
    assert SERVICES["openalex"].settle(Wanted("pebbles", " T10320 ")) == Wanted("pebbles", "T10320", PUBLISHED)


@pytest.mark.parametrize(
    ("name", "wanted", "said"),
    [
        ("huggingface", Wanted("pebbles"), "Hugging Face takes no query: leave it out."),
        ("huggingface", Wanted(by=PUBLISHED), "does not say when a paper was published; use --by entered."),
        ("biorxiv", Wanted("pebbles"), "bioRxiv takes no query"),
        ("pubmed", Wanted(category="x"), "no categories: leave the category out, and write a query instead, such as"),
        ("pubmed", Wanted(), "Say what to fetch: PubMed takes in some 5,000 records a day"),
        ("openalex", Wanted(), "Say what to fetch: OpenAlex holds all of science"),
        ("europepmc", Wanted("   "), "Say what to fetch"),
        ("openalex", Wanted(category="medicine"), "'medicine' is no category of OpenAlex; there is T10320"),
        ("openalex", Wanted("a" * 2001), "2,001 characters; 2,000 is the most"),
        ("arxiv", Wanted(category="cs:CL/../x"), "is no category of arXiv"),
        ("arxiv", Wanted("pebbles", by=ENTERED), "by the day of submission only: use --by published"),
        ("arxiv", Wanted(category="cs", by=PUBLISHED), r"single categories only, such as cs\.LG; a whole archive"),
    ],
)
def test_what_a_service_does_not_have_is_refused(name, wanted, said):
    with pytest.raises(Unwanted, match=said):
        SERVICES[name].settle(wanted)


def test_a_scope_is_a_name_that_states_no_day():
    for name, wanted, scope in [
        ("arxiv", Wanted(), "all"),
        ("arxiv", Wanted(category="cs.CL"), "cs.CL"),
        ("arxiv", Wanted(category="astro-ph.EP"), "astro-ph.EP"),
        ("arxiv", Wanted(category="cs.CL", by=PUBLISHED), "published_cs.CL"),
        ("pubmed", Wanted('"2026-11-02"[pdat] OR /etc/../passwd'), "2026_11_02_pdat_OR_etc_.._passwd_5eec95a5"),
        ("europepmc", Wanted("石"), "e6df66d4"),
        ("openalex", Wanted("", "fields/17"), "fields_17_2c20a18b"),
    ]:
        found = SERVICES[name].scope(SERVICES[name].settle(wanted))
        assert found == scope
        assert day_in_name(f"{found}_{DAY:%Y%m%d}") is None


def test_scopes_of_queries_that_look_alike_differ():
    service = SERVICES["pubmed"]
    scopes = {service.scope(service.settle(Wanted(query))) for query in ("a b", "a-b", "a/b", "A b", "a b" + " c" * 60)}
    assert len(scopes) == 5
    assert max(map(len, scopes)) <= 49


def test_what_is_wanted_can_be_said():
    assert SERVICES["arxiv"].describe(Wanted("pebbles", "cs.CL")) == "arXiv, cs.CL, “pebbles”"


def test_requests_that_differ_have_other_fingerprints():
    one = Request("/a", (("q", "1"),))
    assert one.fingerprint == Request("/a", (("q", "1"),), state=("2",)).fingerprint
    assert (
        len({one.fingerprint, Request("/a", (("q", "2"),)).fingerprint, Request("/b", (("q", "1"),)).fingerprint}) == 3
    )
    assert (one.param("q"), one.param("r")) == ("1", "")
