"""Sentence templates of the made-up abstracts and titles. Data only.

A slot in braces is filled with a phrase of the paper's topic (`topics.Topic`): ``{task}``, ``{a method}`` with its article,
``{Part}`` with a capital. ``{name}`` is the method's coined name, ``{term}`` the planted term. No template holds one itself.
"""

GAPS = (
    "Existing approaches to {task} handle the average case well, but they suffer from {problem}.",
    "Despite steady progress, little has been done about {problem}, in particular for {things}.",
    "However, current systems treat {signal} as clean input and ignore {problem}.",
    "Most earlier work assumes that {signal} are always available, an assumption that fails for {things}.",
    "Standard pipelines for {task} were designed for small collections and break down in the presence of {problem}.",
    "Two difficulties stand out: {problem} and {problem}.",
    "What is missing is a way to deal with {problem} without retraining from scratch.",
    "Prior methods either ignore {problem} or pay for robustness with a lower {metric}.",
    "We find that the usual recipe breaks down for {things}, where {problem} can no longer be ignored.",
    "Benchmarks hide this weakness, because they contain few examples with {problem}.",
)

PROPOSALS = (
    "We present {name}, {a method} for {task} that makes direct use of {signal}.",
    "To close this gap, we introduce {name}, which combines {a part} with {a part}.",
    "This paper proposes {name}, {a method} that is trained end to end on {signal}.",
    "Here we study {a method} and show how far it can be taken with nothing but {signal}.",
    "We revisit {task} and propose {name}, a simple alternative built around {a part}.",
    "Our approach, called {name}, replaces the usual pipeline by {a method} and {a part}.",
    "In this work we develop {name}, {a method} designed for {things}.",
    "We describe {name}, an open system for {task} in which {a part} and {a part} share one backbone.",
    "To address these issues, we design {a method} named {name} that treats {problem} as part of the problem.",
)

MECHANISMS = (
    "At its core lies {a part} that decides which {signal} deserve attention.",
    "The {part} is trained jointly with the {part}, so that errors of one can be corrected by the other.",
    "A lightweight {part} keeps the cost of training close to that of the baseline.",
    "Instead of discarding {things}, {name} assigns them a weight that the {part} learns from data.",
    "We derive a training objective that penalizes {problem} directly.",
    "During inference, the {part} is evaluated once, and its output is reused for all later steps.",
    "The key observation is that {signal} carry enough information to detect {problem} early.",
    "{A part} provides coarse guidance, which {a part} then refines.",
    "We further add a curriculum that moves from easy cases to {things}.",
    "Unlike earlier designs, the {part} needs no labels beyond {signal}.",
    "A theoretical analysis shows that the bias of the {part} shrinks as more {signal} are observed.",
    "Both stages exchange information through the {part}, which keeps the design modular.",
    "Because annotation is expensive, we pretrain the {part} on {signal} and adapt it with a few hundred examples.",
)

EVIDENCE = (
    "On {dataset} and {dataset}, {name} improves {metric} by {gain} over the strongest baseline.",
    "Experiments on {dataset} show a gain of {gain} in {metric}, with the largest effect on {things}.",
    "Evaluated on {dataset}, {dataset} and {dataset}, the method sets a new best result in {metric}.",
    "Compared with {count} published baselines, our system ranks first in {metric} on {dataset}.",
    "Across {count} settings of {dataset}, the approach improves {metric} while using {percent} less memory.",
    "In a study with {count} participants, the results of {name} were preferred in {percent} of all cases.",
    "Results on {dataset} confirm the advantage: {metric} improves by {gain}, and training takes {percent} less time.",
    "We release {dataset}, a collection of {thousands} annotated examples, and report {metric} for {count} systems on it.",
)

FINDINGS = (
    "Ablations attribute most of the gain to the {part}.",
    "An analysis of the remaining errors points to {problem} as the main open issue.",
    "Surprisingly, a larger backbone helps less than better {signal}.",
    "The benefit grows with the amount of {signal} and has not levelled off at the largest scale that we tried.",
    "Removing the {part} costs {gain} in {metric}, whereas removing the {part} costs next to nothing.",
    "The learned representation transfers to {task} without any change.",
    "We also report where the method fails, notably in the presence of {problem}.",
    "The improvement holds for {things}, which were never seen in training.",
    "A closer look reveals that {metric} alone hides large differences between {things}.",
)

