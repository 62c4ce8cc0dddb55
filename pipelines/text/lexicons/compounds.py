"""Parts of hyphened units that make them adjectives."""

# ruff: noqa: SIM905

# Parts after a hyphen that make the unit an adjective.
ADJECTIVE_TAILS = frozenset(
    "dependent independent out forward clock efficiency text language visual audio image related induced invariant "
    "equivariant guided enhanced augmented based driven aware free agnostic specific level wise like centric oriented "
    "style type order scale time rate shot step stage turn hop head modal view way class label task domain agent "
    "layer size rank range term end to art side play world house body person purpose grained resolution quality "
    "fidelity dimensional d x fold bit box source weight weights the a of and or".split()
)

# Parts before a hyphen that do.
ADJECTIVE_HEADS = frozenset(
    "in on off out of to by for with under over cross inter intra multi single few zero one two three four many dual "
    "high low mid large small long short real full half fine coarse open closed hard soft deep shallow early late non "
    "anti post pre semi un weakly strongly fully highly newly well best worst top state end first second third next "
    "per mixed heavy light fast slow good better low-level bi tri uni omni any all-in plug easy hand human".split()
)
