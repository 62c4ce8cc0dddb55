-- Terms that come together in more papers than chance would bring together. One row is a pair, the smaller term_id first.
--
-- A self join of paper_terms grows with the square of the terms a paper has, so it is bounded:
--   1. only terms in at least 5 papers, and in at most a fifth of all papers (those come together with everything);
--   2. one of the two must be specific: in few enough papers that the join makes at most 40 million rows, as estimated on one
--      paper in 64, or, where no limit keeps that bound, in at most one paper in 10,000. Up to about 75,000 papers this leaves
--      nothing out; in larger corpora pairs of two terms that are both in more papers than the limit are left out;
--   3. at least 3 shared papers, NPMI of at least 0.1, and so many more than expected that it is no chance.
-- Within these bounds `papers` is exact. Pairs of which one term holds the other word for word ("graph neural network",
-- "neural network"), or holds its acronym ("RL agent", "reinforcement learning"), are left out: the longer one brings the
-- shorter along. Plurals and hyphens make no difference to that.
--
-- NPMI (Bouma 2009) is ln(p_ab / (p_a p_b)) / -ln(p_ab): 0 for chance, 1 for terms that only ever come together.
--
-- What is newly coming together? recent_papers are those among the latest quarter of the dated papers; recent_expected is how
-- many there would be if the pair's dated papers were spread over time as those of whichever of its terms is the more recent:
-- a pair is not new for one of its terms being new. Given the pair's dated papers the recent ones are then binomial, and
-- recent_chance is Chernoff's bound on the chance of so many of them. newly_together is so where there are at least twice as many
-- as expected and that chance is below 1 in 10,000, as tens of thousands of pairs are looked at.
WITH corpus AS (
    SELECT
        count(*) AS papers,
        quantile_disc(published_on, 0.75) AS recent_start
    FROM papers
    WHERE language = 'en'
),

-- Numbers join faster than names. The rarer of two terms has the lower number.
telling AS MATERIALIZED (
    SELECT term_id, terms.papers, CAST(row_number() OVER (ORDER BY terms.papers, term_id) AS INTEGER) AS number
    FROM terms
    CROSS JOIN corpus
    WHERE terms.papers >= 5 AND terms.papers <= 0.2 * corpus.papers
),

-- Every 64th paper is a fair sample.
numbered AS (
    SELECT paper_id, CAST(row_number() OVER (ORDER BY paper_id) AS INTEGER) AS paper, published_on
    FROM papers
    WHERE language = 'en'
),

held AS MATERIALIZED (
    SELECT paper, published_on, number, telling.papers
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

-- The rarer term comes first, so each pair is made once and the limit is on one side only.
shared AS (
    SELECT
        one.number AS rarer,
        other.number AS commoner,
        count(*) AS papers,
        count(one.published_on) AS dated_papers,
        count(*) FILTER (one.published_on >= recent_start) AS recent_papers,
        min(one.published_on) AS first_seen
    FROM held AS one
    JOIN held AS other ON one.paper = other.paper AND one.number < other.number
    CROSS JOIN corpus
    WHERE one.papers <= (SELECT most_papers FROM specific)
    GROUP BY ALL
    HAVING count(*) >= 3
),

-- Of each term: its words between single spaces, without the s of the plural.
spelt AS MATERIALIZED (
    SELECT
        number,
        ' ' || regexp_replace(regexp_replace(lower(term), '[^\pL\pN]+', ' ', 'g'), 's( |$)', '\1', 'g') || ' ' AS words,
        ' ' || regexp_replace(lower(acronym), 's$', '') || ' ' AS acronym
    FROM telling
    JOIN terms USING (term_id)
),

-- The part of its dated papers that is of the latest quarter.
spread AS MATERIALIZED (
    SELECT number, count(*) FILTER (published_on >= recent_start) / count(*) AS recent_part
    FROM held
    CROSS JOIN corpus
    WHERE published_on IS NOT NULL
    GROUP BY number
),

attracted AS MATERIALIZED (
    SELECT
        shared.*,
        a.term_id AS rarer_id,
        b.term_id AS commoner_id,
        least(ln(shared.papers / (a.papers * b.papers / corpus.papers)) / -ln(shared.papers / corpus.papers), 1.0) AS npmi
    FROM shared
    JOIN telling AS a ON a.number = rarer
    JOIN telling AS b ON b.number = commoner
    CROSS JOIN corpus
    WHERE
        shared.papers < corpus.papers
        AND npmi >= 0.1
        -- Three standard deviations: 2 (√a − √b) of two counts a and b is about normal.
        AND 2 * (sqrt(shared.papers) - sqrt(a.papers * b.papers / corpus.papers)) >= 3
),

measured AS (
    SELECT
        attracted.*,
        dated_papers * greatest(a.recent_part, b.recent_part) AS recent_expected,
        -- At most 1 but for rounding, which shows where as many are expected as there are.
        least(1, CASE
            WHEN recent_papers <= recent_expected THEN 1
            WHEN recent_papers = dated_papers THEN (recent_expected / dated_papers) ** dated_papers
            ELSE (recent_expected / recent_papers) ** recent_papers
                * ((dated_papers - recent_expected) / (dated_papers - recent_papers)) ** (dated_papers - recent_papers)
        END) AS recent_chance
    FROM attracted
    LEFT JOIN spread AS a ON a.number = rarer
    LEFT JOIN spread AS b ON b.number = commoner
)

SELECT
    least(rarer_id, commoner_id) AS term_id_a,
    greatest(rarer_id, commoner_id) AS term_id_b,
    papers,
    npmi,
    first_seen,
    if(dated_papers = 0, NULL, recent_papers) AS recent_papers,
    if(dated_papers = 0, NULL, recent_expected) AS recent_expected,
    if(dated_papers = 0, NULL, recent_chance) AS recent_chance,
    if(dated_papers = 0, NULL, recent_papers >= 2 * recent_expected AND recent_chance < 0.0001) AS newly_together
FROM measured
JOIN spelt AS a ON a.number = rarer
JOIN spelt AS b ON b.number = commoner
WHERE
    NOT coalesce(contains(a.words, b.words) OR contains(a.words, b.acronym), contains(a.words, b.words))
    AND NOT coalesce(contains(b.words, a.words) OR contains(b.words, a.acronym), contains(b.words, a.words))
