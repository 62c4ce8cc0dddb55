"""Lists of words and nothing else, each module one kind.

What a listed word does to a phrase is decided in `lexicon`, `phrases` and `termhood`.
"""

from pipelines.text.lexicons.british import BRITISH
from pipelines.text.lexicons.closed import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    MODALS,
    NUMBERED,
    PERFECT,
    PREPOSITIONS,
    PRONOUNS,
    SUBJECTS,
)
from pipelines.text.lexicons.compounds import ADJECTIVE_HEADS, ADJECTIVE_TAILS
from pipelines.text.lexicons.filler import FILLER_MODIFIERS, FILLER_NOUNS, FILLER_PHRASES
from pipelines.text.lexicons.general import GENERIC_NOUNS, STRAY_WORDS, TELLING_WORDS
from pipelines.text.lexicons.known import KEPT_PHRASES, TOOLBOX
from pipelines.text.lexicons.verbs import GERUNDS, VERBS
from pipelines.text.lexicons.weak import JUDGING_MODIFIERS, SOFT_MODIFIERS, VAGUE_MODIFIERS, WEAK_HEADS, WORK_HEADS

__all__ = [
    "ADJECTIVE_HEADS",
    "ADJECTIVE_TAILS",
    "ADVERBS",
    "AUXILIARIES",
    "BRITISH",
    "DETERMINERS",
    "FILLER_MODIFIERS",
    "FILLER_NOUNS",
    "FILLER_PHRASES",
    "GENERIC_NOUNS",
    "GERUNDS",
    "JUDGING_MODIFIERS",
    "KEPT_PHRASES",
    "MODALS",
    "NUMBERED",
    "PERFECT",
    "PREPOSITIONS",
    "PRONOUNS",
    "SOFT_MODIFIERS",
    "STRAY_WORDS",
    "SUBJECTS",
    "TELLING_WORDS",
    "TOOLBOX",
    "VAGUE_MODIFIERS",
    "VERBS",
    "WEAK_HEADS",
    "WORK_HEADS",
]
