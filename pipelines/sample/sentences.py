"""Sentence templates of the made-up abstracts and titles. Data only.

A slot in braces is filled with a phrase of the paper's topic (`topics.Topic`): ``{task}``, ``{a method}`` with its article,
``{Part}`` with a capital. ``{name}`` is the method's coined name, ``{term}`` the planted term as a mass noun or plural,
``{stem}`` its singular before a noun; no verb may depend on the number of these or of ``{problem}``. Of alternatives in
brackets, ``[first|second]``, one is taken. No template holds a planted term itself.
"""

GAPS = (
    "[Existing|Current|Published] approaches to {task} [handle the average case well|do well on clean data], but they [suffer from|struggle with|are thrown off by] {problem}.",
    "Despite [steady progress|recent advances|years of effort], little has been done about {problem}, [in particular|above all|especially] for {things}.",
    "[However|Still|Yet], current systems [treat {signal} as clean input|take {signal} at face value] and [ignore|overlook] {problem}.",
    "[Most earlier work|Much of the literature] assumes that {signal} are always available, [an assumption that|which] fails for {things}.",
    "[Standard|Common] pipelines for {task} were [designed for|tuned on] small collections and [break down|degrade] in the presence of {problem}.",
    "Two [difficulties|obstacles] stand out: {problem} and {problem}.",
    "What is [missing|needed] is a way to [deal with|handle] {problem} without [retraining from scratch|new annotation|access to the training data].",
    "Prior methods either [ignore|sidestep] {problem} or pay for robustness with a lower {metric}.",
    "[We find|A pilot study shows] that the [usual|standard] recipe [breaks down|fails] for {things}, where {problem} can no longer be ignored.",
    "[Public benchmarks|Leaderboards] hide this weakness, because they contain few [examples|cases] with {problem}.",
    "[The difficulty|The challenge|The crux] is that {signal} [say little about|do not reveal] {problem}.",
    "[Scaling|Enlarging] the [model|backbone] does not help: {problem} [will remain|can be seen at every size].",
    "[Practitioners|Users] report that {problem} [cause|account for] most failures [in deployment|in daily use].",
    "[It remains unclear|Little is known about] how {signal} should be [combined|weighted] when faced with {problem}.",
)

PROPOSALS = (
    "[We present|We introduce|We propose] {name}, {a method} for {task} that [makes direct use of|is driven by|learns from] {signal}.",
    "To [close this gap|address this|overcome this], we [introduce|propose|develop] {name}, which [combines|couples|pairs] {a part} with {a part}.",
    "This paper [proposes|presents|describes] {name}, {a method} that is [trained end to end|learned] on {signal}.",
    "Here we [study|examine|analyse] {a method} and [show|ask] how far it can be taken with nothing but {signal}.",
    "We [revisit|reconsider] {task} and [propose|put forward] {name}, a [simple|practical|principled] alternative [built around|based on] {a part}.",
    "Our [approach|framework|system], called {name}, [replaces the usual pipeline by|consists of] {a method} and {a part}.",
    "In this [work|paper|study] we [develop|introduce] {name}, {a method} [designed for|tailored to] {things}.",
    "We [describe|release] {name}, an open [system|framework|toolkit] for {task} in which {a part} and {a part} share one backbone.",
    "[To this end|To address these issues], we design {a method} named {name} that [models|accounts for] {problem} explicitly.",
    "[We argue for|This work makes the case for] {a method} in {task}, and [build|implement] one, {name}.",
    "We [formulate|cast] {task} as [inference over|prediction from] {signal}, which leads to {name}, {a method}.",
)

