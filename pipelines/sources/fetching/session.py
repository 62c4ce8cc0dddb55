"""What the command line and Dagster have in common: wishes from the settings, a client from the environment."""

import os
import re
from collections.abc import Callable, Iterable, Mapping

from pipelines.settings import CONTACT, FetchSettings
from pipelines.sources.fetching.client import Client, Clock
from pipelines.sources.services.errors import Refused
from pipelines.sources.services.service import Service, Wanted


def make_wishes(
    service: Service, settings: FetchSettings, query: str = "", categories: Iterable[str] = (), by: str = ""
) -> list[Wanted]:
    """What is wanted of a service: what was said, or where neither a query nor a category was said, what the settings
    say. One wish for each category; settled.

    Raises:
        Unwanted: the service does not have that.
    """
    stated = list(categories)
    if not query and not stated:
        own = getattr(settings, service.name, None)
        query, stated = getattr(own, "query", ""), list(getattr(own, "categories", ()))
    wishes = [service.settle(Wanted(query, category, by)) for category in stated or [""]]
    return list(dict.fromkeys(wishes))


def open_client(
    service: Service,
    settings: FetchSettings,
    *,
    environment: Mapping[str, str] = os.environ,
    clock: Clock | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Client:
    """A client of `service`, with the key, the contact and the address that the environment holds.

    Raises:
        Refused: one of these cannot be used.
    """
    key = environment.get(service.key_variable, "").strip() if service.key_variable else ""
    if key and not re.fullmatch(r"[\x21-\x7e]{1,500}", key):
        raise Refused(f"What stands in {service.key_variable} is no key: it holds blanks or letters that no key has.")
    contact = environment.get("PAPERTRENDS_CONTACT", "").strip() or settings.contact
    if not re.fullmatch(CONTACT, contact):
        raise Refused("What stands in PAPERTRENDS_CONTACT is no e-mail address.")
    return Client(
        service,
        address=environment.get("PAPERTRENDS_FETCH_ADDRESS", ""),
        key=key,
        contact=contact,
        clock=clock,
        tell=tell,
    )
