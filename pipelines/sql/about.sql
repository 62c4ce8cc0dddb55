-- The terms that a paper is about: those in its title, and its first five keywords. What many papers mention in passing is
-- a word of the field and no topic of theirs.
SELECT paper_id, term_id FROM paper_terms WHERE in_title
UNION
SELECT paper_id, term_id FROM keywords WHERE rank <= 5
