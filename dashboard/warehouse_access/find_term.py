"""The one term that an address or a reader names in whatever form; the query bar's language is `lookup`'s."""

from dataclasses import dataclass

from dashboard.queries import terms
from dashboard.warehouse_access.fetch import fetch


@dataclass(frozen=True, slots=True)
class NamedTerm:
    """A term as it was named: its term_id, None where the form means no term, and its name; such a form in quotes."""

    form: str
    term_id: int | None
    name: str

    @property
    def is_phrase(self) -> bool:
        """Whether it is no indexed term."""
        return self.term_id is None


def find_term(form: str) -> NamedTerm:
    """What `form` means in the build that is served; capitals, quotes and blanks around it make no difference."""
    form = " ".join(form.strip(' "“”').split())
    for row in fetch(terms.known_forms([form])).to_dicts():
        return NamedTerm(form, row["term_id"], row["term"])
    return NamedTerm(form, None, f"“{form}”")
