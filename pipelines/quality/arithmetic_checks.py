"""Checks on our own arithmetic: each is SQL that returns the rows that break it. None of them stops a run."""

from warehouse.schema.rules import Rule

_TOO_HEAVY = "sum(weight) > 1 + 1e-6"
INDEX_AGAIN = "DELETE FROM internal.indexed_papers"
"""Where no paper is noted as indexed, the next run indexes the words of all papers again."""

_FORMS_OF_TWO_TERMS = "FROM term_variants WHERE rule <> 'acronym' GROUP BY variant HAVING count(DISTINCT term_id) > 1"

ARITHMETIC: tuple[Rule, ...] = (
    Rule(
        "papers_of_words_are_counted",
        "words",
        "A word has as many rows in paper_words as it has papers.",
        "SELECT word_id, papers, held FROM words FULL JOIN (SELECT word_id, count(*) AS held FROM paper_words "
        "GROUP BY word_id) USING (word_id) WHERE papers IS DISTINCT FROM held",
        kind="arithmetic",
        withhold=INDEX_AGAIN,
    ),
    Rule(
        "words_are_those_of_the_papers",
        "indexed_papers",
        "The words of every paper are indexed, and those of its present text.",
        "SELECT paper_number, papers.text_hash, indexed_papers.text_hash AS indexed FROM papers "
        "FULL JOIN internal.indexed_papers USING (paper_number) WHERE papers.text_hash IS "
        "DISTINCT FROM indexed_papers.text_hash",
        kind="arithmetic",
        withhold=INDEX_AGAIN,
    ),
    Rule(
        "terms_are_found_in_english_papers",
        "paper_terms",
        "Only papers in English have terms.",
        "SELECT DISTINCT paper_id, term_id FROM paper_terms JOIN papers USING (paper_id) WHERE language <> 'en'",
        kind="arithmetic",
        verdicts="term",
    ),
    Rule(
        "papers_and_mentions_of_terms_are_counted",
        "terms",
        "A term's papers and mentions are those of its rows in paper_terms.",
        "SELECT term_id, term, papers, mentions, held.* EXCLUDE (term_id) FROM terms "
        "LEFT JOIN (SELECT term_id, count(*) AS held_papers, sum(mentions) AS held_mentions FROM paper_terms "
        "GROUP BY term_id) AS held USING (term_id) WHERE papers IS DISTINCT FROM held_papers OR mentions IS "
        "DISTINCT FROM held_mentions",
        kind="arithmetic",
        verdicts="term",
    ),
    Rule(
        "every_term_has_a_variant",
        "terms",
        "Every term has at least one form.",
        "SELECT term_id, term FROM terms ANTI JOIN term_variants USING (term_id)",
        kind="arithmetic",
        verdicts="term",
    ),
    Rule(
        "ranks_have_no_holes",
        "keywords",
        "The keywords of a paper are ranked 1, 2, 3 … without a hole.",
        "SELECT paper_id, count(*) AS keywords, max(rank) AS last FROM keywords GROUP BY paper_id "
        "HAVING keywords <> last",
        kind="arithmetic",
        withhold=(
            "DELETE FROM keywords WHERE paper_id IN (SELECT paper_id FROM keywords GROUP BY paper_id "
            "HAVING count(*) <> max(rank))"
        ),
    ),
    Rule(
        "every_english_paper_has_one_primary_theme",
        "paper_themes",
        "Every paper in English has exactly one primary theme, where there are themes.",
        "SELECT paper_id, primary_themes, theme_id "
        "FROM (SELECT paper_id, count(theme_id) FILTER (is_primary) AS primary_themes FROM papers "
        "LEFT JOIN paper_themes USING (paper_id) WHERE language = 'en' AND EXISTS (FROM themes) GROUP BY paper_id "
        "HAVING primary_themes <> 1) LEFT JOIN paper_themes USING (paper_id)",
        kind="arithmetic",
        verdicts="theme",
    ),
    Rule(
        "weights_of_a_paper_add_up_to_at_most_one",
        "paper_themes",
        "The weights of a paper's themes add up to at most 1.",
        f"SELECT paper_id, sum(weight) AS weights FROM paper_themes GROUP BY paper_id HAVING {_TOO_HEAVY}",
        kind="arithmetic",
        withhold=(
            "DELETE FROM paper_themes WHERE NOT is_primary AND paper_id IN (SELECT paper_id FROM paper_themes "
            f"GROUP BY paper_id HAVING {_TOO_HEAVY})"
        ),
    ),
    Rule(
        "papers_of_themes_are_counted",
        "themes",
        "A theme's papers are those whose primary theme it is.",
        "SELECT theme_id, label, papers, count(paper_id) AS held FROM themes LEFT JOIN (FROM paper_themes "
        "WHERE is_primary) USING (theme_id) GROUP BY ALL HAVING papers <> held",
        kind="arithmetic",
        verdicts="theme",
    ),
    Rule(
        "dated_papers_are_counted_once",
        "periods",
        "The months hold every paper in English that is dated to the month, once.",
        "SELECT counted, dated FROM (SELECT coalesce(sum(papers), 0) AS counted FROM periods "
        "WHERE grain = 'month'), (SELECT count(*) AS dated FROM papers WHERE language = 'en' AND month IS NOT NULL) "
        "WHERE counted <> dated",
        kind="arithmetic",
        verdicts="every",
    ),
    Rule(
        "shares_of_terms_are_papers_over_papers",
        "term_counts",
        "A term's share is its papers over the papers of the period, from 0 to 1.",
        "SELECT grain, period_start, term_id, term, share FROM term_counts "
        "LEFT JOIN periods USING (grain, period_start) "
        "WHERE (abs(share - term_counts.papers / periods.papers) <= 1e-9 AND share BETWEEN 0 AND 1) IS NOT TRUE",
        kind="arithmetic",
        verdicts="term",
    ),
    Rule(
        "months_of_terms_add_up",
        "term_counts",
        "A term's papers over all months are its papers that are dated to the month.",
        "SELECT term_id, held, counted FROM (SELECT term_id, count(*) AS held FROM paper_terms "
        "ANTI JOIN (FROM papers WHERE month IS NULL) USING (paper_id) GROUP BY term_id) "
        "FULL JOIN (SELECT term_id, sum(papers) AS counted FROM term_counts WHERE grain = 'month' "
        "GROUP BY term_id) USING (term_id) WHERE held IS DISTINCT FROM counted",
        kind="arithmetic",
        verdicts="term",
    ),
    Rule(
        "shares_of_themes_are_papers_over_papers",
        "theme_counts",
        "A theme's share is its papers over the papers of the period, from 0 to 1.",
        "SELECT grain, period_start, theme_id, label, share FROM theme_counts "
        "LEFT JOIN periods USING (grain, period_start) "
        "WHERE (abs(share - theme_counts.papers / periods.papers) <= 1e-9 AND share BETWEEN 0 AND 1) IS NOT TRUE",
        kind="arithmetic",
        verdicts="theme",
    ),
    Rule(
        "a_form_counts_as_one_term",
        "term_variants",
        "No form counts as two terms, but for acronyms, which count as what the paper defines them to be.",
        f"SELECT variant, count(DISTINCT term_id) AS terms {_FORMS_OF_TWO_TERMS}",
        kind="arithmetic",
        withhold=(
            f"DELETE FROM term_variants WHERE rule <> 'acronym' AND variant IN (SELECT variant {_FORMS_OF_TWO_TERMS})"
        ),
    ),
    Rule(
        "pairs_are_ordered_and_held",
        "term_pairs",
        "The smaller term comes first, and a pair has no more papers than either of its terms.",
        "SELECT term_id_a, term_id_b, term_pairs.papers FROM term_pairs JOIN terms AS a ON a.term_id = term_id_a "
        "JOIN terms AS b ON b.term_id = term_id_b "
        "WHERE term_id_a >= term_id_b OR term_pairs.papers > least(a.papers, b.papers)",
        kind="arithmetic",
        withhold=(
            "DELETE FROM term_pairs USING terms AS a, terms AS b "
            "WHERE a.term_id = term_id_a AND b.term_id = term_id_b AND (term_id_a >= term_id_b "
            "OR term_pairs.papers > least(a.papers, b.papers))"
        ),
    ),
    *(
        Rule(
            f"growth_of_{kind}s_lies_in_its_interval",
            f"{kind}_trends",
            "Growth lies within its interval, and a verdict of rising, new or falling has an interval that excludes "
            "no change.",
            f"SELECT {kind}_id, growth_low, growth, growth_high, direction FROM {kind}_trends "
            "WHERE NOT growth BETWEEN growth_low AND growth_high OR (direction IN ('rising', 'new') "
            "AND (growth_low > 0) IS NOT TRUE) OR (direction = 'falling' AND (growth_high < 0) IS NOT TRUE)",
            kind="arithmetic",
            verdicts=kind,
        )
        for kind in ("term", "theme")
    ),
    *(
        Rule(
            f"every_{kind}_has_a_verdict",
            f"{kind}_trends",
            f"Every {kind} has a verdict, if only that there is too little evidence.",
            f"SELECT {kind}_id FROM {kind}s ANTI JOIN {kind}_trends USING ({kind}_id)",
            kind="arithmetic",
        )
        for kind in ("term", "theme")
    ),
)
"""Checks on what was computed. They withhold what breaks them, and the run goes on."""
