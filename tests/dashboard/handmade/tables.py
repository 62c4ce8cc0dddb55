"""The hand-made papers, terms and themes as the warehouse's tables hold them."""

import polars as pl

from pipelines.incremental.search_index import index_papers
from tests.dashboard.handmade.corpus import FIRST, SECOND, TERMS
from warehouse.writer import fill_table, replace_table


def write_corpus(connection, papers: list[dict], paper_terms: list[dict]) -> None:
    """Fills sources, papers, the index of their words, and all that is said of terms and themes."""
    source = {
        "sha256": "0" * 64,
        "format": "digest",
        "captured_on": None,
        "found": 23,
        "parsed": 23,
        "rejected": 0,
        "is_sample": False,
    }
    files = [("a.txt", FIRST), ("b.txt", SECOND)]
    replace_table(
        connection,
        "sources",
        pl.DataFrame(
            [
                source | {"source_id": f"{place:016x}", "path": path, "ingested_at": when}
                for place, (path, when) in enumerate(files)
            ]
        ),
    )
    replace_table(connection, "papers", pl.DataFrame(papers, infer_schema_length=None))
    index_papers(connection)
    replace_table(connection, "paper_terms", pl.DataFrame(paper_terms))
    fill_table(
        connection,
        "terms",
        """
        SELECT term_id, named.term, 2 AS words, count(*) AS papers, sum(mentions)::BIGINT AS mentions,
               min(published_on) AS first_seen, max(published_on) AS last_seen,
               CASE term_id WHEN 2 THEN 'GAN' END AS acronym
        FROM paper_terms JOIN papers USING (paper_id)
        JOIN (SELECT unnest([1, 2, 3, 4]) AS term_id, unnest(['reasoning', 'generative adversarial network',
              'flow matching', 'benchmark']) AS term) AS named USING (term_id) GROUP BY ALL
        """,
    )
    variants = [
        (1, "reasoning", "case", 13),
        (2, "generative adversarial network", "case", 6),
        (2, "GAN", "acronym", 5),
    ]
    variants += [(2, "GANs", "plural", 4), (3, "flow matching", "case", 4), (3, "flow-matching", "hyphen", 1)]
    variants += [(4, "benchmark", "case", 6)]
    replace_table(
        connection,
        "term_variants",
        pl.DataFrame(variants, schema=["term_id", "variant", "rule", "papers"], orient="row"),
    )
    _write_themes(connection, papers, paper_terms)


def _write_themes(connection, papers: list[dict], paper_terms: list[dict]) -> None:
    reasoning = {row["paper_id"] for row in paper_terms if row["term_id"] in (1, 3)}
    replace_table(
        connection,
        "paper_themes",
        pl.DataFrame(
            [
                {"paper_id": paper["paper_id"], "theme_id": 1 if paper["paper_id"] in reasoning else 2, "weight": 0.5}
                for paper in papers
            ]
        ).with_columns(is_primary=True),
    )
    stand = [papers[0]["paper_id"], "title:0000000000000001"]
    themes = [
        {
            "theme_id": 1,
            "label": "Reasoning",
            "top_terms": ["reasoning"],
            "representative_papers": stand,
            "x": -0.5,
            "color": 0,
        },
        {"theme_id": 2, "label": "Images", "top_terms": [TERMS[2]], "representative_papers": [], "x": 0.5, "color": 3},
    ]
    sizes = {1: len(reasoning), 2: len(papers) - len(reasoning)}
    common = {"coherence": 0.3, "y": 0.0, "centrality": 1.0, "density": 1.0, "pinned": False}
    replace_table(
        connection,
        "themes",
        pl.DataFrame([theme | common | {"papers": sizes[theme["theme_id"]]} for theme in themes]),
    )
    ranks = [(1, 1, 1, "reasoning", 2.0), (1, 3, 2, "flow matching", 1.0), (2, 2, 1, TERMS[2], 2.0)]
    replace_table(
        connection,
        "theme_terms",
        pl.DataFrame(ranks, schema=["theme_id", "term_id", "rank", "term", "weight"], orient="row"),
    )
    replace_table(connection, "theme_pairs", pl.DataFrame([{"theme_id_a": 1, "theme_id_b": 2, "similarity": 0.25}]))
    events = [
        (FIRST, 1, 0, "born", 0.0),
        (FIRST, 2, 0, "born", 0.0),
        (SECOND, 1, 1, "same", 0.95),
        (SECOND, 2, 1, "split", 0.2),
    ]
    replace_table(
        connection,
        "theme_lineage",
        pl.DataFrame(
            [(f"{when:%Y%m%d-%H%M%S}", *rest) for when, *rest in events],
            schema=["build_id", "theme_id", "previous_theme_id", "event", "overlap"],
            orient="row",
        ),
    )
