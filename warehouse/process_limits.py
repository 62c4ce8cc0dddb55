"""Limits that the kernel holds a process to: its time, and the memory that it may take from now on."""

import resource
import signal
from pathlib import Path


def limit_time(seconds: float) -> None:
    """Ends this process by SIGALRM after so many seconds, whatever it does; 0 takes the limit back."""
    signal.setitimer(signal.ITIMER_REAL, seconds)


def limit_memory(more: int) -> None:
    """Lets this process take so many bytes more than it has now, where the kernel tells what it has."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    except FileNotFoundError:
        return
    _, highest = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = pages * resource.getpagesize() + more
    resource.setrlimit(
        resource.RLIMIT_DATA, (wanted if highest == resource.RLIM_INFINITY else min(wanted, highest), highest)
    )
