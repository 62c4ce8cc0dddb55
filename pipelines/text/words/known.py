"""Phrases that are terms although the rules would drop them."""

# ruff: noqa: SIM905

# Phrases that the rules of `termhood` would take for filler, and that name a subject all the same.
KEPT_PHRASES = frozenset(
    (
        "action recognition; air quality; artificial general intelligence; attention mechanism; bayesian method; big "
        "data; boundary element method; business process; case law; clinical trial; code generation; communication cost; "
        "computational complexity; context length; context window; control system; critical care; critical point; "
        "critical thinking; data augmentation; data mining; data privacy; data quality; data science; data structure; "
        "decision process; deep learning; deep learning model; dialogue system; diffusion model; diffusion process; "
        "distributed system; domain adaptation; domain generalization; domain knowledge; domain shift; downstream task; "
        "dynamical system; ensemble method; expert system; external knowledge; external memory; feature engineering; "
        "feature extraction; feature selection; few-shot learning; finite element method; foundation model; full duplex; "
        "game theory; gaussian process; general anesthesia; general game playing; general intelligence; general "
        "relativity; generative model; gradient method; graphical model; hidden markov model; high blood pressure; high "
        "dynamic range; high energy physics; human evaluation; human feedback; human motion; human pose; human "
        "preference; image quality; inference time; information extraction; information gain; information retrieval; "
        "information system; information theory; internal model; intrusion detection system; inverse problem; kernel "
        "method; key frame; key management; key value cache; knowledge base; knowledge graph; labeled data; language "
        "model; language modeling; large language model; large reasoning model; latent variable model; long context; low "
        "birth weight; low rank adaptation; machine learning; markov process; missing data; mixture model; model "
        "checking; model collapse; model compression; model editing; model merging; model selection; monte carlo method; "
        "multi-agent system; multi-task learning; multimodal model; multiple instance learning; multiple sclerosis; "
        "mutual information; numerical method; object detection; open data; open domain question answering; open set "
        "recognition; open source; open source software; open vocabulary segmentation; operating system; optimization "
        "problem; partial differential equation; point process; quality control; question answering; randomized trial; "
        "reasoning model; recommendation system; recommender system; reward model; risk factor; robust control; robust "
        "optimization; robust regression; robust statistics; routing problem; sample complexity; scheduling problem; "
        "sensor data; service quality; shared memory; short-term memory; side effect; side information; simple random "
        "sampling; single cell; single photon; software quality; source code; source domain; speech quality; stable "
        "diffusion; statistical model; stochastic process; synthetic data; system identification; tabular data; target "
        "domain; task planning; task vector; test-time training; theory of mind; time complexity; time series data; "
        "training data; unlabeled data; user experience; user interface; user study; vision language model; visual "
        "question answering; water quality; word error; world model"
    ).split("; ")
)
