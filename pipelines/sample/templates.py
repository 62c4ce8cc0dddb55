"""Templates of the made-up titles and abstracts, read from `data/templates.toml`, which says how they are written."""

from dataclasses import dataclass

from pipelines.sample.data import read_data


@dataclass(frozen=True, slots=True)
class Templates:
    """Templates by what they are for; see `data/templates.toml`."""

    gaps: tuple[str, ...]
    proposals: tuple[str, ...]
    mechanisms: tuple[str, ...]
    evidence: tuple[str, ...]
    findings: tuple[str, ...]
    closings: tuple[str, ...]
    titles: tuple[str, ...]
    titles_with_term: tuple[str, ...]
    term_first: tuple[str, ...]
    term_again: tuple[str, ...]
    residue: tuple[tuple[str, str], ...]
    modifiers: tuple[str, ...]
    name_starts: tuple[str, ...]
    name_ends: tuple[str, ...]


TEMPLATES = Templates(**read_data("templates"))
