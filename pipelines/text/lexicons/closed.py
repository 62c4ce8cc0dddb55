"""The closed classes: words that join, point and count, and adverbs."""

# ruff: noqa: SIM905

DETERMINERS = frozenset(
    "a an the this that these those its their our his her my your each every all both either neither no any some such "
    "another other others same one's whose which what whatever whichever certain several many few much more most less "
    "least enough half own own's various numerous multiple diverse different distinct respective".split()
)
PRONOUNS = frozenset(
    "i we you he she it they us them him me itself themselves ourselves himself herself myself one who whom there "
    "here something anything nothing everything everyone anyone someone none".split()
)
PREPOSITIONS = frozenset(
    "of in on at by for with from to into onto via through across over under between among amongst within without "
    "against toward towards upon about above below after before during since until till despite except per beyond "
    "behind beside besides along around near throughout off out up down like unlike as than because although though "
    "while whereas whilst when whenever where wherever whether if unless how why and or but nor yet so then else et "
    "al vs versus based given due rather instead regarding concerning including excluding according amid plus that "
    "using e.g i.e eg ie etc cf resp w.r.t wrt not".split()
)
AUXILIARIES = frozenset(
    "am is are was were be been being has have had having do does did doing done can could may might must shall "
    "should will would cannot can't don't doesn't isn't aren't let lets".split()
)
PERFECT = frozenset("have has had".split())
MODALS = frozenset("can could may might must shall should will would cannot to do does did".split())
SUBJECTS = frozenset("i we you they it he she who which".split())
ADVERBS = frozenset(
    "deals deal concerns reaches reach fuses fuse treats treat boosts boost raises raise drives drive limits limit also however therefore "
    "thus hence moreover furthermore additionally notably specifically particularly often very too only even still "
    "just already always never again once further rather quite well far almost nearly mostly mainly especially "
    "currently recently previously finally first second third firstly secondly lastly next last now today today's "
    "sometimes usually typically generally overall together alone apart away back ahead better best worse worst ever "
    "likewise otherwise meanwhile nevertheless nonetheless namely thereby therein thereof hereby wherein whereby soon "
    "later earlier twice roughly approximately respectively jointly simultaneously directly simply largely highly "
    "fully truly hardly merely subsequently consequently accordingly indeed instead afterward".split()
)

# Nouns that a number counts on from (`Task 7`, `Table 2`); cut off from it they end no phrase.
NUMBERED = frozenset(
    "task track table section figure fig phase stage type level chapter theorem lemma equation experiment question version "
    "part step grade category group class scenario case day week layer appendix algorithm".split()
)
