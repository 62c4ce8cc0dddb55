"""The controls of the page Network, and what is to be drawn by what they and the address say."""

from dataclasses import dataclass
from typing import NamedTuple

import streamlit as st

from dashboard.markup import Markup, html
from dashboard.queries import terms, themes
from dashboard.queries.build_info import BuildInfo
from dashboard.rows import read_rows
from dashboard.ui.controls import select_in_url, select_segment
from dashboard.ui.elements import did_you_mean, link
from dashboard.ui.links import page_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.warehouse_access.find_term import find_term

OFFERED = 1500
"""Terms that are completed while typing; all others are found when typed out."""


NEAR = {"1": (28, 0), "2": (14, 3)}
"""By the number of steps: terms at the first step, and for each of them at the second."""
_FEWEST = (3, 5, 10, 20, 30, 50, 100, 200, 500)


class Centre(NamedTuple):
    """An indexed term that is drawn around, or looked at."""

    term_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to draw: around a term, else of a theme, else the field; `fewest` papers a pair; `said`: what cannot be
    had, as HTML."""

    around: Centre | None
    steps: str
    theme: tuple[int, str] | None
    fewest: int
    said: list[str]


def find_centre(form: str | None) -> Centre | None:
    """The indexed term that has this form; None where there is none."""
    found = find_term(form) if form else None
    return Centre(found.term_id, found.name) if found and found.term_id is not None else None


def _usual_fewest(build: BuildInfo, around: int | None, theme: int | None) -> int:
    """As many papers a pair as a network of this many papers can ask for: a fiftieth of a term's, a 300th of a
    theme's, a 2500th of all; among those that can be chosen, and 3 at least."""
    asked = around / 50 if around else theme / 300 if theme else build.english_papers / 2500
    return max(step for step in _FEWEST if step <= max(asked, _FEWEST[0]))


def ask_wanted(build: BuildInfo) -> Wanted:
    """The controls, and what they say."""
    said = []
    found = {str(row["theme_id"]): row for row in read_rows(fetch(themes.theme_map()))}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="network_controls"):
        offered = fetch(terms.suggested_terms(OFFERED))["term"].to_list()
        form = select_in_url("Around a term", offered, "around", show=str, accept_new=True, width=300)
        around = find_centre(form)
        steps = "1"
        if form:
            steps = select_segment("Steps", list(NEAR), "steps", default="1")
        given = st.query_params.get("theme")
        theme = select_in_url("Theme", list(found), "theme", show=lambda key: found[key]["label"], width=300)
        size = fetch(terms.term_verdicts([around.term_id]))["papers"][0] if around else None
        usual = _usual_fewest(build, size, found[theme]["papers"] if theme else None)
        fewest = select_in_url(
            "Together in at least",
            list(map(str, _FEWEST)),
            "min",
            show=lambda key: f"{key} papers",
            width=190,
            placeholder=f"{usual} papers",
        )
    if given and given not in found:
        said.append(f"There is no theme {given}.")
    if form and not around:
        phrase = find_term(form)
        said.append(html("{} is no indexed term, so it has no ties.{}", phrase.name, _offer(phrase.form)))
    if around and theme:
        said.append("The network is drawn around the term; the theme does not count.")
    drawn_theme = (int(theme), found[theme]["label"]) if theme else None
    return Wanted(around, steps, drawn_theme, int(fewest) if fewest else usual, said)


def _offer(form: str) -> Markup:
    near = fetch(terms.near_terms(form))["term"].to_list()
    return did_you_mean([link(page_link("network", around=term), term) for term in near])
