"""Lists of words and nothing else: closed classes, academic filler, spelling pairs.

What a listed word does to a phrase is decided in `lexicon` and `phrases`.
"""

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

# Verbs whose forms are also nouns by the lexicon, but hardly ever in abstracts.
VERBS = frozenset(
    "use uses show shows propose proposes make makes find finds need remain remains leverage leverages help helps "
    "allow allows give gives take takes get gets let lets keep keeps put set's see sees know knows think thinks "
    "perform performs achieve achieves enable enables improve improves provide provides introduce introduces present "
    "presents demonstrate demonstrates develop develops require requires include includes consider considers address "
    "addresses aim aims seek seeks yield yields exhibit exhibits struggle struggles hinder hinders surpass surpasses "
    "outperform outperforms reveal reveals establish establishes exploit exploits employ employs combine combines "
    "suffer suffers lack lacks rely relies tend tends lead leads mitigate mitigates tackle tackles pose poses emerge "
    "emerges arise arises exist exists occur occurs become becomes describe describes discuss discusses explore "
    "explores investigate investigates examine examines highlight highlights underscore underscores suggest suggests "
    "indicate indicates identify identifies confirm confirms offer offers extend extends ensure ensures generate "
    "generates capture captures adopt adopts overcome overcomes alleviate alleviates hold holds bring brings run runs "
    "go goes come comes say says turn turns try tries ask asks tell tells want wants call calls bear bears cause "
    "causes involve involves contain contains depend depends differ differs fall falls fail fails follow follows "
    "happen happens learn learns maintain maintains obtain obtains prove proves receive receives seem seems appear "
    "appears serve serves start starts stay stays vary varies work's".split()
)

# Adjectives and participles that judge, point or announce; a phrase starts after them.
FILLER_MODIFIERS = frozenset(
    "novel new newly proposed existing current previous prior recent latest traditional conventional common typical "
    "popular standard extensive comprehensive thorough rigorous significant substantial considerable notable "
    "remarkable impressive promising superior excellent outstanding competitive strong stronger weak better best good "
    "great effective efficient simple simplified easy practical powerful useful important crucial critical key main "
    "major primary central essential fundamental vital core potential possible available relevant suitable "
    "appropriate necessary sufficient specific particular general overall entire whole full complete total additional "
    "further extra final initial first second third fourth two three four five six seven eight nine ten hundred "
    "thousand million billion dozen last next following preceding aforementioned underlying corresponding resulting "
    "involved well-known state-of-the-art sota cutting-edge so-called ever-growing ever-increasing growing increasing "
    "increased emerging rapid wide widespread broad broader wider vast huge massive enormous greater substantially "
    "inherent intrinsic unique innovative original interesting intriguing surprising unprecedented challenging "
    "difficult hard straightforward severe serious limited limiting little minimal higher lower larger smaller fewer "
    "longer shorter faster slower highest lowest largest smallest fastest improved enhanced desired desirable "
    "required given considered obtained introduced developed designed presented described studied investigated "
    "reported provided used utilised utilized employed adopted applied related associated aimed believed named called "
    "known unknown well-established well-studied long-standing longstanding real actual true ideal optimal "
    "near-optimal suboptimal meaningful valuable insightful clear comparable similar analogous identical consistent "
    "leading seminal pioneering first-ever non-trivial nontrivial easy-to-use plug-and-play one-size-fits-all "
    "publicly openly freely worth able unable likely unlikely due prone prevalent ubiquitous pivotal noteworthy "
    "intricate inevitable early earlier late later old older big bigger small large-scale small-scale high low long "
    "short large right left top bottom poor rich richer sole single double triple few many average averaged mean "
    "worst worst-case same-sized equal different varying varied diverse distinct".split()
) - frozenset(
    # Telling inside a term (`large language model`, `low-rank`, `optimal transport`, `few-shot`, `mean field`).
    "large small long short high low deep full optimal standard general hard weak strong single double mean average "
    "left right top bottom central core first second complete critical minimal early late rich real true complete "
    "sparse limited-memory total original unknown intrinsic fundamental vital mean large-scale efficient key equal".split()
)