MECHANISMS = (
    "At its [core|heart] lies {a part} that [decides|learns] which {signal} [deserve attention|matter].",
    "The {part} is trained jointly with the {part}, so that [errors|mistakes] of one can be corrected by the other.",
    "A [lightweight|small|frozen] {part} keeps the cost of training close to that of the baseline.",
    "Instead of discarding {things}, {name} assigns them a weight that the {part} [learns from data|estimates].",
    "We derive [a training objective|a loss] that penalizes {problem} directly.",
    "[During inference|At test time], the {part} is evaluated once, and its output is reused for all later steps.",
    "The key [observation|insight|idea] is that {signal} carry enough information to [detect|anticipate|undo] {problem} early.",
    "{A part} provides coarse guidance, which {a part} then [refines|sharpens].",
    "We further add a curriculum that moves from easy [cases|examples] to {things}.",
    "Unlike [earlier|previous] designs, the {part} needs no [labels|supervision] beyond {signal}.",
    "[A theoretical analysis|Our analysis] shows that the bias of the {part} shrinks as more {signal} are observed.",
    "Both stages exchange information through the {part}, which keeps the design modular.",
    "Because annotation is expensive, we pretrain the {part} on {signal} and adapt it with a few hundred examples.",
    "Given {signal}, the {part} [proposes|ranks] candidates and the {part} [filters|verifies] them.",
    "[Crucially|Importantly], gradients flow through the {part}, so nothing has to be tuned by hand.",
    "We [inject|mix in] {signal} at every layer by means of {a part}.",
    "To [cope with|guard against] {problem}, the {part} is trained on perturbed {signal}.",
    "The [two|three] components, among them {a part} and {a part}, can be [exchanged|replaced] independently.",
    "[A single|One] hyperparameter balances the {part} against the {part}.",
    "{A method} serves as teacher, and {a method} learns to reproduce its output at a fraction of the cost.",
)

EVIDENCE = (
    "On {dataset} and {dataset}, {name} improves {metric} by {gain} over the [strongest|best published] baseline.",
    "Experiments on {dataset} show a gain of {gain} in {metric}, with the largest effect on {things}.",
    "[Evaluated|Tested] on {dataset}, {dataset} and {dataset}, the method [sets a new best result|leads all others] in {metric}.",
    "Compared with {count} [published|competing] baselines, our system ranks first in {metric} on {dataset}.",
    "Across {count} settings of {dataset}, the approach improves {metric} while using {percent} less memory.",
    "In a [user study|survey] with {count} participants, the results of {name} were preferred in {percent} of all cases.",
    "Results on {dataset} confirm the advantage: {metric} improves by {gain}, and training takes {percent} less time.",
    "We release {dataset}, a collection of {thousands} annotated examples, and report {metric} for {count} systems on it.",
    "[Extensive|Careful] experiments on {dataset} and {dataset} [demonstrate|reveal] gains of up to {gain} in {metric}.",
    "Without any [tuning|adaptation], {name} reaches the {metric} of [specialized|supervised] systems on {dataset}.",
    "On the [hardest|most difficult] part of {dataset}, {metric} improves by {gain}; on {dataset} it stays the same.",
    "Measured over {count} random seeds on {dataset}, the gain in {metric} is {gain} and statistically significant.",
)

FINDINGS = (
    "[Ablations|Ablation studies] attribute most of the gain to the {part}.",
    "An analysis of the remaining [errors|failures] points to {problem} as the main open issue.",
    "[Surprisingly|Interestingly], a larger backbone helps less than [better|more] {signal}.",
    "The [benefit|gain] grows with the amount of {signal} and has not levelled off at the largest scale that we tried.",
    "Removing the {part} costs {gain} in {metric}, whereas removing the {part} costs next to nothing.",
    "The learned representation transfers to {task} without any change.",
    "We also report where the method fails, notably in the presence of {problem}.",
    "The improvement holds for {things}, which were never seen in training.",
    "A closer look reveals that {metric} alone hides large differences between {things}.",
    "[Experts|Reviewers] who inspected {count} outputs found {problem} in only {percent} of them.",
    "[Moreover|In addition], the {part} can be [pruned|compressed] by {percent} with no loss in {metric}.",
    "[The same holds|This also works] for {task}, where {signal} are harder to come by.",
    "We find no such effect for {things}, and [explain why|discuss possible reasons].",
    "[Inference|Training] runs on a single [GPU|workstation] and scales linearly with the number of {signal}.",
)

