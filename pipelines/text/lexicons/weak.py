"""Modifiers and heads that make no term of the rest."""

# ruff: noqa: SIM905

# Adjectives and nouns that add nothing to a filler noun (`strong performance`, `key component`, `input image`).
SOFT_MODIFIERS = frozenset(
    "direct numerical practical generation reasoning controlled random candidate surface underlying-model strong key "
    "critical unified complex real-world large-scale small-scale high low robust public annotated systematic "
    "computational simple shown high-quality low-quality input output promising stronger weaker better training "
    "overall generated major core main primary central fundamental theoretical empirical experimental quantitative "
    "qualitative comparative comprehensive detailed rich limited additional standard general generic open-source "
    "publicly-available available diverse downstream final initial target source consistent stable accurate reliable "
    "scalable flexible lightweight advanced sophisticated powerful deep-learning-based evaluation performance "
    "extensive wide-ranging optimal suboptimal superior improved state-of-the-art sota multi-stage two-stage "
    "three-stage single multiple original underlying inherent specific particular potential possible crucial "
    "fine-grained coarse low-level high-level underexplored new real actual modern contemporary early recent "
    "significant substantial negligible marginal modest moderate large small huge vast sufficient insufficient model "
    "system method data task domain research study user daily everyday long short hard easy difficult challenging "
    "important relevant irrelevant useful necessary desired whole entire full complete partial common rare frequent "
    "typical similar dissimilar distinct unique novel innovative efficient effective end-to-end plug-and-play "
    "training-free model-agnostic task-specific domain-specific general-purpose human expert automatic manual "
    "existing proposed current previous future fast slow rapid inference architectural algorithmic methodological "
    "technical application academic industrial commercial proprietary constrained principled rigorous thorough "
    "careful key-performance competitive comparable considerable notable impressive remarkable unprecedented broad "
    "broader deeper wider narrow narrower good great poor bad worst best higher lower larger smaller greater faster "
    "increasing growing emerging".split()
)

# Adjectives that judge or count: with a term after them they make no other term (`strong generalization`).
JUDGING_MODIFIERS = frozenset(
    "strong stronger strongest complex challenging better best correct incorrect individual unseen shown higher "
    "highest lower lowest poor great greater good bad careful consistent reliable effective key critical crucial "
    "additional overall extensive large-scale existing various diverse simple easy substantial significant technical "
    "actual advanced modern specialized dedicated independent holistic hybrid sophisticated intelligent exceptional seamless "
    "in-depth nuanced vital minimal accurate precise".split()
)

# Heads that make no term of what they follow, where what they follow is one already (`reasoning tasks`).
WEAK_HEADS = frozenset(
    "task performance capability ability method approach framework strategy pipeline process setting scenario "
    "application challenge result component paradigm technique solution improvement gain benchmark baseline insight "
    "innovation accuracy efficiency quality dataset problem issue model system module mechanism area field research "
    "study work workflow tool effort advance development success effectiveness efficacy outcome output experiment "
    "need requirement limitation bottleneck evaluation objective goal feature information data scheme procedure stage "
    "phase step community researcher practitioner literature landscape budget cost overhead resource failure error "
    "score metric context domain example instance sample behavior pattern".split()
)

# Heads that name what a paper is or does.
WORK_HEADS = frozenset(
    "approach framework method methodology technique strategy solution scheme procedure pipeline paradigm perspective benchmark "
    "dataset study research analysis evaluation assessment application baseline experiment investigation tool workflow".split()
)

# Modifiers that may stand before anything; what follows is a term with them only where titles say so.
VAGUE_MODIFIERS = frozenset(
    "structural structured joint full direct automated automatic analytical intermediate negative positive deterministic "
    "independent infinite finite explicit implicit external internal single dual global local clear reusable fixed matched bounded "
    "behavioral operational functional grounded confident shared separate auxiliary "
    "noisy pathological specific targeted continuous".split()
)