# Nouns that say nothing on their own, and nothing with nothing but each other.
FILLER_NOUNS = frozenset(
    "paper papers work works study studies article survey review approach approaches method methods methodology "
    "methodologies technique techniques framework frameworks solution solutions strategy strategies scheme schemes "
    "procedure procedures result results finding findings conclusion conclusions contribution contributions problem "
    "problems issue issues challenge challenges limitation limitations drawback drawbacks gap gaps experiment "
    "experiments evaluation evaluations analysis analyses comparison comparisons investigation assessment performance "
    "improvement improvements gain gains increase increases decrease decreases reduction advance advances advancement "
    "advancements progress development developments success successes effectiveness efficiency efficacy superiority "
    "ability abilities capability capabilities capacity potential power importance significance role roles impact "
    "impacts effect effects influence benefit benefits advantage advantages disadvantage disadvantages strength "
    "strengths weakness weaknesses application applications use uses usage utility need needs demand demands "
    "requirement requirements goal goals aim aims objective objectives purpose purposes task tasks setting settings "
    "scenario scenarios case cases situation situations condition conditions context contexts domain domains area "
    "areas field fields aspect aspects factor factors feature features property properties characteristic "
    "characteristics attribute attributes element elements component components part parts piece step steps stage "
    "stages phase phases process processes way ways manner means kind kinds type types form forms class classes "
    "category categories group groups set sets series collection collections variety range ranges number numbers "
    "amount amounts quantity level levels degree degrees rate rates ratio value values order size sizes scale scales "
    "length lengths term terms basis base point points end ends side sides example examples instance instances sample "
    "samples fact facts idea ideas concept concepts notion insight insights perspective perspectives view views "
    "question questions answer answers reason reasons understanding knowledge information input inputs output outputs "
    "system systems model models tool tools mechanism mechanisms module modules pipeline pipelines architecture "
    "architectures structure structures design designs algorithm algorithms data dataset datasets benchmark "
    "benchmarks baseline baselines metric metrics score scores measure measures code project page website time times "
    "year years day days hour hours month months week weeks minute second seconds people researcher researchers "
    "author authors user users practitioner practitioners community communities state states art literature research "
    "science theory practice evidence support interest attention attempt attempts effort efforts lack absence "
    "presence existence addition combination integration implementation introduction proposal change changes "
    "difference differences variation variations difficulty difficulties complexity cost costs quality accuracy "
    "precision recall error errors loss degradation drop margin margins rise growth trend trends future past "
    "direction directions path paths place position positions line lines world life reality thing things lot plenty "
    "majority rest variant variants version versions alternative alternatives option options choice choices "
    "counterpart counterparts competitor competitors predecessor predecessors percentage percent average total "
    "overview summary discussion exploration focus emphasis guide foundation cornerstone testbed avenue avenues "
    "paradigm paradigms landscape era adoption availability feasibility validity reliability usefulness viability "
    "extent scope nature behavior behaviors behaviour behaviours outcome outcomes consequence consequences "
    "implication implications trade-off trade-offs tradeoff tradeoffs bottleneck bottlenecks hurdle hurdles barrier "
    "barriers obstacle obstacles concern concerns risk risks resource resources github repository link url http https "
    "www com org arxiv supplementary material materials appendix section figure table equation case-study "
    "proof-of-concept rule rules constraint constraints assumption assumptions hypothesis parameter parameters "
    "variable variables configuration configurations test tests dimension dimensions space representation "
    "representations function functions operation operations mode modes content contents item items unit units object "
    "objects action actions event events entity entities sequence sequences pattern patterns signal source sources "
    "target targets region regions environment environments interaction interactions relation relations relationship "
    "relationships connection connections dependency dependencies correlation correlations".split()
)

