"""Verbs that look like nouns, and -ing words that are nouns."""

# ruff: noqa: SIM905

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
    "appears serve serves produce produces lie lies focus focuses hinge hinges declines collapses converge converges "
    "correlate correlates proceed proceeds stems start starts stay stays vary varies work's".split()
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
    "fading sharding partitioning checkpointing logging tracing provisioning refactoring traveling travelling".split()
)
