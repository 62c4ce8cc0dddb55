"""Sentence templates of the made-up abstracts and titles. Data only.

A slot in braces is filled with a phrase of the paper's topic (`topics.Topic`): ``{task}``, ``{a method}`` with its article,
``{Part}`` with a capital. ``{name}`` is the method's coined name, ``{term}`` the planted term as a mass noun or plural,
``{stem}`` its singular before a noun; no verb may depend on the number of these or of ``{problem}``. Of alternatives in
brackets, ``[first|second]``, one is taken. No template holds a planted term itself.
"""

GAPS = (
    "[Existing|Current|Published] approaches to {task} [handle the average case well|do well on clean data|are mature], but they [suffer from|struggle with|are thrown off by] {problem}.",
    "Despite [steady progress|recent advances|years of effort], [little has been done about|few methods handle] {problem}, [in particular|above all|especially] for {things}.",
    "[However|Still|Yet], current systems [treat {signal} as clean|take {signal} at face value|rely on {signal}] and [ignore|overlook|amplify] {problem}.",
    "[Most earlier work|Much of the literature] assumes that {signal} are [always available|complete|exact], [an assumption that|which] fails for {things}.",
    "[Standard|Common|Popular] pipelines for {task} [break down|degrade|slow down] in the presence of {problem}.",
    "Two [difficulties|obstacles|questions] stand out: {problem} and {problem}.",
    "What is [missing|needed] is a way to [deal with|handle|prevent] {problem} without [retraining from scratch|new annotation|access to the training data].",
    "Prior methods [ignore|sidestep|underestimate] {problem} or [pay for robustness with|sacrifice] {metric}.",
    "[We find|A pilot study shows|Experience shows] that [the usual recipe|a plain {method}] [breaks down|fails|disappoints] for {things}.",
    "[Public benchmarks|Leaderboards|Test sets] [contain|include] few [examples|cases] with {problem}.",
    "[The difficulty|The challenge|The crux] is that {signal} [say little about|do not reveal|correlate with] {problem}.",
    "[Scaling|Enlarging] the {part} [does not help|will not do] against {problem}.",
    "[Practitioners|Users|Developers] [report|complain] that {problem} [can be blamed for|can explain] most failures [in deployment|in daily use|on {things}].",
    "[It remains unclear|Little is known about] how {signal} should be [combined|weighted|used] when faced with {problem}.",
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
    "At its [core|heart] lies {a part} that [decides|learns] which {signal} [deserve attention|matter|to trust].",
    "The {part} is [trained|optimized|learned] jointly with the {part}, so that [errors|mistakes] of one can be [corrected|absorbed] by the other.",
    "{A part} keeps [training|the whole] [cheap|affordable].",
    "Instead of [discarding|ignoring] {things}, {name} [weights|scores] them by means of the {part}.",
    "We [derive|propose|use] a [training objective|loss|regularizer] that [penalizes|discourages] {problem} [directly|explicitly].",
    "[During inference|At test time|Once trained], the {part} is [evaluated|run] only once.",
    "[We observe|The idea is|Our insight is] that {signal} can be used to [detect|anticipate|undo] {problem} [early|before it is too late|in time].",
    "{A part} [guides|conditions|initializes] {a part}, which [then refines|corrects|completes] the [output|result].",
    "[Training|Learning] [moves|proceeds] from [easy cases|simple examples] to {things}.",
    "Unlike [earlier|previous|rival] designs, the {part} needs [no labels beyond|nothing but] {signal}.",
    "[We prove|It can be shown|Our analysis shows] that the {part} [converges|stays consistent] as more {signal} are observed.",
    "The {part} and the {part} [exchange|share] [features|states|parameters].",
    "[Since|Because] [annotation|supervision] is [expensive|scarce], we [pretrain|warm up] the {part} on {signal}.",
    "Given {signal}, the {part} [proposes|ranks|generates] candidates and the {part} [filters|verifies|re-scores] them.",
    "[Crucially|Importantly|Notably], gradients [flow|pass] through the {part}.",
    "We [inject|mix in|add] {signal} [at every layer|at several scales|late in the network] by means of {a part}.",
    "To [cope with|guard against|compensate for] {problem}, the {part} is [trained on perturbed|exposed to corrupted|regularized with] {signal}.",
    "{A part} and {a part} can be [exchanged|replaced|updated] independently.",
    "[We balance|A single weight balances] the {part} against the {part}.",
    "{A method} [serves as teacher for|is distilled into] {a method}.",
    "[The design couples|We couple] {a part} with {signal} [in closed form|through attention|by optimal transport].",
    "[Conditioned|Trained] on {signal}, the {part} [separates|disentangles] {things} from {problem}.",
    "{Signal} are [encoded|tokenized|embedded] by {a part} and [decoded|read out] by {a part}.",
    "For {things}, the {part} is [replaced by|extended with] {a part}.",
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
    "[Ablations|Ablation studies|Controlled comparisons] [attribute most of the gain to|point to|highlight] the {part}.",
    "[Remaining errors|Most failures|The failures that remain] can be [traced to|explained by|attributed to] {problem}.",
    "[Surprisingly|Interestingly|In contrast to scale], [better|more|cleaner] {signal} [help more than|matter more than] a larger {part}.",
    "[Gains grow|Performance grows|Accuracy grows] with the [amount|number|quality] of {signal}.",
    "Removing the {part} costs {gain} in {metric}, [whereas|while] removing the {part} costs [little|next to nothing].",
    "The [representation|model] [transfers|generalizes] to {task} [without any change|with minor changes|out of the box].",
    "We [also report|analyse|document] [where the method fails|failure cases], notably [in the presence of|caused by] {problem}.",
    "The [improvement|advantage|benefit] [holds|persists] for {things}, which were [never seen in training|held out|added later].",
    "[A closer look reveals|Our analysis reveals|We further show] that {metric} [hides|masks|averages over] {problem}.",
    "[Experts|Reviewers|Annotators] who [inspected|rated] {count} outputs found {problem} in only {percent} of them.",
    "[Moreover|In addition|Finally], the {part} can be [pruned|compressed|quantized] by {percent} with no loss in {metric}.",
    "[The same holds|This also works] for {task}, where {signal} are [harder to come by|rarely recorded].",
    "We find no such effect for {things}[, and explain why.|.|; possible reasons are discussed.]",
    "[Inference|Training] [runs on a single GPU|fits on one workstation|takes less than a day].",
    "On {things}, the {part} [accounts for|explains] {percent} of the [variance|improvement].",
    "[Swapping|Replacing] the {part} for {a part} [leaves|keeps] {metric} [unchanged|intact].",
    "[Both|The effects of] {signal} and {signal} are [complementary|additive].",
    "With {percent} of the {signal}, {name} still [matches|equals] the [baseline|previous best] in {metric}.",
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
    "[Recent|Concurrent|A growing body of] work has turned to {term} for {task}.",
    "We [build on|start from|extend|specialize] {term} [and adapt it to|for|with] {things}.",
    "In contrast to [earlier|previous|other] [studies of|work on] {term}, we [focus on|target|consider] {things}.",
    "We [apply|bring|tailor] {term} to {things}.",
    "We ask [whether|when|how] {term} can be made robust to {problem}.",
    "{name} [draws on|relies on|combines] {term} and {a part}.",
    "[Much can be|Little is to be|Less can be] expected of {term} where {signal} are [at hand|missing|noisy].",
    "We compare [against|with] baselines that [rely on|employ] {term}.",
    "{A stem} baseline [does well|works well|leads] on {dataset} [but fails|and fails|but disappoints] on {things}.",
    "Previous {stem} systems were [built|designed|tuned] for {task}.",
    "[Interest in|Enthusiasm for] {term} [has so far|has mostly] [bypassed|neglected] {things}.",
    "Using {term}, we [address|tackle|attack] {problem} in {task}.",
    "[Methods based on|Attempts at] {term} [have been hampered by|must cope with] {problem}.",
    "We [examine|revisit|reconsider] {term} in the light of {signal}.",
    "[Although|While] {term} [may|can] help in {task}, [few have tried it on|it has rarely met] {things}.",
    "[Can|Should] {term} be used for {task}?",
    "[We pair|Here we pair|This work pairs] {term} with {a part}.",
    "[A link|The link|A bridge] between {term} and {task} is [established|studied|made].",
    "For {task}, [some|others|many] have [proposed|suggested|tried] {term}.",
    "[Inspired by|Motivated by|Following] {term}, we [treat|model|recast] {task} [with {a part}|through {signal}].",
)

TERM_AGAIN = (
    "The [gains|benefits] of {term} are [largest|clearest|most visible] in the presence of {problem}.",
    "Compared with {term} alone, [the full system|{name}|our method] improves {metric} by {gain}.",
    "We show that {term} and the {part} [complement|reinforce] each other.",
    "[Further experiments|Additional runs] [separate|isolate] {term} from the {part}.",
    "The {stem} variant requires {percent} fewer {signal}.",
    "Without {term}, {metric} [worsens|suffers] by {gain}.",
    "With {term}, {metric} on {dataset} improves by {gain}.",
    "[On {dataset}|For {things}], {term} [can be trusted|will suffice|should be preferred].",
    "[Replacing|Removing|Disabling] {term} [hurts|lowers] {metric} on {dataset}.",
    "[What holds for|What we learn about] {term} [carries over|extends] to {things}.",
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