# Words that are no terms alone, in any field: too general to count.
GENERIC_NOUNS = frozenset(
    "principle consumption mitigation accumulation inefficiency instability infrastructure reflection library "
    "coupling proxy injection mapping dynamics anchor reversal redistribution friction cancellation approval payment "
    "permission registry workspace handoff recoverability adjudication lifecycle counterexample alphabet saturation "
    "quantification curation mixing screening temporal-order portfolio constellation erasure induction formalization "
    "compliance schema solver predictor spectrum annotator evaluator simulator weighting consensus plausibility "
    "imbalance shortcut cohort automation personalization ability abnormality absorption abstraction abundance "
    "academia acceleration acceptance accessibility accident accordance accounting achievement acquisition activation "
    "activity actor adaptability adaptation addition adherence adjustment admission advent advertising advice agency "
    "agenda aggregation agreement air allocation ambiguity amplification analog analyst anatomy annotation answering "
    "anticipation appearance apple applicability appropriateness approximation argument arrangement article "
    "articulation artifact artist assembly asset assignment assistance assistant association assurance asymmetry "
    "attitude attraction audience authority authorship avatar averaging avoidance awareness axis backbone beginning "
    "belief beta billion blueprint body book boundary branching breadth breakdown breakthrough brightness business "
    "calculation car carrier categorization ceiling cell century certainty certification character characterization "
    "checklist checkpoint child circuit circumstance city clarification clarity classification clause client closing "
    "clothing coalition coefficient coherence collaboration color column commitment communication community "
    "compactness company compatibility compatible compensation competence competition compilation completeness "
    "completion composition comprehension computation computer computing concatenation concentration conditioning "
    "conference confidence confirmation confusion conjunction consideration consistency consolidation construction "
    "consultation consumer context continuation continuity contraction contradiction contributor controller "
    "convention conversation conversion cooperation coordination corpus correction correctness correspondence "
    "corruption cost counting country coverage covering creation creativity creator credibility crisis criteria "
    "criterion critic culture customer customization dealing death decade decision decision-maker decoder deficiency "
    "deficit definition delegation deletion delineation delivery demo demonstration density dependence deployment "
    "depth derivation description desiderata desideratum designer destination detail detection determination "
    "developer deviation device diagnosis dialect diameter dictionary differentiation dilemma dilution disagreement "
    "disaster disclosure discovery discrepancy discrimination disease disparity displacement disruption distinction "
    "distraction distribution disturbance divergence diversity division doctor document documentation dominance door "
    "driver duration earth east ecosystem edge editing editor education elimination embodiment emergence encoder "
    "energy enforcement engagement engine engineering enhancement enterprise entry envelope episode epoch equipment "
    "equivalence escalation essence estimation event evolution examination exception execution exemplar expansion "
    "expectation expense experimentation expert explanation explosion exponent exposure expression expressiveness "
    "extension extraction extractor extrapolation eye fabrication face facility failing failure family feedback "
    "fidelity filing filtering flexibility flight fluctuation fluency food footage formalism formation formulation "
    "forum fostering frame freedom frequency frontier functionality fusion game gathering generality generation "
    "generator geometry gold goods governance government grading granularity grid groundwork group grouping guidance "
    "guideline hair hand handful handling hardness hardware head headroom health height helpfulness hierarchy "
    "hindsight history holding home house household human identification identity illumination illustration image "
    "imagery impression inability inaccuracy incentive inclusion incompatibility inconsistency incorporation "
    "independence indicator industry inequality inference ingredient injury innovation input inquiry insertion "
    "inspection inspiration institution instruction integer integration integrity intelligence intensity intention "
    "interference internet interplay interpretation intersection interval intervention intuition inversion investment "
    "invocation involvement irregularity isolation iteration judgment justification key keyword label laboratory lane "
    "language law layer leader leakage learner learning lesson life light lighting likelihood line linkage listening "
    "loading locality localization location lookup machine magnitude maintenance management manager manifestation "
    "manipulation manuscript map marker market marking math mathematics matrix meaning measurement media medicine "
    "meeting member membership memory men milestone million millisecond minimization minority mission mixture "
    "mobility modeling modification moment momentum money motif motion motivation movement multiplication multiplier "
    "narrowing naturalness nature necessity neighborhood network neutrality news night node north novelty obligation "
    "observation observer occupancy occupation offering office omission one ones online onset opacity operator "
    "opinion opponent opportunity optima optimization optimum oracle orchestration ordering organ organization "
    "orientation origin oversight pairing panorama par paradox parent parity participant participation particle "
    "passage pathway patient payoff penalty penetration percentile perception persistence person personality "
    "perturbation phantom phenomena phenomenon photo pitfall pixel placement planning plateau platform play player "
    "point policy popularity population portrait possibility poster power practicality predictability prediction "
    "preference preparation presentation preservation prevalence prevention price primitive priority privacy "
    "processing production productivity proficiency programming progression projection projector proliferation "
    "promotion propagation propensity proposer prose protection provenance provider proving proximity public "
    "publication punctuation purification pursuit query questioning rating rationale reaction reader readiness "
    "readout realism realization realm receiver recipe recognition recommendation recording recovery recurrence "
    "refinement refusal regime regularity regulation rejection relaxation relevance reliance removal reordering "
    "repetition replacement reporting researcher resistance resolution response responsibility responsible "
    "restriction retention retrieving reviewer revision richness rigidity road rotation rule running safety-critical "
    "sale sales satisfaction saving savings scanner scanning scarcity scene school scientist scoring selection "
    "selector semantic sensitivity sentence separation sequence server serving session setup severity shape shaping "
    "sharpness shifting shortage shortcoming signature similarity simplicity simplification skeleton smoothness "
    "snapshot society software south speaker speaking specialization specification speed speedup sphere stability "
    "stabilization stance statement statistics status storage story street student submission subset substitution "
    "substrate suffering sufficiency suggestion suitability suite supervision supervisor suppression surroundings "
    "susceptibility switching symbol symmetry symptom synthesis taking teacher teaching team technology tendency "
    "termination terminology testing text theme theorem thickness thinking thousand timing tolerance toolbox toolkit "
    "topic tracing tracker traction tradition training trait transaction transformation translation transmission "
    "transparency treatment tree triangle triangulation trillion truncation truth turning unification uniformity "
    "uniqueness universality university usability user utilization validation vanilla variability vehicle velocity "
    "vendor verbosity verdict verification versatility view viewer viewpoint violation visibility visible "
    "visualisation visualization vocabulary voting vulnerability warning water waveform web weight west width winner "
    "wisdom women word worker workflow working workload world writer writing yes".split()
)

