"""What every abstract says whatever its subject: modifiers, nouns and whole phrases."""

# ruff: noqa: SIM905

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
    "worst worst-case same-sized equal different varying varied diverse distinct "
    # What follows `in`, `ex` or `a` in Latin: neither begins a phrase nor, below, is one.
    "silico vivo vitro situ vacuo utero posteriori priori".split()
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
    "relationships connection connections dependency dependencies correlation correlations "
    "silico vivo vitro situ vacuo utero posteriori priori".split()
)

# Filler as a whole phrase, whatever its parts; canonical spelling, one space, singular head.
FILLER_PHRASES = frozenset(
    (
        "ablation study; broad range; case study; correct answer; design principle; double-edged sword; empirical analysis; empirical evaluation; "
        "empirical evidence; empirical result; empirical study; end to end; eu ai; evaluation protocol; experimental "
        "analysis; experimental evaluation; experimental result; forward pass; future direction; future research; future "
        "work; github repository; high performance; high quality; image modality; large amount; large number; large scale; "
        "lower bound; medical decision; open problem; open question; project page; real time; real world; reference image; "
        "related work; research artifact; research loop; single image; small number; source code; state of the art; upper "
        "bound; wide range"
    ).split("; ")
)