CLOSINGS = (
    "We hope that these results [encourage|inspire] further work on {task}.",
    "Code and data are available at https://github.com/papertrends-sample/{slug}.",
    "Our findings suggest that {task} should be evaluated on {things} as well.",
    "The project page is https://{slug}.example.org.",
    "All models, {signal} and evaluation scripts will be released.",
    "Taken together, the results make {a method} a practical choice for {task}.",
    "Code: https://github.com/papertrends-sample/{slug}",
    "We [discuss|close with] limitations and [directions for future research|open questions].",
    "These results [open the way to|bring us closer to] {task} for {things}.",
    "The data set is hosted at https://data.example.org/{slug}.",
)

TITLES = (
    "{name}: {Method} for {Task}",
    "{Task} with {a Method}",
    "[Rethinking|Revisiting] {Task} in the Presence of {Problem}",
    "Learning {Task} from {Signal}",
    "Towards [Reliable|Robust|Efficient] {Task} for {Things}",
    "{name}: {Task} without {Problem}",
    "On the Role of {Signal} in {Task}",
    "{Method} and {Part} for {Things}",
    "How Far Can {Signal} Take {Task}?",
    "{name}: A Benchmark for {Task} on {Things}",
    "Beyond {Metric}: Measuring {Task}",
    "{name}: [Scaling|Improving|Grounding] {Task} through {Signal}",
    "{Task} under {Problem}",
    "Do {Signal} Help {Task}? A Study on {Things}",
)

TITLES_WITH_TERM = (
    "{name}: {Term} for {Task}",
    "{Term} for {Task}",
    "When Can {Term} Help {Task}?",
    "{Term} and {Task}",
    "{name}: [Rethinking|Revisiting] {Term} for {Things}",
    "[Scalable|Reliable|Practical] {Term} for {Things}",
    "From {Signal} to {Task}: The Case for {Term}",
)

TERM_FIRST = (
    "Recent work has turned to {term} for {task}.",
    "We build on {term} and adapt it to {things}.",
    "In contrast to [earlier|previous] studies of {term}, we focus on {things}.",
    "Our starting point is the use of {term} for {things}.",
    "We ask whether {term} can be made robust to {problem}.",
    "The method draws on {term} and on {a part}.",
    "Much can be expected of {term} where {signal} are at hand.",
    "We compare against strong baselines that rely on {term}.",
    "{A stem} baseline is strong on {dataset} and weak on {things}.",
    "Previous {stem} systems were built for {task}.",
    "The [promise|appeal] of {term} lies in {task}, yet {things} have received little attention.",
    "This makes the problem a natural test for {term}.",
    "We take a fresh look at {term} in the light of {signal}.",
)

TERM_AGAIN = (
    "The gains of {term} are largest in the presence of {problem}.",
    "Compared with {term} alone, the full system improves {metric} by {gain}.",
    "We show that {term} and the {part} complement each other.",
    "Further experiments separate the contribution of {term} from that of the {part}.",
    "The {stem} variant needs {percent} fewer {signal}.",
    "Without {term}, {metric} worsens by {gain}.",
    "With {term}, {metric} on {dataset} improves by {gain}.",
    "A comparison of {count} configurations shows where {term} can be trusted.",
)

RESIDUE = (
    ("256times256", "All inputs are resized to 256times256 before the {part} is applied."),
    ("1.2xsim3.3x", "The optimized implementation is 1.2xsim3.3x faster than the reference."),
    ("w.r.t.~the", "We report {metric} w.r.t.~the number of {signal}."),
    ("sim14B", "Backbones with 1.3B sim14B parameters are compared."),
    ("10^{-4}", "The learning rate of 10^{-4} is kept fixed in all runs."),
)
"""What the loss of dollar signs and backslashes leaves of LaTeX, and a sentence that holds it."""

MODIFIERS = (
    *("hierarchical", "shared", "two-stage", "multi-scale", "self-supervised", "sparse", "probabilistic", "low-rank"),
    *("modular", "gated", "cross-modal", "residual", "adaptive", "compact", "pretrained", "iterative", "causal"),
    *("permutation-invariant", "memory-efficient", "confidence-weighted", "language-conditioned", "factorized"),
)
"""What may stand before a method or a part, so that the vocabulary has the long tail of a real one."""

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