# Ordinary words that are verbs or adjectives too, and still name a subject on their own.
TELLING_WORDS = frozenset(
    "anchor anomaly antibody attack attention autism bacterium benchmark bias blood bone cache cancer cohort compiler "
    "copyright depression depth derivative dialogue diet diffusion drift drone drug embedding ensemble enzyme gait "
    "gaze gender gene genome graph harness hate hormone kernel laser lattice lesion lidar manifold mesh misuse muscle "
    "narrative noise ontology phenotype phonon plasma pregnancy prompt prototype radar reward rubric search "
    "segmentation stereotype swarm texture token transfer transformer tumor vaccine vector virus vision watermark".split()
)

# Words that the lexicon does not hold and that are no terms alone: markup, Greek letters, verbs.
STRAY_WORDS = frozenset(
    "mu omega mm vol ibid pt priori infinity sub sup department thought coming union tau phi psi eta pro plus ultra mini turbo instruct preview held-out wall-clock rho sigma lambda theta random-seed factorial "
    "mcnemar fallback endpoint backend building f1 2d u0 max min ad-hoc alpha anonymous.4open approx cdot codebase "
    "conflate conflates conflating context-dependent correlates decouple decouples denoise eleven emph epistemic "
    "epsilon fifteen finetune follow-up follow-ups frac free-form free-text gamma generalizability geq git github.com "
    "gold-standard href http https huggingface ii iii informativeness instantiate instantiates instantiation io iv "
    "kappa km ldots leq mathbb mathbf mathcal mathrm ms near-human near-perfect near-zero nonlinear occurrence "
    "offline onboard operationalize operationalizes overfit parametric pp pretrain reframe reframes reshape reshapes "
    "roadmap runtime separability sim smartphone sqrt stakeholder stakeholders subtask synergizes text-only textbf "
    "textit textsc texttt thirteen time-consuming twelve underline underperform underperforms vi webpage www".split()
)

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
    "actual".split()
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

