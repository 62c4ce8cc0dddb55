-- Terms that come together in more papers than chance would bring together. One row is a pair, the smaller term_id first.
--
-- A self join of paper_terms grows with the square of the terms a paper has, so it is bounded:
--   1. only terms in at least 5 papers, and in at most a fifth of all papers (those come together with everything);
--   2. one of the two must be specific: in few enough papers that the join makes at most 40 million rows, as estimated on one
--      paper in 64. Up to about 75,000 papers this leaves nothing out; in larger corpora only pairs of two
--      frequent terms are left out;
--   3. at least 3 shared papers, NPMI of at least 0.1, and so many more than expected that it is no chance.
-- Within these bounds `papers` is exact. Pairs of which one term holds the other word for word ("graph neural network",
-- "neural network"), or holds its acronym ("RL agent", "reinforcement learning"), are left out: the longer one brings the
-- shorter along. Plurals and hyphens make no difference to that.
--
-- NPMI (Bouma 2009) is ln(p_ab / (p_a p_b)) / -ln(p_ab): 0 for chance, 1 for terms that only ever come together.
-- recent_papers are those among the latest quarter of the dated papers: a pair that comes together as it always did has about
-- a quarter of its papers there, one that is newly coming together far more.
WITH corpus AS (
    SELECT count(*) AS papers, quantile_disc(published_on, 0.75) AS recent_start FROM papers WHERE language = 'en'
),

telling AS (
    SELECT term_id, terms.papers
    FROM terms
    CROSS JOIN corpus
    WHERE terms.papers >= 5 AND terms.papers <= 0.2 * corpus.papers
),

-- Numbers join faster than names, and every 64th is a fair sample.
numbered AS (
    SELECT paper_id, row_number() OVER (ORDER BY paper_id) AS paper, published_on FROM papers WHERE language = 'en'
),

held AS (
    SELECT paper, published_on, term_id, telling.papers
    FROM paper_terms
    JOIN telling USING (term_id)
    JOIN numbered USING (paper_id)
),

limits AS (
    SELECT CAST(ceil(corpus.papers * part) AS BIGINT) AS most_papers
    FROM corpus
    CROSS JOIN (VALUES (1.0), (0.05), (0.02), (0.01), (0.005), (0.002), (0.001), (0.0005), (0.0002), (0.0001)) AS parts (part)
),

-- Rows of the join for each limit: each pair of a paper's terms, less the pairs of which neither is specific.
estimated AS (
    SELECT most_papers, 64 * sum(terms * (terms - 1) / 2 - frequent * (frequent - 1) / 2) AS rows_made
    FROM (
        SELECT most_papers, paper, count(*) AS terms, count(*) FILTER (held.papers > most_papers) AS frequent
        FROM held
        CROSS JOIN limits
        WHERE paper % 64 = 0
        GROUP BY ALL
    )
    GROUP BY most_papers
),

specific AS (
    SELECT coalesce(max(most_papers) FILTER (coalesce(rows_made, 0) <= 40_000_000), min(most_papers)) AS most_papers
    FROM limits
    LEFT JOIN estimated USING (most_papers)
),

shared AS (
    SELECT
        least(one.term_id, other.term_id) AS term_id_a,
        greatest(one.term_id, other.term_id) AS term_id_b,
        count(*) AS papers,
        min(one.published_on) AS first_seen,
        count(*) FILTER (one.published_on >= recent_start) AS recent_papers
    FROM held AS one
    JOIN held AS other
        ON one.paper = other.paper
        -- The rarer term comes first, so each pair is made once and the limit is on one side only.
        AND (one.papers, one.term_id) < (other.papers, other.term_id)
    CROSS JOIN corpus
    WHERE one.papers <= (SELECT most_papers FROM specific)
    GROUP BY ALL
    HAVING count(*) >= 3
),

measured AS (
    SELECT
        shared.*,
        a.papers * b.papers / corpus.papers AS expected,
        least(ln(shared.papers / expected) / -ln(shared.papers / corpus.papers), 1.0) AS npmi,
        corpus.recent_start,
        -- Words between single spaces, without the s of the plural.
        ' ' || regexp_replace(regexp_replace(lower(a.term), '[^\pL\pN]+', ' ', 'g'), 's( |$)', '\1', 'g') || ' ' AS words_a,
        ' ' || regexp_replace(regexp_replace(lower(b.term), '[^\pL\pN]+', ' ', 'g'), 's( |$)', '\1', 'g') || ' ' AS words_b,
        ' ' || regexp_replace(lower(a.acronym), 's$', '') || ' ' AS acronym_a,
        ' ' || regexp_replace(lower(b.acronym), 's$', '') || ' ' AS acronym_b
    FROM shared
    JOIN terms AS a ON a.term_id = term_id_a
    JOIN terms AS b ON b.term_id = term_id_b
    CROSS JOIN corpus
    WHERE shared.papers < corpus.papers
)

SELECT
    term_id_a,
    term_id_b,
    papers,
    npmi,
    first_seen,
    if(recent_start IS NULL, NULL, recent_papers) AS recent_papers
FROM measured
WHERE
    npmi >= 0.1
    -- Three standard deviations: 2 (√a − √b) of two counts a and b is about normal.
    AND 2 * (sqrt(papers) - sqrt(expected)) >= 3
    AND NOT coalesce(contains(words_a, words_b) OR contains(words_a, acronym_b), contains(words_a, words_b))
    AND NOT coalesce(contains(words_b, words_a) OR contains(words_b, acronym_a), contains(words_b, words_a))
