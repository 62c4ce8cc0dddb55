"""What became of the inputs of one kind."""

import resource
from dataclasses import dataclass, field


@dataclass(slots=True)
class Result:
    """What became of the inputs of one kind."""

    inputs: int = 0
    records: int = 0
    rejects: int = 0
    unread: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    growth: int = 0
    failures: list[str] = field(default_factory=list)


def peak_memory() -> int:
    """Kilobytes of memory that this process held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