# Phrases that the rules above would take for filler, and that name a subject all the same.
KEPT_PHRASES = frozenset(
    {
        "external memory",
        "external knowledge",
        "general relativity",
        "general anesthesia",
        "single cell",
        "shared memory",
        "stable diffusion",
        "simple random sampling",
        "full duplex",
        "robust optimization",
        "robust control",
        "single photon",
        "partial differential equation",
        "internal model",
        "high energy physics",
        "low rank adaptation",
        "key value cache",
        "key frame",
        "open domain question answering",
        "open vocabulary segmentation",
        "multiple sclerosis",
        "multiple instance learning",
        "high dynamic range",
        "high blood pressure",
        "low birth weight",
        "critical point",
        "critical care",
        "critical thinking",
        "key management",
        "general intelligence",
        "artificial general intelligence",
        "general game playing",
        "robust statistics",
        "robust regression",
        "open source software",
        "open set recognition",
        "question answering",
        "visual question answering",
        "data structure",
        "task planning",
        "human pose",
        "domain knowledge",
        "language model",
        "large language model",
        "vision language model",
        "diffusion model",
        "world model",
        "foundation model",
        "reward model",
        "generative model",
        "latent variable model",
        "hidden markov model",
        "reasoning model",
        "large reasoning model",
        "statistical model",
        "language modeling",
        "mixture model",
        "graphical model",
        "deep learning model",
        "multimodal model",
        "multi-agent system",
        "recommender system",
        "recommendation system",
        "dialogue system",
        "operating system",
        "expert system",
        "control system",
        "dynamical system",
        "distributed system",
        "information system",
        "intrusion detection system",
        "computational complexity",
        "time complexity",
        "sample complexity",
        "communication cost",
        "training data",
        "synthetic data",
        "big data",
        "open data",
        "missing data",
        "time series data",
        "tabular data",
        "sensor data",
        "domain generalization",
        "domain adaptation",
        "knowledge base",
        "knowledge graph",
        "data augmentation",
        "data mining",
        "data science",
        "data privacy",
        "model compression",
        "model merging",
        "model editing",
        "model checking",
        "model selection",
        "feature extraction",
        "feature selection",
        "feature engineering",
        "mutual information",
        "side information",
        "information retrieval",
        "information extraction",
        "information theory",
        "image quality",
        "air quality",
        "water quality",
        "software quality",
        "data quality",
        "service quality",
        "speech quality",
        "action recognition",
        "object detection",
        "human motion",
        "human evaluation",
        "human feedback",
        "human preference",
        "kernel method",
        "ensemble method",
        "finite element method",
        "monte carlo method",
        "numerical method",
        "bayesian method",
        "gradient method",
        "boundary element method",
        "decision process",
        "markov process",
        "gaussian process",
        "point process",
        "stochastic process",
        "diffusion process",
        "business process",
        "attention mechanism",
        "routing problem",
        "inverse problem",
        "optimization problem",
        "scheduling problem",
        "word error",
        "inference time",
        "model collapse",
        "user interface",
        "user study",
        "user experience",
        "case law",
        "randomized trial",
        "clinical trial",
        "risk factor",
        "side effect",
        "quality control",
        "test-time training",
        "deep learning",
        "machine learning",
        "unlabeled data",
        "labeled data",
        "context length",
        "context window",
        "long context",
        "short-term memory",
        "open source",
        "source code",
        "code generation",
        "system identification",
        "domain shift",
        "target domain",
        "source domain",
        "downstream task",
        "few-shot learning",
        "theory of mind",
        "game theory",
        "information gain",
        "multi-task learning",
        "task vector",
    }
)

# Filler as a whole phrase, whatever its parts; canonical spelling, one space, singular head.
FILLER_PHRASES = frozenset(
    {
        "forward pass",
        "evaluation protocol",
        "design principle",
        "reference image",
        "correct answer",
        "upper bound",
        "lower bound",
        "wide range",
        "broad range",
        "large number",
        "small number",
        "high quality",
        "high performance",
        "real world",
        "case study",
        "ablation study",
        "experimental result",
        "experimental evaluation",
        "experimental analysis",
        "empirical result",
        "empirical evaluation",
        "empirical study",
        "empirical analysis",
        "empirical evidence",
        "future work",
        "future research",
        "future direction",
        "related work",
        "source code",
        "project page",
        "github repository",
        "open question",
        "open problem",
        "state of the art",
        "large amount",
        "large scale",
        "real time",
        "end to end",
    }
)

