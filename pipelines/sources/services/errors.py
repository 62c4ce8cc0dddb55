"""What can go wrong while something is fetched, in words that a user reads; whether to ask again is in the class."""

from datetime import datetime


class FetchError(Exception):
    """Something was not fetched; the message says what, why, and what to do."""


class BadAnswer(FetchError):
    """An answer that is worth asking for again: empty, cut off, broken, or none in time.

    Args:
        reason: in words, as the end of a sentence that begins with the service's name.
        wait: seconds after which the service asked to be asked again; None where it did not say.
    """

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class NothingNew(BadAnswer):
    """A page without any new record, although the service says that records are missing."""


class GaveUp(FetchError):
    """Every attempt was answered badly; what was fetched before is kept."""


class ComeBackLater(FetchError):
    """The service wants no further request until `moment` (UTC), which is too long to wait for."""

    def __init__(self, message: str, moment: datetime) -> None:
        super().__init__(message)
        self.moment = moment


class Refused(FetchError):
    """The service, or a rule of ours, forbids the request; asking again changes nothing."""


class Unwanted(FetchError):
    """What was asked for is nothing that the service has; the message says what would do."""


class Expired(FetchError):
    """The service no longer knows the place at which a list was left; the list must be begun anew."""


class Shortfall(FetchError):
    """Fewer records came than the service says it has."""

    def __init__(self, message: str, stated: int, came: int) -> None:
        super().__init__(message)
        self.stated, self.came = stated, came
