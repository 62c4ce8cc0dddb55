"""One polite HTTP client for one service: spaced requests, retries, bounded answers, no other host, no key in words."""

import ipaddress
import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from typing import TypeVar
from urllib.parse import quote, quote_plus

import httpx2
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from pipelines.plurals import counted
from pipelines.sources.fetching.waiting import back_off, read_retry_after, seconds_until_reset
from pipelines.sources.services.errors import BadAnswer, ComeBackLater, GaveUp, Refused
from pipelines.sources.services.service import Request, Service

Answer = TypeVar("Answer")

ATTEMPTS = 6
PATIENCE = 300.0
"""Seconds that are waited because a service asks for it; beyond, the user is told when to come again."""
MOST_BYTES = 64_000_000
"""Bytes of one answer, unpacked."""
LEAST_KEY = 6
"""Characters of a key."""
MOST_SECONDS = 300.0
"""Seconds for one answer from its beginning to its end."""
_TIMEOUT = httpx2.Timeout(60.0, connect=20.0)
_MOST_REDIRECTS = 3
_CHUNK = 65_536
_PASSING = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
_DENIED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}

for _name in ("httpx2", "httpcore2", "httpcore2.connection", "httpcore2.http11", "httpcore2.proxy"):
    # They would log headers, and with them keys, for whoever turns logging up.
    logging.getLogger(_name).setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, so that tests need not wait.

    Args:
        monotonic: seconds that never go back.
        sleep: waits so many seconds.
        now: the moment, UTC.
    """

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


def user_agent(contact: str = "") -> str:
    """Who asks: the project, its version and, where the user gave one, an address to complain to."""
    try:
        number = version("papertrends")
    except PackageNotFoundError:
        number = "0"
    return f"papertrends/{number}" + (f" (mailto:{contact})" if contact else "")


def check_address(address: str) -> str:
    """`address` without a slash at its end.

    Raises:
        Refused: it is neither HTTPS nor this machine itself.
    """
    try:
        url = httpx2.URL(address)
    except httpx2.InvalidURL as error:
        raise Refused(f"{address!r} is no address of a service.") from error
    if url.userinfo or not url.host or url.scheme not in ("https", "http"):
        raise Refused(f"{address!r} is no address of a service.")
    if url.scheme == "http" and not _is_loopback(url.host):
        raise Refused(f"{address} is not HTTPS; services are asked over HTTPS only.")
    return address.rstrip("/")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Client:
    """Asks one service, one request at a time, over one connection; a context manager.

    Args:
        service: which.
        address: where it is, instead of where it says: a mirror of it.
        key: sent with each request; it is taken out of answers and never shown.
        contact: e-mail address of the user, for the service's operators.
        clock: time.
        tell: takes sentences about what is waited for.
    """

    def __init__(
        self,
        service: Service,
        *,
        address: str = "",
        key: str = "",
        contact: str = "",
        clock: Clock | None = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        if key and len(key) < LEAST_KEY:
            raise Refused(
                f"What is given as a key to {service.label} is none: it has fewer than {LEAST_KEY} characters."
            )
        self.requests = 0
        """Requests that were sent."""
        self._service, self._key, self._contact = service, key, contact
        self._addresses = {place: check_address(address or own) for place, own in service.addresses.items()}
        self._clock, self._tell = clock or Clock(), tell
        self._spread = random.Random()
        self.interval = service.keyed_interval if key and service.keyed_interval else service.interval
        """Least seconds between two requests."""
        self._next_allowed = 0.0
        is_local = all(one.startswith("http://") for one in self._addresses.values())
        self._http = httpx2.Client(
            headers={"User-Agent": user_agent(contact), **(service.key_headers(key) if key else {})},
            timeout=_TIMEOUT,
            follow_redirects=False,
            limits=httpx2.Limits(max_connections=1),
            # This machine itself: no certificates to load, no proxy to pass.
            verify=not is_local,
            trust_env=not is_local,
        )

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    @property
    def has_key(self) -> bool:
        """Whether requests carry a key."""
        return bool(self._key)

    def ask(self, request: Request, read: Callable[[bytes], Answer]) -> tuple[bytes, Answer]:
        """The answer to `request`, and what `read` makes of it; asked again while it is a bad one.

        Raises:
            GaveUp: it was bad each time.
            ComeBackLater: the service wants a long pause.
            FetchError: as `read` raises it, or the request is refused.
        """

        def ask_once() -> tuple[bytes, Answer]:
            body = self._send(request)
            return body, read(body)

        retrying = Retrying(
            retry=retry_if_exception_type(BadAnswer),
            stop=stop_after_attempt(ATTEMPTS),
            wait=self._choose_wait,
            sleep=self._clock.sleep,
            reraise=True,
        )
        try:
            return retrying(ask_once)
        except BadAnswer as error:
            raise GaveUp(
                f"{self._service.label} was asked {ATTEMPTS} times, and the last time it {error}. What was fetched "
                "before is kept; the same command goes on there."
            ) from error

    def _choose_wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait if isinstance(error, BadAnswer) else None
        if asked is not None and asked > PATIENCE:
            raise self._come_back(asked) from error
        wait = max(asked or 0.0, back_off(state.attempt_number, self._spread))
        self._tell(f"{self._service.label} {error}; asking again in {counted(max(1, round(wait)), 'second')}")
        return wait

    def _come_back(self, seconds: float) -> ComeBackLater:
        moment = self._clock.now() + timedelta(seconds=min(seconds, 366 * 86_400))
        return ComeBackLater(
            f"{self._service.label} wants no further request before {moment:%Y-%m-%d %H:%M} UTC. What was fetched "
            "is kept: the same command goes on there."
            + (
                f" With a key in the environment variable {self._service.key_variable} it allows more."
                if self._service.key_variable and not self._key
                else ""
            ),
            moment,
        )

    def _send(self, request: Request) -> bytes:
        """The body of a good answer, without the key.

        Raises:
            BadAnswer: there is none, this time.
            Refused: there will be none.
        """
        service, address = self._service, self._addresses[request.place]
        fields = dict(request.params) | service.contact_fields(self._contact)
        fields |= service.key_fields(self._key) if self._key else {}
        url = httpx2.URL(address + request.path)
        if not request.is_form:
            url = url.copy_merge_params(fields)
        for _ in range(_MOST_REDIRECTS + 1):
            response, body = self._exchange(url, fields if request.is_form else None)
            if not response.has_redirect_location:
                break
            url = self._follow(url, response.headers["location"])
        else:
            raise Refused(f"{service.label} leads from one address to the next without an end.")
        self._check_status(response, body)
        if not body.strip():
            raise BadAnswer("sent an empty answer")
        return body

    def _exchange(self, url: httpx2.URL, form: dict[str, str] | None) -> tuple[httpx2.Response, bytes]:
        self._wait_turn()
        self.requests += 1
        method = "GET" if form is None else "POST"
        started, parts, size = self._clock.monotonic(), [], 0
        try:
            with self._http.stream(method, url, data=form) as response:
                for part in response.iter_bytes(_CHUNK):
                    size += len(part)
                    if size > MOST_BYTES:
                        raise Refused(
                            f"{self._service.label} sent an answer of more than {MOST_BYTES / 1e6:.0f} MB; the rest "
                            "was not taken. Ask for less at a time."
                        )
                    if self._clock.monotonic() - started > MOST_SECONDS:
                        raise BadAnswer(f"took longer than {MOST_SECONDS:.0f} seconds for an answer")
                    parts.append(part)
        except httpx2.TimeoutException as error:
            raise BadAnswer("did not answer in time") from error
        except httpx2.DecodingError as error:
            raise BadAnswer("sent a damaged answer") from error
        except httpx2.ConnectError as error:
            raise BadAnswer("could not be reached: is there a connection to the internet?") from error
        except httpx2.TransportError as error:
            raise BadAnswer("broke off the connection") from error
        except httpx2.InvalidURL as error:
            raise Refused(f"{self._service.label} cannot be asked that.") from error
        finally:
            self._next_allowed = self._clock.monotonic() + self.interval
        if (reset := seconds_until_reset(response.headers)) and response.is_success:
            self._next_allowed += min(reset, PATIENCE)
        return response, self._without_key(b"".join(parts))

    def _wait_turn(self) -> None:
        if (rest := self._next_allowed - self._clock.monotonic()) > 0:
            self._clock.sleep(rest)

    def _follow(self, url: httpx2.URL, location: str) -> httpx2.URL:
        """Where a redirect leads, if that is the same host by the same way."""
        try:
            target = url.join(location)
        except httpx2.InvalidURL as error:
            raise Refused(f"{self._service.label} leads to what is no address.") from error
        if (target.scheme, target.host, target.port) != (url.scheme, url.host, url.port):
            raise Refused(
                f"{self._service.label} leads to another host ({target.scheme}://{target.host}), which is not asked. "
                "It may have moved: see whether there is a newer version of Papertrends."
            )
        return target

    def _check_status(self, response: httpx2.Response, body: bytes) -> None:
        status, service = response.status_code, self._service
        if response.is_success:
            return
        if status in _PASSING or status in service.busy or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise BadAnswer(f"answered {_name_status(status)}", read_retry_after(response.headers, self._clock.now()))
        advice = ""
        if status in _DENIED and service.key_variable:
            advice = (
                f" Check the key in {service.key_variable}."
                if self._key
                else f" It may want a key, in the environment variable {service.key_variable}."
            )
        said = " ".join(body[:300].decode("utf-8", "replace").split())
        raise Refused(f"{service.label} refused the request: {_name_status(status)}.{advice} It said: {said[:200]!r}")

    def _without_key(self, body: bytes) -> bytes:
        """`body` without the key, which a service may echo. No key is so short that it could be a part of a word."""
        for form in {self._key, quote(self._key, safe=""), quote_plus(self._key)} if self._key else ():
            body = body.replace(form.encode(), b"[key]")
        return body


def _name_status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
