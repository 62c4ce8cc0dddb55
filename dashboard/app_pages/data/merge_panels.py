"""Forms that are one term, on the page Data: the largest merges, and one term with all its forms, each with its rule,
its evidence, and what a reader may decide about it."""

from datetime import datetime

import streamlit as st

from dashboard.app_pages.data.decision_panels import make_decision, show_decisions
from dashboard.app_pages.data.form_tables import forms_table, merged_terms_table
from dashboard.markup import html
from dashboard.queries import data, merges, terms
from dashboard.rows import Row, read_rows
from dashboard.ui.blocks import show_heading, show_html, show_note
from dashboard.ui.elements import did_you_mean, link
from dashboard.ui.links import page_link, papers_link, terms_link
from dashboard.warehouse_access.fetch import fetch
from dashboard.wording import format as fmt
from dashboard.wording.variant_rules import VARIANT_RULES
from warehouse.decisions import Decision
from warehouse.schema.variant_rules import VariantRule

_MOST_TERMS = 12
_MOST_FORMS = 24
_PARTABLE = (VariantRule.ACRONYM, VariantRule.CURATED)


def show_merges(started_at: datetime) -> None:
    """The whole part of the page.

    Args:
        started_at: when the served build began, UTC.
    """
    rules = fetch(data.variants_by_rule()).to_dicts()
    if not rules:
        show_decisions(started_at)
        return
    show_heading(
        "Forms that are one term",
        "Every merge has a rule. Look at a term to see all its forms and the evidence, and to part, merge, rename or "
        "block; the next run follows.",
        anchor="merges",
    )
    show_html(forms_table(rules))
    decided = show_decisions(started_at)
    typed = st.text_input(
        "Look at a term", key="merged", bind="query-params", placeholder="a term, by any of its forms", width=420
    )
    if typed and typed.strip():
        _show_typed(typed.strip(), decided)
    else:
        show_html(merged_terms_table(fetch(merges.merged_terms(_MOST_TERMS)).to_dicts()))


def _show_typed(typed: str, decided: list[Decision]) -> None:
    found = read_rows(fetch(terms.known_forms([typed])))
    if not found:
        near = fetch(terms.near_terms(typed))["term"].to_list()
        meant = did_you_mean([link(page_link("data", merged=term), term) for term in near])
        show_note(html("<b>{}</b> is no indexed term.{}", typed, meant))
        return
    term = found[0]
    forms = read_rows(fetch(merges.forms_of_term(term["term_id"])))
    show_html(
        html(
            '<h3 class="pt-title">{} <small>{}, {}</small></h3>',
            link(terms_link([term["term"]]), term["term"]),
            link(papers_link(term=term["term"]), fmt.papers(term["papers"])),
            fmt.counted(len(forms), "form"),
        )
    )
    for place, form in enumerate(forms[:_MOST_FORMS]):
        _show_form(term, form, place, decided)
    if len(forms) > _MOST_FORMS:
        show_note(f"And {fmt.counted(len(forms) - _MOST_FORMS, 'form')} in fewer papers.")
    _show_choices(term)


def _show_form(term: Row, form: Row, place: int, decided: list[Decision]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", width=760, key=f"form_{place}"):
        found = papers_link(q=f'"{form["variant"]}"')
        show_html(
            html(
                '<p class="pt-decision"><b>{}</b> <small>{} · {}</small></p>',
                form["variant"],
                _evidence(form),
                link(found, fmt.papers(form["papers"])),
            )
        )
        if form["is_label"] or form["rule"] not in _PARTABLE:
            return
        decision = _keep_apart(term, form)
        is_decided = any((one.kind, one.form, one.other) == ("keep", decision.form, decision.other) for one in decided)
        st.button(
            "Kept apart" if is_decided else "Keep apart",
            key=f"keep_{place}",
            disabled=is_decided,
            help=f"{fmt.escape_markdown(form['variant'])} counts no longer as {fmt.escape_markdown(term['term'])}",
            on_click=make_decision,
            args=(decision,),
        )


def _keep_apart(term: Row, form: Row) -> Decision:
    """Parts an acronym from what it stands for, whichever of the two is the label; or a form from where the user put
    it."""
    is_short = " " not in form["variant"] and "-" not in form["variant"]
    if form["rule"] == VariantRule.ACRONYM and not is_short:
        return Decision("keep", term["term"], form["variant"], term_id=term["term_id"])
    return Decision("keep", form["variant"], term["term"], term_id=term["term_id"])


def _evidence(form: Row) -> str:
    if form["is_label"]:
        return "the label"
    rule = VARIANT_RULES[form["rule"]]
    if form["defined"]:
        return (
            f"{rule}; {fmt.count(form['defined'])} {'text defines' if form['defined'] == 1 else 'texts define'} it so"
        )
    return rule


def _show_choices(term: Row) -> None:
    """Rename, merge and block, side by side where there is room."""
    term_id, name = term["term_id"], term["term"]
    rename, merge, block = st.columns([3, 3, 2], vertical_alignment="bottom")
    with rename, st.form("rename_form", border=False, clear_on_submit=True):
        label = st.text_input("Show it as", key="rename_to", placeholder="another label")
        if st.form_submit_button("Rename") and label.strip():
            make_decision(Decision("rename", name, label.strip(), term_id=term_id))
            st.rerun()
    with merge, st.form("merge_form", border=False, clear_on_submit=True):
        other = st.text_input("Count it as", key="merge_into", placeholder="another term, by any of its forms")
        if st.form_submit_button("Merge") and other.strip():
            known = read_rows(fetch(terms.known_forms([other.strip()])))
            into = known[0]["term"] if known else other.strip()
            into_id = known[0]["term_id"] if known else None
            if into_id == term_id:
                show_html(html('<p class="pt-note" role="alert">That is the same term already.</p>'))
            else:
                make_decision(Decision("merge", name, into, term_id=into_id, form_id=term_id))
                st.rerun()
    with block:
        st.button(
            "Block: this is no term",
            key="block_term",
            on_click=make_decision,
            args=(Decision("block", name, term_id=term_id),),
        )
