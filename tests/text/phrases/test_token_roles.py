"""The role of a token by its classes and those of its neighbours."""

import numpy as np
import polars as pl
import pytest

from pipelines.text.phrases import token_roles
from pipelines.text.phrases.token_roles import (
    GERUND,
    INSIDE,
    LAST,
    LONE,
    MODIFIER,
    NOUN,
    OUT,
    PLAIN,
    assign_roles,
    flag_tokens,
)
from pipelines.text.tokens import lexicon as lx
from pipelines.text.tokens.chunks import split_chunks
from pipelines.text.tokens.token_classes import describe_types
from pipelines.text.tokens.tokens import tokenize


def role(classes: int, before: int = 0, after: int = 0, earlier: int = 0) -> int:
    return int(assign_roles(*(np.array([bits]) for bits in (earlier, before, classes, after)))[0])


@pytest.mark.parametrize(
    ("expected", "classes", "before", "after"),
    [
        (NOUN, lx.NOUN, 0, 0),
        (MODIFIER, lx.ADJECTIVE, 0, lx.NOUN),
        # `model` after `can` is a verb, after `the` a noun.
        (OUT, lx.NOUN | lx.VERB, lx.CLOSED | lx.BEFORE_VERB, 0),
        (NOUN, lx.NOUN | lx.VERB, lx.CLOSED | lx.DETERMINER, 0),
        # `trained` before a noun modifies it, elsewhere it is a verb.
        (MODIFIER, lx.PARTICIPLE, 0, lx.NOUN),
        (OUT, lx.PARTICIPLE, 0, lx.CLOSED),
        # `learning` names an activity, `using` does not.
        (GERUND, lx.ING | lx.GERUND, 0, 0),
        (OUT, lx.ING, 0, 0),
        (OUT, lx.NOUN | lx.CLOSED, 0, 0),
    ],
)
def test_the_neighbours_decide_between_the_classes_of_a_word(expected, classes, before, after):
    assert role(classes, before, after) == expected


def test_a_participle_after_have_is_a_verb_even_behind_an_adverb():
    assert role(lx.PARTICIPLE, lx.HAVE, lx.NOUN) == OUT
    assert role(lx.PARTICIPLE, lx.ADVERB, lx.NOUN, lx.HAVE) == OUT
    assert role(lx.PARTICIPLE, lx.ADVERB, lx.NOUN) == MODIFIER


def flags_of(text: str) -> dict[str, int]:
    tokens = tokenize(split_chunks(pl.Series([""]), pl.Series([text])))
    flags = flag_tokens(tokens, describe_types(tokens.types)["classes"].to_numpy())
    return dict(zip(tokens.types.gather(tokens.type), flags.tolist(), strict=True))


def test_flags_say_what_a_token_may_do_in_a_phrase():
    assert flags_of("The neural network.") == {
        "The": PLAIN,
        "neural": INSIDE | PLAIN,
        "network": INSIDE | PLAIN | LAST | LONE,
    }


def test_contexts_too_many_for_a_table_are_judged_one_by_one_alike(monkeypatch):
    text = "We can model deep learning models, and have recently trained Alzheimer's disease classifiers (GPT-4)."
    whole = flags_of(text)
    monkeypatch.setattr(token_roles, "MOST_CONTEXTS", 0)
    assert flags_of(text) == whole