CLOSINGS = (
    "We hope that these results encourage further work on {task}.",
    "Code and data are available at https://github.com/papertrends-sample/{slug}.",
    "Our findings suggest that {task} should be evaluated on {things} as well.",
    "The project page is https://{slug}.example.org.",
    "All models, {signal} and evaluation scripts will be released.",
    "Taken together, the results make {a method} a practical choice for {task}.",
    "Code: https://github.com/papertrends-sample/{slug}",
    "We discuss limitations and directions for future research.",
)

TITLES = (
    "{name}: {Method} for {Task}",
    "{Task} with {a Method}",
    "Rethinking {Task} in the Presence of {Problem}",
    "Learning {Task} from {Signal}",
    "Towards Reliable {Task} for {Things}",
    "{name}: {Task} without {Problem}",
    "On the Role of {Signal} in {Task}",
    "{Method} and {Part} for {Things}",
    "How Far Can {Signal} Take {Task}?",
    "{name}: A Benchmark for {Task} on {Things}",
    "Beyond {Metric}: Measuring {Task}",
)

TITLES_WITH_TERM = (
    "{name}: {Term} for {Task}",
    "{Term} for {Task}",
    "When Can {Term} Help {Task}?",
    "{Term} and {Task}",
    "{name}: Rethinking {Term} for {Things}",
)

# {term} is a mass noun or a plural, {stem} its singular before a noun: no verb may depend on its number.
TERM_FIRST = (
    "Recent work has turned to {term} for {task}.",
    "We build on {term} and adapt it to {things}.",
    "In contrast to earlier studies of {term}, we focus on {things}.",
    "Our starting point is the use of {term} for {things}.",
    "We ask whether {term} can be made robust to {problem}.",
    "The method draws on {term} and on {a part}.",
    "Much can be expected of {term} where {signal} are at hand.",
    "We compare against strong baselines that rely on {term}.",
    "{A stem} baseline is strong on {dataset} and weak on {things}.",
    "Previous {stem} systems were built for {task}.",
)

TERM_AGAIN = (
    "The gains of {term} are largest in the presence of {problem}.",
    "Compared with {term} alone, the full system improves {metric} by {gain}.",
    "We show that {term} and the {part} complement each other.",
    "Further experiments separate the contribution of {term} from that of the {part}.",
    "The {stem} variant needs {percent} fewer {signal}.",
    "Without {term}, {metric} worsens by {gain}.",
)

RESIDUE = (
    ("256times256", "All inputs are resized to 256times256 before the {part} is applied."),
    ("1.2xsim3.3x", "The optimized implementation is 1.2xsim3.3x faster than the reference."),
    ("w.r.t.~the", "We report {metric} w.r.t.~the number of {signal}."),
    ("sim14B", "Backbones with 1.3B sim14B parameters are compared."),
    ("10^{-4}", "The learning rate of 10^{-4} is kept fixed in all runs."),
)
"""What the loss of dollar signs and backslashes leaves of LaTeX, and a sentence that holds it."""

NAME_STARTS = (
    *("Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Grove", "Heron", "Iris", "Juniper", "Kestrel", "Larch"),
    *(
        "Marlin",
        "Nimbus",
        "Osprey",
        "Pebble",
        "Quill",
        "Raven",
        "Sorrel",
        "Tern",
        "Umbra",
        "Velvet",
        "Willow",
        "Yarrow",
    ),
    *("Zephyr", "Basalt", "Cobalt", "Dune", "Flint", "Garnet", "Harbor", "Indigo", "Lumen", "Mosaic", "Onyx", "Prism"),
    *("Ripple", "Saffron", "Topaz", "Violet"),
)
NAME_ENDS = (
    *("Net", "Former", "Flow", "Bench", "Path", "Lens", "Link", "Mix", "Pilot", "Scope", "Trace", "Weave"),
    *("Craft", "Field", "Forge", "Guide", "Mind", "Seek", "Shift", "Spark", "Tune", "View", "Ward", "Loom"),
)
