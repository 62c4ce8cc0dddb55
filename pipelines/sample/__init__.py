"""A made-up corpus in the form of saved digests, with planted trends: to try the product out, and to test it against.

Topics, templates and planted terms are read from `data`; `corpus` decides what happens when, `compose` writes the
texts.
"""

from pipelines.sample.write import write_sample

__all__ = ["write_sample"]
