"""A made-up corpus in the form of saved digests, with planted trends: to try the product out, and to test it against.

Texts and topics are data (`topics`, `sentences`, `plants`); `corpus` decides what happens when, `compose` words it.
"""

from pipelines.sample.write import write_sample

__all__ = ["write_sample"]