# -ing words that name an activity or a thing; other -ing words are read as verbs unless the lexicon knows the noun.
GERUNDS = frozenset(
    "learning reasoning training tuning finetuning fine-tuning pretraining pre-training merging prompting captioning "
    "embedding encoding decoding clustering sampling planning modeling modelling processing understanding rendering "
    "splatting editing forecasting scheduling mapping tracking parsing tagging labeling labelling ranking reranking "
    "re-ranking retrieving pruning distilling quantizing caching batching routing steering unlearning watermarking "
    "jailbreaking hacking alignment grounding segmenting imaging sensing monitoring testing debugging programming "
    "computing scaling pooling masking matching blending mixing folding docking sequencing screening filtering "
    "denoising deblurring deraining inpainting outpainting upsampling downsampling super-resolving stitching "
    "registration hashing indexing crawling mining streaming coding vibe-coding tokenizing chunking questioning "
    "answering question-answering summarizing summarising storytelling writing reading listening speaking singing "
    "driving navigating grasping walking manufacturing engineering marketing banking trading pricing hedging lending "
    "farming fishing drilling welding bonding coupling spacing timing meaning setting finding building being warning "
    "boosting bagging stacking smoothing averaging weighting voting bootstrapping annealing branching backtracking "
    "bargaining auctioning teaching tutoring grading proctoring counseling nursing aging ageing dating hearing vision "
    "lip-reading eavesdropping fuzzing phishing spoofing poisoning tampering signing blockchain offloading networking "
    "beamforming precoding multiplexing multicasting broadcasting signaling signalling switching role-playing "
    "roleplaying decision-making problem-solving theorem-proving proving red-teaming teaming reinforcing conditioning "
    "shaping swapping relighting rigging skinning texturing meshing gaming staining profiling phenotyping genotyping "
    "splicing crowding crowdsourcing outsourcing forgetting overfitting underfitting overthinking underthinking "
    "thinking slicing sketching drawing painting dancing cooking shopping advertising bidding recommending lensing "
    "scattering tunneling tunnelling heating cooling lasing doping etching sintering counting wayfinding shadowing "
    "fading sharding partitioning checkpointing logging tracing provisioning refactoring".split()
)

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

# American spelling by British one, where no ending rule says it.
BRITISH = {
    "colour": "color",
    "behaviour": "behavior",
    "neighbour": "neighbor",
    "neighbourhood": "neighborhood",
    "favour": "favor",
    "favourable": "favorable",
    "labour": "labor",
    "tumour": "tumor",
    "vapour": "vapor",
    "humour": "humor",
    "rumour": "rumor",
    "honour": "honor",
    "centre": "center",
    "fibre": "fiber",
    "metre": "meter",
    "litre": "liter",
    "theatre": "theater",
    "calibre": "caliber",
    "modelling": "modeling",
    "labelling": "labeling",
    "labelled": "labeled",
    "unlabelled": "unlabeled",
    "modelled": "modeled",
    "travelling": "traveling",
    "signalling": "signaling",
    "channelling": "channeling",
    "cancelling": "canceling",
    "cancelled": "canceled",
    "tunnelling": "tunneling",
    "fuelled": "fueled",
    "levelling": "leveling",
    "counselling": "counseling",
    "programme": "program",
    "defence": "defense",
    "offence": "offense",
    "licence": "license",
    "catalogue": "catalog",
    "dialogue": "dialog",
    "analogue": "analog",
    "grey": "gray",
    "artefact": "artifact",
    "ageing": "aging",
    "disc": "disk",
    "aluminium": "aluminum",
    "sulphur": "sulfur",
    "oestrogen": "estrogen",
    "haemoglobin": "hemoglobin",
    "anaemia": "anemia",
    "leukaemia": "leukemia",
    "paediatric": "pediatric",
    "orthopaedic": "orthopedic",
    "foetal": "fetal",
    "oesophageal": "esophageal",
    "diarrhoea": "diarrhea",
    "judgement": "judgment",
    "acknowledgement": "acknowledgment",
    "skilful": "skillful",
    "enrol": "enroll",
    "fulfil": "fulfill",
    "plough": "plow",
    "tyre": "tire",
    "mould": "mold",
    "cheque": "check",
    "sceptical": "skeptical",
    "manoeuvre": "maneuver",
}
