"""The decisions of the page Data applied to the thesaurus. A later decision wins, so none can stop a run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipelines.text.phrases.canonical_keys import make_term_id
from pipelines.text.terms.thesaurus import Thesaurus, make_key
from warehouse.decisions import Decision


def forms_to_look_up(decisions: Iterable[Decision]) -> list[str]:
    """Surface forms in lower case, sorted, whose keys `amend` may have to look up."""
    named = {name for decision in decisions for name in (decision.form, decision.other)}
    return sorted({form.lower() for form in named if form})


def amend(thesaurus: Thesaurus, decisions: Iterable[Decision], keys: Mapping[str, Sequence[str]]) -> Thesaurus:
    """`thesaurus` with the decisions in force applied, the oldest first; each removes what contradicts it.

    Args:
        thesaurus: what the hand-edited file says.
        decisions: as of `warehouse.decisions.read_decisions`.
        keys: surface form in lower case to the canonical keys that it has in the corpus, or that it stands for as an
            acronym. Where the key of a decision's words is not the term's, the one with its `term_id` is taken.
    """
    for decision in decisions:
        if decision.undone is None:
            thesaurus = _apply(thesaurus, decision, keys)
    return thesaurus


def _key(form: str, term_id: int | None, keys: Mapping[str, Sequence[str]]) -> str:
    own = make_key(form)
    if term_id is None or make_term_id(own) == term_id:
        return own
    return next((key for key in keys.get(form.lower(), ()) if make_term_id(key) == term_id), own)


def _apply(thesaurus: Thesaurus, decision: Decision, keys: Mapping[str, Sequence[str]]) -> Thesaurus:
    if decision.kind in ("merge", "keep"):
        form = _key(decision.form, decision.form_id, keys)
        term = _key(decision.other, decision.term_id, keys)
        if decision.kind == "keep" and form == term:
            # The form has the term's own key; those who write it otherwise, as its label, are to be kept apart from it.
            term = make_key(decision.other)
        labels = {form: decision.form, term: decision.other} | thesaurus.labels
        thesaurus = replace(thesaurus, labels=labels)
        return thesaurus if form == term else (_merge if decision.kind == "merge" else _keep)(thesaurus, form, term)
    key = _key(decision.form, decision.term_id, keys)
    thesaurus = replace(thesaurus, labels={key: decision.form} | thesaurus.labels)
    if decision.kind == "rename":
        return replace(thesaurus, rename=thesaurus.rename | {key: decision.other}, block=thesaurus.block - {key})
    return replace(
        thesaurus,
        block=thesaurus.block | {key},
        merge={form: term for form, term in thesaurus.merge.items() if key not in (form, term)},
        rename={term: label for term, label in thesaurus.rename.items() if term != key},
    )


def _merge(thesaurus: Thesaurus, form: str, term: str) -> Thesaurus:
    # A term that is itself merged leads on; what was merged into the form goes with it.
    target = thesaurus.merge.get(term, term)
    before = {one: into for one, into in thesaurus.merge.items() if one != target}
    merge = {one: target if into == form else into for one, into in before.items() if one != form}
    if target != form:
        merge[form] = target
    return replace(
        thesaurus,
        merge=merge,
        keep_apart=tuple(group for group in thesaurus.keep_apart if not {form, target} <= group),
        block=thesaurus.block - {form, target},
    )


def _keep(thesaurus: Thesaurus, form: str, term: str) -> Thesaurus:
    merge = thesaurus.merge
    together = merge.get(form, form) == merge.get(term, term)
    if together:
        leaving = form if form in merge else term
        merge = {one: into for one, into in merge.items() if one != leaving}
    return replace(thesaurus, merge=merge, keep_apart=(*thesaurus.keep_apart, frozenset({form, term})))
